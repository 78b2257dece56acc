import { describe, expect, it } from 'vitest';
import { bucketAt } from '../../../../shared/domain/bucket/bucket.ts';
import { COMPACT_ABOVE, headKey, headKind } from '../../../../shared/domain/bucket/head.ts';
import { hashArchive } from '../../../../shared/usecases/answer/hash-archive.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { letGo } from '../../../../shared/usecases/heads/let-go.ts';
import { update } from '../../../../shared/usecases/known/update.ts';
import { answersOf } from '../../../support/end-state.ts';
import { FaultyPorts } from '../../../support/faulty-ports.ts';
import { die, hooked } from '../../../support/hooked-ports.ts';
import { type MemoryPorts, memoryPorts } from '../../../support/memory-ports.ts';
import { actOnce, settleAll, upload } from '../../../support/run-stack.ts';

const DEFINITION = `
id: many
arms: [{ id: flight, kind: SPACEFLIGHT }]
units: [{ id: FU1, arm: flight }]
channels: [{ id: temperature, unit: Cel, period: PT1H, storage: decimal(1) }]
sources: [{ id: first, match: '*.csv', time: { column: t }, columns: { temp: { unit: FU1, channel: temperature } } }]
`;
const BUCKET = bucketAt(Date.UTC(2026, 2, 1) * 1000, 30).name;
const AT = { experiment: 'many', generation: 1, unit: 'FU1', bucket: BUCKET };
const rowAt = (hour: number) =>
  `${new Date(Date.UTC(2026, 2, 1) + hour * 3_600_000).toISOString()},${20 + (hour % 3)}\n`;
const file = (...hours: number[]) => `t,temp\n${hours.map(rowAt).join('')}`;

/** Every downlink is settled before the next comes. */
async function takenIn(files: readonly string[]): Promise<MemoryPorts> {
  const memory = memoryPorts();
  await applyExperiment(memory, 'many', DEFINITION);
  for (const [i, text] of files.entries()) {
    await upload(memory, 'many', `${i}.csv`, text);
    await settleAll(memory);
  }
  return memory;
}
const headOf = async (memory: MemoryPorts) =>
  (await memory.catalogue.get(headKind, headKey('many', 1, 'FU1', BUCKET)))!.item;
const segments = (memory: MemoryPorts) =>
  [...memory.archive.objects.keys()].filter((key) => key.startsWith('segments/')).sort();
const named = async (memory: MemoryPorts) =>
  (await headOf(memory)).entries.flatMap((entry) => entry.segments.map(({ key }) => key)).sort();

const HOURS = Array.from({ length: COMPACT_ABOVE + 4 }, (_, i) => file(i));

describe('segments that were merged', () => {
  it('are tagged once the head names the merged one, and after 30 days only what it names is left', async () => {
    const memory = await takenIn(HOURS);
    expect((await headOf(memory)).superseded).toEqual([]);
    const live = await named(memory);
    expect(live.length).toBeLessThan(segments(memory).length);
    expect([...memory.archive.superseded].filter((key) => key.startsWith('segments/')).sort()).toEqual(
      segments(memory).filter((key) => !live.includes(key)),
    );
    const before = [await answersOf(memory, 'many'), await hashArchive(memory, 'many')];
    memory.archive.expire();
    expect(segments(memory)).toEqual(live);
    expect([await answersOf(memory, 'many'), await hashArchive(memory, 'many')]).toEqual(before);
  });

  it('and so are the lists of what was merged before', async () => {
    const memory = await takenIn(Array.from({ length: 2 * COMPACT_ABOVE + 4 }, (_, i) => file(i)));
    const lists = () => [...memory.archive.objects.keys()].filter((key) => key.startsWith('merged/'));
    expect(lists()).toHaveLength(2);
    memory.archive.expire();
    expect(lists()).toEqual((await headOf(memory)).entries.flatMap(({ merged }) => merged ?? []));
  });

  it('are tagged by the next run where one died in between', async () => {
    const memory = await takenIn(HOURS.slice(0, COMPACT_ABOVE));
    await upload(memory, 'many', 'last.csv', HOURS[COMPACT_ABOVE]!);
    while (memory.queues.align.hints.length === 0) await actOnce(memory);
    const [hint] = memory.queues.align.hints;
    const isMerged = (item: unknown) => JSON.stringify(item).includes('"superseded"');
    const dying = hooked(memory, { on: 'put', when: 'after', kind: 'head', item: isMerged }, die);
    await expect(actOnce(memory, dying)).rejects.toThrow('killed');
    expect(memory.archive.superseded.size).toBe(0);
    await memory.queues.align.send(hint);
    await settleAll(memory);
    memory.archive.expire();
    expect(segments(memory)).toEqual(await named(memory));
  });
});

