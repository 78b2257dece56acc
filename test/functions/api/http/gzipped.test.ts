import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { gzipped, takesGzip } from '../../../../functions/api/http/gzipped.ts';

const text = (n: number) => Buffer.from(`{"windows":[${'{"n":3900,"mean":37.012},'.repeat(n)}{}]}`);

it('is the same when it is unpacked, and a tenth at most of windows that are much alike', async () => {
  const bytes = text(2000);
  const packed = await gzipped(bytes);
  expect(gunzipSync(packed).equals(bytes)).toBe(true);
  expect(packed.length).toBeLessThan(bytes.length / 10);
});

it('is packed once as long as it is asked for again', async () => {
  const packed = await gzipped(text(1000));
  expect(await gzipped(text(1000))).toBe(packed);
  expect(await gzipped(text(1001))).not.toBe(packed);
});

describe('gzip', () => {
  it.each(['gzip', 'gzip, deflate, br', 'br;q=1, GZIP;q=0.2', '*', 'identity, *;q=0.5'])(
    'is taken by a client that says "%s"',
    (header) => {
      expect(takesGzip(header)).toBe(true);
    },
  );

  it.each([undefined, '', 'identity', 'br', 'gzip;q=0', 'gzip;q=0, *', '*;q=0', 'x-gzip'])(
    'is not taken by one that says "%s"',
    (header) => {
      expect(takesGzip(header)).toBe(false);
    },
  );
});
