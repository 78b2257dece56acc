import { describe, expect, it } from 'vitest';
import { rawKey } from '../../../../shared/domain/archive/keys.ts';
import { showReceipt } from '../../../../shared/usecases/answer/show-receipt.ts';
import { inspectKept } from '../../../../shared/usecases/arrive/inspect-kept.ts';
import { rereadDownlink } from '../../../../shared/usecases/arrive/reread-downlink.ts';
import { withdrawDownlink } from '../../../../shared/usecases/arrive/withdraw-downlink.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { answersOf } from '../../../support/end-state.ts';
import { flipped } from '../../../support/flipped-bits.ts';
import { type MemoryPorts, memoryPorts } from '../../../support/memory-ports.ts';
import { actOnce, settleAll, upload } from '../../../support/run-stack.ts';

const E = 'kept';
const definition = (zone: string) => `
id: ${E}
arms: [{ id: flight, kind: SPACEFLIGHT }]
units: [{ id: FU1, arm: flight }]
channels: [{ id: temperature, unit: Cel, period: PT1M }]
sources: [{ id: s, match: '*.csv', time: { column: t, zone: ${zone} }, columns: { v: { unit: FU1, channel: temperature } } }]
`;
const FILE = 't,v\n2026-03-03T12:00:00,20\n2026-03-03T12:01:00,21\n';

async function sent(memory: MemoryPorts): Promise<string> {
  const id = await upload(memory, E, 'f.csv', FILE);
  await settleAll(memory);
  return id;
}

async function taken(files: number, zone = 'Asia/Tokyo') {
  const memory = memoryPorts();
  await applyExperiment(memory, E, definition(zone));
  const ids: string[] = [];
  for (let i = 0; i < files; i++) ids.push(await sent(memory));
  return { memory, ids };
}

function damage(memory: MemoryPorts, id: string, how: string): void {
  const key = rawKey(E, id);
  if (how === 'gone') memory.raw.objects.delete(key);
  else memory.raw.objects.set(key, flipped(memory.raw.objects.get(key)!, 200));
}

/** Acts on everything that waits; what failed, by its key. */
async function failures(memory: MemoryPorts): Promise<unknown[]> {
  const keys: unknown[] = [];
  for (let isLeft = true; isLeft; )
    try {
      isLeft = await actOnce(memory);
    } catch (error) {
      if (!(error instanceof Error && 'key' in error)) throw error;
      keys.push(`${error.name} ${error.key}`);
    }
  return keys;
}

async function readRight(memory: MemoryPorts, id: string): Promise<unknown[]> {
  await applyExperiment(memory, E, definition('UTC'), { newReading: true });
  await settleAll(memory);
  await rereadDownlink(memory, { experiment: E, downlink: id }, 'ada');
  return failures(memory);
}

const hashOf = async (memory: MemoryPorts) => (await answersOf(memory, E)).archive.hash;

describe('a file that was damaged here and is read again', () => {
  it.each(['flipped', 'gone'])('is read from the downlink that has the same bytes: %s', async (how) => {
    const { memory, ids } = await taken(2);
    const [original = '', copy = ''] = ids;
    damage(memory, original, how);
    expect(await readRight(memory, original)).toEqual([`Damaged ${rawKey(E, original)}`]);
    const receipt = await showReceipt(memory, E, original);
    expect(receipt).toMatchObject({ state: 'INGESTED', counts: { accepted: 2 } });
    expect(receipt.rereading).toBeUndefined();
    expect(receipt.warnings.map(({ code }) => code)).toContain('file.read-from-copy');
    expect(receipt.warnings.map(({ message }) => message).join()).toContain(copy);
    expect(await hashOf(memory)).toBe(await hashOf((await taken(1, 'UTC')).memory));
    expect((await showReceipt(memory, E, copy)).duplicateOf).toBe(original);
    expect(await Array.fromAsync(memory.catalogue.due(E))).toEqual([]);
  });

  it('says so at once where no other downlink has them; sent and read again it is right', async () => {
    const { memory, ids } = await taken(1);
    const [original = ''] = ids;
    const before = await hashOf(memory);
    damage(memory, original, 'flipped');
    expect(await readRight(memory, original)).toEqual([`Damaged ${rawKey(E, original)}`]);
    // The message comes again, and finds that it is over.
    await memory.queues.ingest.send({ experiment: E, downlink: original });
    expect(await failures(memory)).toEqual([]);
    const { rereading, counts } = await showReceipt(memory, E, original);
    expect(rereading?.error?.code).toBe('archive.damaged');
    expect(rereading?.error?.message).toContain(rawKey(E, original));
    expect(counts.accepted).toBe(2);
    expect(await hashOf(memory)).toBe(before);
    const again = await upload(memory, E, 'f.csv', FILE);
    await failures(memory);
    expect((await showReceipt(memory, E, again)).duplicateOf).toBe(original);
    expect(await hashOf(memory)).toBe(await hashOf((await taken(1, 'UTC')).memory));
  });

  it('is FAILED with the key where it was withdrawn before', async () => {
    const { memory, ids } = await taken(1);
    const [original = ''] = ids;
    await withdrawDownlink(memory, { experiment: E, downlink: original }, { by: 'ada', reason: 'wrong' });
    await settleAll(memory);
    damage(memory, original, 'flipped');
    expect(await readRight(memory, original)).toEqual([`Damaged ${rawKey(E, original)}`]);
    expect(await showReceipt(memory, E, original)).toMatchObject({
      state: 'FAILED',
      error: { code: 'archive.damaged' },
    });
  });
});

it('no copy is looked for that has not come, and a damaged copy is passed over', async () => {
  const { memory, ids } = await taken(3);
  const receipt = { bytes: FILE.length, sha256: (await showReceipt(memory, E, ids[0]!)).sha256! };
  const inspect = () => inspectKept(memory, { experiment: E, downlink: ids[0]! }, receipt);
  expect((await inspect()).copy).toBeNull();
  damage(memory, ids[0]!, 'flipped');
  damage(memory, ids[1]!, 'gone');
  expect(await inspect()).toMatchObject({ key: rawKey(E, ids[2]!), copy: { downlink: ids[2] } });
  damage(memory, ids[2]!, 'flipped');
  await expect(inspect()).rejects.toMatchObject({ name: 'Damaged', key: rawKey(E, ids[0]!) });
});
