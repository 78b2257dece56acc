/** A downlink that is withdrawn leaves every answer as if it had never come. */
import { describe, expect, it } from 'vitest';
import { headKind } from '../../shared/domain/bucket/head.ts';
import { actionKind } from '../../shared/domain/journal/action-record.ts';
import { OWED_PREFIX, owedKind } from '../../shared/domain/owed/owed.ts';
import { downlinkHistory } from '../../shared/usecases/answer/downlink-history.ts';
import { handOver } from '../../shared/usecases/answer/hand-over.ts';
import { hashArchive } from '../../shared/usecases/answer/hash-archive.ts';
import { queryDelta } from '../../shared/usecases/answer/query-deltas.ts';
import { showDownlink } from '../../shared/usecases/answer/show-downlink.ts';
import { showReceipt } from '../../shared/usecases/answer/show-receipt.ts';
import { ingestDownlink } from '../../shared/usecases/arrive/ingest-downlink.ts';
import { rereadDownlink } from '../../shared/usecases/arrive/reread-downlink.ts';
import { withdrawDownlink } from '../../shared/usecases/arrive/withdraw-downlink.ts';
import { applyExperiment } from '../../shared/usecases/define/apply-experiment.ts';
import { listEvents } from '../../shared/usecases/define/record-events.ts';
import { watch } from '../../shared/usecases/watch.ts';
import { answersOf } from '../support/end-state.ts';
import { type FaultPlan, FaultyPorts, Injected } from '../support/faulty-ports.ts';
import { firstDifference } from '../support/first-difference.ts';
import { hooked } from '../support/hooked-ports.ts';
import { deathsAt } from '../support/kills.ts';
import { type MemoryPorts, memoryPorts } from '../support/memory-ports.ts';
import {
  OVERLAPPING,
  OVERLAPPING_FILES,
  overlappingTaken,
  theirCounts,
  theirHead,
} from '../support/overlapping-files.ts';
import { actOnce, settleAll, upload } from '../support/run-stack.ts';
import { twinFiles } from '../support/twin-experiment.ts';
import { twinsDefined } from '../support/twins-in.ts';

const WHY = { by: 'test', reason: 'read by the wrong source' };

async function withdrawn(memory: MemoryPorts, downlink: string, experiment = OVERLAPPING): Promise<void> {
  await withdrawDownlink(memory, { experiment, downlink }, WHY);
  await settleAll(memory);
}

async function expectNever(memory: MemoryPorts, ids: readonly string[], gone: readonly number[]) {
  const never = await overlappingTaken(OVERLAPPING_FILES.filter((_, i) => !gone.includes(i)));
  expect(await answersOf(memory, OVERLAPPING)).toEqual(await answersOf(never.memory, OVERLAPPING));
  const kept = ids.filter((_, i) => !gone.includes(i));
  expect(await theirCounts(memory, kept)).toEqual(await theirCounts(never.memory, never.ids));
}

/** As the bucket's rule does it thirty days after they were compacted. */
async function expireSegments(memory: MemoryPorts): Promise<number> {
  const named = new Set(
    (await theirHead(memory)).entries.flatMap(({ segments }) => segments.map(({ key }) => key)),
  );
  const gone = [...memory.archive.objects.keys()].filter(
    (key) => key.startsWith('segments/') && !named.has(key),
  );
  for (const key of gone) memory.archive.objects.delete(key);
  return gone.length;
}

describe('of twenty downlinks, most of them compacted', () => {
  it('leave in any order, and each time nothing of them is left', async () => {
    const { memory, ids } = await overlappingTaken(OVERLAPPING_FILES);
    const gone: number[] = [];
    for (const i of [7, 8, 0, 19, 4, 3]) {
      await withdrawn(memory, ids[i]!);
      gone.push(i);
      await expectNever(memory, ids, gone);
    }
  });

  it('leave when the segments of before have expired, from their raw files', async () => {
    const { memory, ids } = await overlappingTaken(OVERLAPPING_FILES);
    expect(await expireSegments(memory)).toBeGreaterThan(10);
    await withdrawn(memory, ids[7]!);
    await expectNever(memory, ids, [7]);
    await expireSegments(memory);
    await withdrawn(memory, ids[2]!);
    await expectNever(memory, ids, [2, 7]);
  });

  it('leave a head that an older version compacted without a list', async () => {
    const { memory, ids } = await overlappingTaken(OVERLAPPING_FILES.slice(0, 12));
    await expireSegments(memory);
    const { partition, sort } = (
      await Array.fromAsync(memory.catalogue.list(headKind, OVERLAPPING, 'HEAD#'))
    )[0]!.key;
    const stored = (await memory.catalogue.get(headKind, { partition, sort }))!;
    const entries = stored.item.entries.map(({ merged: _, readings: __, ...entry }) => entry);
    await memory.catalogue.put(headKind, stored.key, { ...stored.item, entries }, stored.version);
    for (const [name, text] of OVERLAPPING_FILES.slice(12)) {
      ids.push(await upload(memory, OVERLAPPING, name, text));
      await settleAll(memory);
    }
    await withdrawn(memory, ids[3]!);
    await expectNever(memory, ids, [3]);
    await withdrawn(memory, ids[15]!);
    await withdrawn(memory, ids[4]!);
    await expectNever(memory, ids, [3, 4, 15]);
  });
});