describe('a segment that comes again while it is tagged', () => {
  it('stays where its entry came first', async () => {
    const memory = await takenIn(HOURS);
    const [entry] = (await headOf(memory)).entries.slice(-1);
    const { key } = entry!.segments[0]!;
    // As a run has it that read the head before the entry came.
    const stale = { ...(await headOf(memory)), entries: [], superseded: [key] };
    await letGo(memory, AT, stale);
    expect(memory.archive.superseded.has(key)).toBe(false);
  });

  it('stays where the tag came first', async () => {
    const memory = await takenIn(HOURS);
    const before = segments(memory);
    await upload(memory, 'many', 'later.csv', file(100));
    // As a run does that noted the same content as superseded, just before the entry comes.
    const tagging = hooked(memory, { on: 'put', when: 'before', kind: 'head' }, async () => {
      const [written] = segments(memory).filter((key) => !before.includes(key));
      await memory.archive.supersede(written!);
    });
    await actOnce(memory, tagging);
    expect([...memory.archive.superseded].some((key) => !before.includes(key))).toBe(true);
    await settleAll(memory);
    memory.archive.expire();
    expect(segments(memory)).toEqual(await named(memory));
  });

  it('is put again by the downlink that brings it', async () => {
    // The last file repeats the first in other bytes, so that it is no repetition of it.
    const memory = await takenIn([...HOURS, `${file(0)}\n`]);
    memory.archive.expire();
    expect(segments(memory)).toEqual(await named(memory));
  });
});

it('a head that never merged anything asks for no tag', async () => {
  const memory = await takenIn(HOURS.slice(0, 3));
  const archive = Object.assign(Object.create(memory.archive), {
    isSuperseded: () => expect.fail('a tag was asked for'),
  });
  await update(memory, headKind, headKey('many', 1, 'FU1', BUCKET), (head) => ({ ...head!, due: true }));
  expect(await letGo({ ...memory, archive }, AT, await headOf(memory))).toEqual(await headOf(memory));
});

/** What is left after 30 days where the run that merges fails at one call; null fails at none. */
async function failingAt(site: number | null) {
  const memory = await takenIn(HOURS.slice(0, COMPACT_ABOVE));
  await upload(memory, 'many', 'last.csv', HOURS[COMPACT_ABOVE]!);
  while (memory.queues.align.hints.length === 0) await actOnce(memory);
  const [hint] = memory.queues.align.hints;
  const faulty = new FaultyPorts(memory, { site, fault: 'THROWS_AFTER' });
  await actOnce(memory, faulty).catch(() => memory.queues.align.send(hint));
  await settleAll(memory);
  memory.archive.expire();
  expect(segments(memory), faulty.sites.at(-1)).toEqual(await named(memory));
  expect((await headOf(memory)).superseded, faulty.sites.at(-1)).toEqual([]);
  return { sites: faulty.sites, left: segments(memory) };
}

it('a run that dies at any call while it merges and tags leaves the same after 30 days', {
  timeout: 180_000,
}, async () => {
  const { sites, left } = await failingAt(null);
  expect(sites).toContain('archive.supersede');
  expect(sites).toContain('archive.isSuperseded');
  for (const site of sites.keys()) expect((await failingAt(site)).left).toEqual(left);
});
