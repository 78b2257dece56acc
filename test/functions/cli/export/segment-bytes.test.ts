import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { segmentBytes } from '../../../../functions/cli/export/segment-bytes.ts';
import { sha256 } from '../../../../shared/formats/digest.ts';

const WHOLE = Buffer.from('PAR1 whole PAR1');
const FLIPPED = Buffer.from('PAR1 whoLe PAR1');
const KEY = 'segments/e/FU1/20000/d.parquet';

const server = createServer((_, response) => response.end(answers[asked++]));
let answers: readonly Buffer[] = [];
let asked = 0;
afterEach(() => void server.close());

async function segmentAnswered(...inTurn: readonly Buffer[]): Promise<Buffer> {
  [answers, asked] = [inTurn, 0];
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return segmentBytes(
    {
      ...{ key: KEY, url: `http://127.0.0.1:${port}/`, bytes: WHOLE.length },
      digest: sha256(WHOLE).slice(0, 32),
      ...{ unit: 'FU1', bucket: '20000', rank: 0, from: '2026-01-01T00:00:00Z', to: '2026-01-01T00:00:00Z' },
      expiresAt: '2026-01-01T01:00:00Z',
    },
    performance.now(),
  );
}

it('asks again for a segment that was damaged on the way', async () => {
  expect(await segmentAnswered(FLIPPED, WHOLE)).toEqual(WHOLE);
  expect(asked).toBe(2);
});

it('says of one that stays damaged that it is so where it is kept, and what to do', async () => {
  await expect(segmentAnswered(FLIPPED, FLIPPED, WHOLE)).rejects.toThrow(
    /^segments\/e\/FU1\/20000\/d\.parquet came 2 times with 15 bytes .* Run \.\/howship verify, .* \.\/howship reread <downlink>$/,
  );
  expect(asked).toBe(2);
});