describe('killed at any call', () => {
  /** Withdraws the sixth, with one fault; then the stack goes on as it does after a kill. */
  async function faulted(files: typeof OVERLAPPING_FILES, areExpired: boolean, plan: FaultPlan) {
    const { memory, ids } = await overlappingTaken(files);
    if (areExpired) expect(await expireSegments(memory)).toBeGreaterThan(8);
    const faulty = new FaultyPorts(memory, plan);
    const act = async (work: () => Promise<unknown>) => {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof Injected)) throw error;
        return work();
      }
    };
    await act(() => withdrawDownlink(faulty, { experiment: OVERLAPPING, downlink: ids[5]! }, WHY));
    while (await act(() => actOnce(memory, faulty)));
    await watch(memory, memory.clock.now());
    await settleAll(memory);
    return { memory, others: ids.filter((_, i) => i !== 5), sites: faulty.sites };
  }

  it.each([
    [11, 'before the segments that were compacted expire', false],
    [20, 'after these have expired', true],
  ])('ends as never sent: of %i downlinks, %s', { timeout: 1_800_000 }, async (count, _, areExpired) => {
    const files = OVERLAPPING_FILES.slice(0, count);
    const never = await overlappingTaken(files.filter((_, i) => i !== 5));
    const endOf = async (memory: MemoryPorts, ids: readonly string[]) => ({
      answers: await answersOf(memory, OVERLAPPING),
      counts: await theirCounts(memory, ids),
      due: await Array.fromAsync(memory.catalogue.due(OVERLAPPING)),
    });
    const expected = await endOf(never.memory, never.ids);
    const clean = await faulted(files, areExpired, { site: null, fault: 'THROWS_BEFORE' });
    expect(await endOf(clean.memory, clean.others)).toEqual(expected);
    expect(clean.sites.length).toBeGreaterThan(60);
    const differing: string[] = [];
    for (const death of deathsAt(clean.sites)) {
      const { memory, others } = await faulted(files, areExpired, death);
      const difference = firstDifference(expected, await endOf(memory, others));
      if (difference !== null) differing.push(`${death.name}: ${difference}`);
    }
    expect(differing).toEqual([]);
  });
});

const DEFINITION = `
id: k
reference: activation
arms: [{ id: flight, kind: SPACEFLIGHT }]
units: [{ id: FU1, arm: flight }]
channels: [{ id: temperature, unit: Cel, period: PT1H }]
sources:
  - { id: w, match: '*.csv', time: { column: t }, columns: { v: { unit: FU1, channel: temperature } },
      events: { column: mark, names: { A: activation, M: media-change }, use: READ } }
`;
const file = (marks: string, shift = 0) =>
  `t,v,mark\n${[...marks].map((mark, i) => `2026-03-03T0${i + shift}:00:00Z,${20 + i},${mark === '-' ? '' : mark}\n`).join('')}`;

async function taken(...files: readonly string[]): Promise<{ memory: MemoryPorts; ids: string[] }> {
  const memory = memoryPorts();
  await applyExperiment(memory, 'k', DEFINITION);
  const ids: string[] = [];
  for (const [i, text] of files.entries()) {
    ids.push(await upload(memory, 'k', `f${i}.csv`, text));
    await settleAll(memory);
  }
  return { memory, ids };
}

const eventsOf = async (memory: MemoryPorts) =>
  (await listEvents(memory, 'k')).events.map(({ name, at }) => `${name} ${at.slice(11, 16)}`);
const stateOf = async (memory: MemoryPorts, id: string) => {
  const { state, duplicateOf, counts } = await showReceipt(memory, 'k', id);
  return [state, duplicateOf, counts.accepted];
};

