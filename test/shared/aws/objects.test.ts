/** Bodies of S3 that stall or break off, on real sockets with short time-outs: the reading goes on where it stopped. */
import { createHash } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { clientSettings } from '../../../shared/aws/client-settings.ts';
import { READING } from '../../../shared/aws/object-reads.ts';
import { BucketObjects } from '../../../shared/aws/objects.ts';
import { Damaged } from '../../../shared/domain/damaged.ts';
import { type Manner, startUnsteadyServer, type UnsteadyServer } from '../../support/unsteady-server.ts';

/** Of a server that answers: also of one on a busy machine. */
const LONG_MS = 60_000;
/** Of one that stalls. */
const IDLE_MS = 800;
const KIB = 1024;
const BYTES = Uint8Array.from({ length: 1000 * KIB }, (_, i) => (i * 31) ^ (i >> 8));
const READ = { ...READING, rangeBytes: 256 * KIB, ahead: 2, tries: 3, pauseMs: 1 };

let server: UnsteadyServer;
let client: S3Client;
afterEach(async () => {
  client.destroy();
  await server.close();
});

async function objects(
  manners: readonly Manner[],
  settings = READ,
  idleMs = LONG_MS,
): Promise<BucketObjects> {
  server = await startUnsteadyServer(BYTES, manners);
  client = new S3Client({
    ...clientSettings({ connectMs: 1000, idleMs, totalMs: LONG_MS, tries: 3 }),
    endpoint: server.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 's' },
    forcePathStyle: true,
  });
  return new BucketObjects(client, 'raw', settings);
}

async function digestOf(store: BucketObjects): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of store.open('a')) hash.update(chunk);
  return hash.digest('hex');
}

const WHOLE = createHash('sha256').update(BYTES).digest('hex');
const ranges = () => server.asked.map(({ headers }) => headers.range);
const range = (from: number, to: number) => `bytes=${from}-${to - 1}`;

describe('an object that is read in ranges', () => {
  it('is asked for in the order of its bytes, the later ranges of the version of the first', async () => {
    const store = await objects([]);
    expect(await digestOf(store)).toBe(WHOLE);
    expect(ranges()).toEqual([
      range(0, 256 * KIB),
      range(256 * KIB, 512 * KIB),
      range(512 * KIB, 768 * KIB),
      range(768 * KIB, 1000 * KIB),
    ]);
    expect(server.asked.map(({ headers }) => headers['if-match'])).toEqual([
      undefined,
      '"one"',
      '"one"',
      '"one"',
    ]);
  });

  it('whose body stalls is taken up at the byte that it reached, soon after', async () => {
    const store = await objects([{ stallsAfter: 100 * KIB }], READ, IDLE_MS);
    const begun = performance.now();
    expect(await digestOf(store)).toBe(WHOLE);
    // Once the idle time, and no more than a few times: without a time-out it would never end.
    expect(performance.now() - begun).toBeGreaterThan(IDLE_MS * 0.9);
    expect(performance.now() - begun).toBeLessThan(IDLE_MS * 20);
    expect(ranges()[1]).toBe(range(100 * KIB, 256 * KIB));
    expect(server.asked).toHaveLength(5);
  });

  it('whose body is reset again and again ends whole, as long as it gets on', async () => {
    const resets: Manner[] = Array.from({ length: 6 }, () => ({ resetsAfter: 70 * KIB }));
    const store = await objects(resets, { ...READ, rangeBytes: 1024 * KIB });
    expect(await digestOf(store)).toBe(WHOLE);
    expect(ranges()).toHaveLength(7);
    expect(ranges().at(-1)).toBe(range(6 * 70 * KIB, 1000 * KIB + 24 * KIB));
  });

  it('that never gets on is given up after its tries, with what broke it off', async () => {
    const stalls: Manner[] = Array.from({ length: 9 }, () => ({ stallsAfter: 0 }));
    const reading = digestOf(await objects(stalls, READ, IDLE_MS / 4));
    await expect(reading).rejects.toThrow('expected bytes 0 to 262144 of an object, got 0 of them');
    await expect(reading).rejects.toMatchObject({ cause: { name: 'TimeoutError' } });
    expect(server.asked).toHaveLength(3);
  });

  it('that trickles ends with the total time, and what trickled is not lost', async () => {
    const store = await objects([{ stallsAfter: 100 * KIB }], { ...READ, totalMs: IDLE_MS });
    expect(await digestOf(store)).toBe(WHOLE);
    expect(ranges()[1]).toBe(range(100 * KIB, 256 * KIB));
  });

  it('is no longer asked for when its reader leaves', async () => {
    const store = await objects(['SOUND', { stallsAfter: 0 }, { stallsAfter: 0 }]);
    for await (const chunk of store.open('a')) {
      expect(chunk.length).toBeGreaterThan(0);
      await vi.waitFor(() => expect(server.asked).toHaveLength(3));
      break;
    }
    await vi.waitFor(() => expect(server.brokenOff()).toBe(2));
    expect(server.asked).toHaveLength(3);
  });

  it('is asked for again by the client where the answer is an error of the server', async () => {
    expect(await digestOf(await objects([{ status: 500 }, { status: 503 }]))).toBe(WHOLE);
    expect(server.asked).toHaveLength(6);
  });
});

describe('an object that is read whole, or one part of it', () => {
  it('whose bytes never have the checksum that S3 keeps is damaged, by its key; once may be the way', async () => {
    const store = await objects(['DAMAGED', 'DAMAGED', 'DAMAGED']);
    const failure = await store.read('a').catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Damaged);
    expect(failure).toMatchObject({ key: 'a' });
    await server.close();
    client.destroy();
    const once = await objects(['DAMAGED']);
    expect((await once.read('a')).length).toBe(BYTES.length);
  });

  it('is asked for again where its body stalls or is reset', async () => {
    const store = await objects([{ stallsAfter: KIB }, { resetsAfter: KIB }], READ, IDLE_MS);
    expect(Buffer.compare(await store.read('a'), BYTES)).toBe(0);
    expect(server.asked).toHaveLength(3);
  });

  it('fails with what broke it off after its tries', async () => {
    const store = await objects(Array.from({ length: 3 }, () => ({ resetsAfter: KIB })));
    await expect(store.readRange('a', 0, 10 * KIB)).rejects.toThrow(/aborted|ECONNRESET/);
    expect(server.asked).toHaveLength(3);
  });
});