describe('what a file stood for beside its samples', () => {
  it('is read from its repetition in its place, and sent again it is read anew', async () => {
    const { memory, ids } = await taken(file('---'), file('---'));
    const [original = '', repetition = ''] = ids;
    expect(await stateOf(memory, repetition)).toEqual(['INGESTED', original, 0]);
    const before = await answersOf(memory, 'k');
    await withdrawn(memory, original, 'k');
    expect((await showReceipt(memory, 'k', original)).verdict).toEqual([
      `In: nothing of this downlink, which was withdrawn. The same bytes also came as ${repetition}, which counts now.`,
      'Missing: nothing that this file holds.',
      'Request again: nothing. The bytes are here.',
      `Worse: nothing. The answers hold the samples of ${repetition}.`,
      `Do: if these samples are wrong, withdraw ${repetition} too.`,
    ]);
    expect(await stateOf(memory, repetition)).toEqual(['INGESTED', undefined, 3]);
    expect(await answersOf(memory, 'k')).toEqual(before);
    await withdrawn(memory, repetition, 'k');
    expect((await showReceipt(memory, 'k', original)).verdict[0]).toBe(
      'In: nothing. The file was withdrawn.',
    );
    const again = await upload(memory, 'k', 'f0.csv', file('---'));
    await settleAll(memory);
    expect(await stateOf(memory, again)).toEqual(['INGESTED', undefined, 3]);
    expect(await answersOf(memory, 'k')).toEqual(before);
  });

  it('is read from its repetition as that was read, until that one is read again, too', async () => {
    const other = DEFINITION.replace('channel: temperature } }', "channel: temperature, as: '[degF]' } }");
    const rereadThen = async (isHeldUp: boolean) => {
      const { memory, ids } = await taken(file('---'), file('---'));
      const [original = '', repetition = ''] = ids;
      const before = (await hashArchive(memory, 'k')).hash;
      await applyExperiment(memory, 'k', other, { newReading: true });
      await settleAll(memory);
      await withdrawDownlink(memory, { experiment: 'k', downlink: original }, WHY);
      if (!isHeldUp) {
        await settleAll(memory);
        expect((await hashArchive(memory, 'k')).hash).toBe(before);
        expect((await showReceipt(memory, 'k', repetition)).readUnderOther).toBe(true);
      } else while ((await showReceipt(memory, 'k', repetition)).state !== 'RECEIVED') await actOnce(memory);
      const reread = () => rereadDownlink(memory, { experiment: 'k', downlink: repetition }, 'test');
      if (!isHeldUp) await reread();
      // The run has looked at the receipt and has not claimed it yet.
      const ports = isHeldUp
        ? hooked(memory, { on: 'get', when: 'after', kind: 'receipt' }, async () => {
            await reread();
          })
        : memory;
      while (await actOnce(memory, ports));
      expect((await showReceipt(memory, 'k', repetition)).readUnderOther).toBeUndefined();
      expect(await stateOf(memory, repetition)).toEqual(['INGESTED', undefined, 3]);
      return (await hashArchive(memory, 'k')).hash;
    };
    expect(await rereadThen(true)).toBe(await rereadThen(false));
  });

  it('is an event only as long as a file in force brings it', async () => {
    const { memory, ids } = await taken(file('A-M'), file('--M-', 0));
    expect(await eventsOf(memory)).toEqual(['activation 00:00', 'media-change 02:00']);
    await withdrawn(memory, ids[0]!, 'k');
    expect(await eventsOf(memory)).toEqual(['media-change 02:00']);
    expect(await answersOf(memory, 'k')).toEqual(await answersOf((await taken(file('--M-'))).memory, 'k'));
    await upload(memory, 'k', 'f0.csv', file('A-M'));
    await settleAll(memory);
    expect(await eventsOf(memory)).toEqual(['activation 00:00', 'media-change 02:00']);
    const inOrder = await taken(file('--M-'), file('A-M'));
    expect(await answersOf(memory, 'k')).toEqual(await answersOf(inOrder.memory, 'k'));
  });

  it.each(['before', 'after'] as const)(
    'is no event where it was withdrawn before the run that read it came to its events (%s it looked for them)',
    async (when) => {
      const { memory } = await taken();
      const downlink = await upload(memory, 'k', 'f.csv', file('A-M'));
      memory.queues.ingest.hints.length = 0;
      const slow = hooked(memory, { on: 'get', when, kind: 'event' }, () => withdrawn(memory, downlink, 'k'));
      await ingestDownlink(slow, { experiment: 'k', downlink });
      await settleAll(memory);
      expect(await stateOf(memory, downlink)).toEqual(['WITHDRAWN', undefined, 3]);
      expect(await eventsOf(memory)).toEqual([]);
      expect(await Array.fromAsync(memory.catalogue.due('k'))).toEqual([]);
      expect(await answersOf(memory, 'k')).toEqual(await answersOf((await taken()).memory, 'k'));
    },
  );

  it('is an event of its repetition, and of the two changes nothing stays pending', async () => {
    const { memory, ids } = await taken(file('A-M'), file('A-M'));
    const before = await answersOf(memory, 'k');
    await withdrawn(memory, ids[0]!, 'k');
    expect(await eventsOf(memory)).toEqual(['activation 00:00', 'media-change 02:00']);
    expect(await answersOf(memory, 'k')).toEqual(before);
    expect(await Array.fromAsync(memory.catalogue.list(owedKind, 'k', OWED_PREFIX))).toEqual([]);
  });

  it('stands in the journal: who withdrew it, when and why; nobody is told', async () => {
    const { memory, ids } = await taken(file('---'));
    const told = memory.notifier.notices.length;
    await withdrawn(memory, ids[0]!, 'k');
    const actions = await Array.fromAsync(memory.catalogue.list(actionKind, 'k', 'ACTION#'));
    expect(actions.map(({ item: { at: _, ...action } }) => action)).toEqual([
      { action: 'WITHDRAWN', downlink: ids[0], ...WHY },
    ]);
    expect(memory.notifier.notices).toHaveLength(told);
  });
});

describe('who withdraws', () => {
  it('twice changes nothing: the first who, when and why stay', async () => {
    const { memory, ids } = await taken(file('---'));
    const hint = { experiment: 'k', downlink: ids[0]! };
    const first = await withdrawDownlink(memory, hint, WHY);
    expect(first).toMatchObject({ state: 'WITHDRAWN', withdrawn: WHY });
    const second = await withdrawDownlink(memory, hint, { by: 'another', reason: 'again' });
    expect(second.withdrawn).toEqual(first.withdrawn);
    await settleAll(memory);
    expect(await withdrawDownlink(memory, hint, { by: 'another', reason: 'again' })).toMatchObject({
      withdrawn: first.withdrawn,
    });
    expect(await Array.fromAsync(memory.catalogue.due('k'))).toEqual([]);
  });

  it('what is not in yet, or never was, is told so', async () => {
    const { memory } = await taken();
    const id = await upload(memory, 'k', 'f.csv', 'not a table');
    const withdrawing = () => withdrawDownlink(memory, { experiment: 'k', downlink: id }, WHY);
    await expect(withdrawing()).rejects.toMatchObject({ kind: 'conflict', code: 'downlink.under-way' });
    await expect(withdrawDownlink(memory, { experiment: 'k', downlink: 'none' }, WHY)).rejects.toMatchObject({
      code: 'downlink.unknown',
    });
  });
});

it('that was refused is named in no answer any more, and its receipt says who, why, and what it was refused for', async () => {
  const { memory } = await taken();
  const id = await upload(memory, 'k', 'f.csv', 'not a table');
  await settleAll(memory);
  const hint = { experiment: 'k', downlink: id };
  const refused = await showDownlink(memory, 'k', id);
  expect(refused.state).toBe('REFUSED');
  const failedIn = async () => (await handOver(memory, 'k', { since: 0 })).missed.failed.map((one) => one.id);
  expect(await failedIn()).toEqual([id]);
  await withdrawDownlink(memory, hint, WHY);
  await settleAll(memory);
  expect(await failedIn()).toEqual([]);
  const receipt = await showDownlink(memory, 'k', id);
  expect(receipt).toMatchObject({ state: 'WITHDRAWN', withdrawn: WHY, error: refused.error! });
  expect(receipt.verdict.join('\n')).toContain('In: nothing; the file was refused and is withdrawn: ');
  expect((await downlinkHistory(memory, 'k', id)).actions).toMatchObject([{ action: 'WITHDRAWN', ...WHY }]);
  expect(await Array.fromAsync(memory.catalogue.due('k'))).toEqual([]);
  // It may be tried again, under another definition.
  await rereadDownlink(memory, hint, 'ada');
  await settleAll(memory);
  expect((await showDownlink(memory, 'k', id)).state).toBe('REFUSED');
});

it('leaves nothing of itself in the deltas of its pair, whoever of the two goes first', async () => {
  for (const order of [['fu1.csv', 'gu1.csv'], ['gu1.csv', 'fu1.csv'], ['fu1.csv'], ['gu1.csv']]) {
    const memory = await twinsDefined();
    const { flight, ground } = twinFiles();
    const idOf = new Map([
      ['fu1.csv', await upload(memory, 'twins', 'fu1.csv', flight)],
      ['gu1.csv', await upload(memory, 'twins', 'gu1.csv', ground)],
    ]);
    await settleAll(memory);
    const paired = async () => {
      const { summaryAll, windows, pending } = await queryDelta(memory, 'twins', {
        pair: 'P1',
        channel: 'temperature',
      });
      return [summaryAll.pairedSamples, windows.length, pending];
    };
    expect((await paired())[0]).toBeGreaterThan(100);
    for (const name of order) await withdrawn(memory, idOf.get(name)!, 'twins');
    expect(await paired()).toEqual([0, 0, 0]);
  }
});
