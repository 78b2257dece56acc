/** A file that is read again takes the place of what was read before, whole, wherever that is killed. */
import { describe, expect, it } from 'vitest';
import { actionKind } from '../../shared/domain/journal/action-record.ts';
import type { Catalogue, Ports } from '../../shared/ports.ts';
import { hashArchive } from '../../shared/usecases/answer/hash-archive.ts';
import { listAnomalies } from '../../shared/usecases/answer/list-anomalies.ts';
import { queryTelemetry } from '../../shared/usecases/answer/query-telemetry.ts';
import { listExperiments, showExperiment } from '../../shared/usecases/answer/show-experiment.ts';
import { listReceipts, showReceipt } from '../../shared/usecases/answer/show-receipt.ts';
import { failDownlink } from '../../shared/usecases/arrive/fail-downlink.ts';
import { ingestDownlink } from '../../shared/usecases/arrive/ingest-downlink.ts';
import { rereadDownlink } from '../../shared/usecases/arrive/reread-downlink.ts';
import { withdrawDownlink } from '../../shared/usecases/arrive/withdraw-downlink.ts';
import { applyExperiment } from '../../shared/usecases/define/apply-experiment.ts';
import { listEvents } from '../../shared/usecases/define/record-events.ts';
import { watch } from '../../shared/usecases/watch.ts';
import { answersOf } from '../support/end-state.ts';
import { type FaultPlan, FaultyPorts, Injected } from '../support/faulty-ports.ts';
import { firstDifference } from '../support/first-difference.ts';
import { die, hooked } from '../support/hooked-ports.ts';
import { deathsAt } from '../support/kills.ts';
import { type MemoryPorts, memoryPorts } from '../support/memory-ports.ts';
import {
  OVERLAPPING,
  OVERLAPPING_DEFINITION,
  OVERLAPPING_FILES,
  overlappingTaken,
  theirCounts,
  theirHead,
} from '../support/overlapping-files.ts';
import { actOnce, settleAll, upload } from '../support/run-stack.ts';

const reread = (memory: MemoryPorts, downlink: string, experiment = OVERLAPPING) =>
  rereadDownlink(memory, { experiment, downlink }, 'test');

/** Temperatures of the first source are in degrees Fahrenheit. */
const CORRECTED = OVERLAPPING_DEFINITION.replaceAll(
  'time: { column: t }, columns: { temp: { unit: FU1, channel: temperature }, co2:',
  "time: { column: t }, columns: { temp: { unit: FU1, channel: temperature, as: '[degF]' }, co2:",
);

/** What a stack holds that had the definition from the beginning. */
async function takenUnder(definition: string, files = OVERLAPPING_FILES) {
  const memory = memoryPorts();
  await applyExperiment(memory, OVERLAPPING, definition);
  for (const [name, text] of files) {
    await upload(memory, OVERLAPPING, name, text);
    await settleAll(memory);
  }
  return memory;
}

const withoutRevision = async (memory: MemoryPorts) => {
  const { archive, ...answers } = await answersOf(memory, OVERLAPPING);
  return { hash: archive.hash, ...answers };
};

describe('a wrong unit put right', async () => {
  const { memory, ids } = await overlappingTaken(OVERLAPPING_FILES);
  const right = await withoutRevision(await takenUnder(CORRECTED));
  const applied = await applyExperiment(memory, OVERLAPPING, CORRECTED, { newReading: true });
  await settleAll(memory);

  it('is told with the downlinks of the source that is read otherwise now, and no others', () => {
    expect(CORRECTED).not.toBe(OVERLAPPING_DEFINITION);
    const ofFirst = ids.filter((_, i) => OVERLAPPING_FILES[i]![0].startsWith('a-'));
    expect(ofFirst).toHaveLength(16);
    expect(applied.readUnderOther).toEqual({ downlinks: 16, first: ofFirst });
  });

  it('leaves no sample of the old reading in any answer', async () => {
    expect(await withoutRevision(memory)).not.toEqual(right);
    const spans = async () => {
      const { readUnderOther, ...rest } = await queryTelemetry(memory, OVERLAPPING, {
        unit: 'FU1',
        channel: 'co2',
      });
      expect(rest.points.length).toBeGreaterThan(0);
      return [readUnderOther, (await withoutRevision(memory)).completeness[0]!.readUnderOther];
    };
    expect(await spans()).toEqual([true, true]);
    const whole = async () => [
      (await hashArchive(memory, OVERLAPPING)).readUnderOther,
      (await listAnomalies(memory, OVERLAPPING, {})).readUnderOther,
      (await showExperiment(memory, OVERLAPPING)).readUnderOther,
      (await listExperiments(memory)).experiments[0]!.readUnderOther,
    ];
    expect(await whole()).toEqual([true, true, true, true]);
    const readingsInForce = async () =>
      new Set((await theirHead(memory)).entries.flatMap(({ readings = ['none'] }) => readings)).size;
    const again = new RegExp(`^Do: .*\\./howship reread ${applied.readUnderOther!.first[0]}\\b`);
    const todo = async () =>
      (await showReceipt(memory, OVERLAPPING, applied.readUnderOther!.first[0]!)).verdict[4];
    expect(await todo()).toMatch(again);
    const readAgain = async (some: readonly string[]) => {
      for (const id of some) {
        await reread(memory, id);
        await settleAll(memory);
        expect((await showReceipt(memory, OVERLAPPING, id)).readUnderOther).toBeUndefined();
      }
    };
    await readAgain(applied.readUnderOther!.first);
    expect(await todo()).not.toMatch(again);
    // Files of the other source are as they would be read now, though the whole definition reads otherwise.
    expect(await readingsInForce()).toBe(2);
    expect(await withoutRevision(memory)).toEqual(right);
    expect(await spans()).toEqual([undefined, undefined]);
    expect(await whole()).toEqual([undefined, undefined, undefined, undefined]);
    await readAgain(ids.filter((id) => !applied.readUnderOther!.first.includes(id)));
    expect(await readingsInForce()).toBe(1);
    expect(await withoutRevision(memory)).toEqual(right);
    expect(await Array.fromAsync(memory.catalogue.due(OVERLAPPING))).toEqual([]);
  });

  it('is put right all at once and after the segments of before have expired, too', async () => {
    const all = await overlappingTaken(OVERLAPPING_FILES);
    all.memory.archive.expire();
    await applyExperiment(all.memory, OVERLAPPING, CORRECTED, { newReading: true });
    for (const id of all.ids) await reread(all.memory, id);
    await settleAll(all.memory);
    expect(await withoutRevision(all.memory)).toEqual(right);
  });
});

it('a wrong zone put right moves samples to other buckets, and events with them', async () => {
  const definition = (zone: string) => `
id: ${OVERLAPPING}
arms: [{ id: flight, kind: SPACEFLIGHT }]
units: [{ id: FU1, arm: flight }]
channels: [{ id: temperature, unit: Cel, period: PT1M }]
sources:
  - { id: w, match: '*.csv', time: { column: t, zone: ${zone} }, columns: { v: { unit: FU1, channel: temperature } },
      events: { column: mark, names: { M: media-change }, use: READ } }
`;
  const day = (n: number) =>
    [0, 1, 2].map((i): [string, string] => [
      `f${n}-${i}.csv`,
      `t,v,mark\n2026-03-0${n}T23:0${i}:00,${20 + i},${i === 1 ? 'M' : ''}\n2026-03-0${n}T23:3${i}:00,${21 + i},\n`,
    ]);
  const files = [...day(3), ...day(4), ...day(5)];
  const right = await takenUnder(definition('Europe/Paris'), [...files, files[0]!]);
  const memory = await takenUnder(definition('America/New_York'), [...files, files[0]!]);
  await applyExperiment(memory, OVERLAPPING, definition('Europe/Paris'), { newReading: true });
  await settleAll(memory);
  const { downlinks } = await listReceipts(memory, OVERLAPPING);
  expect(downlinks).toHaveLength(10);
  for (const { id } of downlinks) await reread(memory, id);
  await settleAll(memory);
  expect(await withoutRevision(memory)).toEqual(await withoutRevision(right));
  const timesOf = async (of: MemoryPorts) => (await listEvents(of, OVERLAPPING)).events.map(({ at }) => at);
  expect(await timesOf(memory)).toEqual(await timesOf(right));
});

describe('killed at any call', () => {
  const files = OVERLAPPING_FILES.slice(0, 11);

  /** Reads the sixth of eleven again under another definition, with one fault. */
  async function faulted(plan: FaultPlan) {
    const { memory, ids } = await overlappingTaken(files);
    await applyExperiment(memory, OVERLAPPING, CORRECTED, { newReading: true });
    await settleAll(memory);
    const faulty = new FaultyPorts(memory, plan);
    const act = async (work: () => Promise<unknown>) => {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof Injected)) throw error;
        return work();
      }
    };
    await act(() => rereadDownlink(faulty, { experiment: OVERLAPPING, downlink: ids[5]! }, 'test'));
    while (await act(() => actOnce(memory, faulty)));
    await watch(memory, memory.clock.now());
    await settleAll(memory);
    return { memory, ids, sites: faulty.sites };
  }

  it('ends as it does without', { timeout: 1_800_000 }, async () => {
    const endOf = async ({ memory, ids }: Awaited<ReturnType<typeof faulted>>) => {
      const receipts = [];
      for (const id of ids) {
        const { ingestedAt: _, ...receipt } = await showReceipt(memory, OVERLAPPING, id);
        receipts.push(receipt);
      }
      const due = await Array.fromAsync(memory.catalogue.due(OVERLAPPING));
      return { answers: await answersOf(memory, OVERLAPPING), receipts, due };
    };
    const clean = await faulted({ site: null, fault: 'THROWS_BEFORE' });
    const expected = await endOf(clean);
    expect(expected.due).toEqual([]);
    const ofFirst = expected.receipts.filter(({ source }) => source === 'first');
    expect(ofFirst.filter((one) => one.readUnderOther === undefined)).toHaveLength(1);
    expect(clean.sites.length).toBeGreaterThan(80);
    const differing: string[] = [];
    for (const death of deathsAt(clean.sites)) {
      const difference = firstDifference(expected, await endOf(await faulted(death)));
      if (difference !== null) differing.push(`${death.name}: ${difference}`);
    }
    expect(differing).toEqual([]);
  });
});

it('is one reading or the other, whole, to whoever asks for the hash after any write', async () => {
  const { memory, ids } = await overlappingTaken(OVERLAPPING_FILES.slice(0, 11));
  await applyExperiment(memory, OVERLAPPING, CORRECTED, { newReading: true });
  await settleAll(memory);
  const hashes: string[] = [];
  const { catalogue } = memory;
  const put: Catalogue['put'] = async (kind, key, item, expected) => {
    const isWritten = await catalogue.put(kind, key, item, expected);
    hashes.push((await hashArchive(memory, OVERLAPPING)).hash);
    return isWritten;
  };
  const asked: Ports = {
    ...memory,
    catalogue: {
      put,
      get: (kind, key) => catalogue.get(kind, key),
      remove: (kind, key, expected) => catalogue.remove(kind, key, expected),
      list: (kind, partition, prefix, page) => catalogue.list(kind, partition, prefix, page),
      versions: (kind, partition, prefix, page) => catalogue.versions(kind, partition, prefix, page),
      due: (partition, page) => catalogue.due(partition, page),
    },
  };
  const before = (await hashArchive(memory, OVERLAPPING)).hash;
  await rereadDownlink(asked, { experiment: OVERLAPPING, downlink: ids[5]! }, 'test');
  while (await actOnce(memory, asked));
  const after = (await hashArchive(memory, OVERLAPPING)).hash;
  expect(after).not.toBe(before);
  const flip = hashes.indexOf(after);
  expect(flip).toBeGreaterThan(3);
  // What is to be settled after the flip is several writes, too.
  expect(hashes.length - flip).toBeGreaterThan(5);
  expect(hashes).toEqual(hashes.map((_, i) => (i < flip ? before : after)));
});

describe('who reads again', () => {
  it('under a definition that refuses the file keeps what is in force, and is told why', async () => {
    const { memory, ids } = await overlappingTaken(OVERLAPPING_FILES.slice(0, 12));
    const before = (await hashArchive(memory, OVERLAPPING)).hash;
    const refusing = OVERLAPPING_DEFINITION.replaceAll('time: { column: t }', 'time: { column: instant }');
    await applyExperiment(memory, OVERLAPPING, refusing, { newReading: true });
    await settleAll(memory);
    for (const id of [ids[2]!, ids[11]!]) {
      await reread(memory, id);
      await settleAll(memory);
      const receipt = await showReceipt(memory, OVERLAPPING, id);
      expect(receipt).toMatchObject({ state: 'INGESTED', readUnderOther: true });
      expect(receipt.rereading?.error?.code).toMatch(/^header/);
    }
    expect((await hashArchive(memory, OVERLAPPING)).hash).toBe(before);
    expect((await theirHead(memory)).entries.every(({ visible }) => visible)).toBe(true);
    expect(await Array.fromAsync(memory.catalogue.due(OVERLAPPING))).toEqual([]);
    await applyExperiment(memory, OVERLAPPING, OVERLAPPING_DEFINITION, { newReading: true });
    // Read as the definition reads once more: there is nothing to do about the other one any more.
    expect((await showReceipt(memory, OVERLAPPING, ids[11]!)).rereading).toBeUndefined();
    await reread(memory, ids[2]!);
    await settleAll(memory);
    expect((await showReceipt(memory, OVERLAPPING, ids[2]!)).rereading).toBeUndefined();
    expect((await hashArchive(memory, OVERLAPPING)).hash).toBe(before);
  });

  it('keeps what is in force also where the definition comes to refuse the file in mid-reading', async () => {
    for (const count of [1, 12]) {
      const { memory, ids } = await overlappingTaken(OVERLAPPING_FILES.slice(0, count));
      const hash = async () => (await hashArchive(memory, OVERLAPPING)).hash;
      const before = await hash();
      const counts = await theirCounts(memory, ids);
      await reread(memory, ids[0]!);
      const refusing = OVERLAPPING_DEFINITION.replaceAll('time: { column: t }', 'time: { column: instant }');
      let inBetween: string | null = null;
      const ports = hooked(memory, { on: 'put', when: 'after', kind: 'head' }, async () => {
        inBetween = await hash();
        await applyExperiment(memory, OVERLAPPING, refusing, { newReading: true });
      });
      while (await actOnce(memory, ports));
      await settleAll(memory);
      expect((await showReceipt(memory, OVERLAPPING, ids[0]!)).rereading?.error).toBeDefined();
      expect([inBetween, await hash()]).toEqual([before, before]);
      if (count === 1) expect(await theirCounts(memory, ids)).toEqual(counts);
    }
  });

  it('what was withdrawn or refused has it read as if it had just come', async () => {
    const { memory, ids } = await overlappingTaken(OVERLAPPING_FILES.slice(0, 10));
    const before = (await hashArchive(memory, OVERLAPPING)).hash;
    const id = ids[4]!;
    await withdrawDownlink(memory, { experiment: OVERLAPPING, downlink: id }, { by: 'test', reason: 'x' });
    await expect(reread(memory, id)).rejects.toMatchObject({ code: 'downlink.under-way' });
    await settleAll(memory);
    expect((await hashArchive(memory, OVERLAPPING)).hash).not.toBe(before);
    expect(await reread(memory, id)).toMatchObject({ state: 'RECEIVED' });
    await settleAll(memory);
    expect((await showReceipt(memory, OVERLAPPING, id)).withdrawn).toBeUndefined();
    expect((await hashArchive(memory, OVERLAPPING)).hash).toBe(before);
    const refused = await upload(memory, OVERLAPPING, 'a-x.csv', 'not a table');
    await settleAll(memory);
    await reread(memory, refused);
    await settleAll(memory);
    expect((await showReceipt(memory, OVERLAPPING, refused)).state).toBe('REFUSED');
  });

  it('what was withdrawn, and is refused then, says nothing of what was accepted before', async () => {
    const { memory, ids } = await overlappingTaken(OVERLAPPING_FILES.slice(0, 3));
    const hint = { experiment: OVERLAPPING, downlink: ids[0]! };
    await withdrawDownlink(memory, hint, { by: 'test', reason: 'x' });
    await settleAll(memory);
    const refusing = OVERLAPPING_DEFINITION.replaceAll('time: { column: t }', 'time: { column: instant }');
    await applyExperiment(memory, OVERLAPPING, refusing, { newReading: true });
    await reread(memory, ids[0]!);
    await settleAll(memory);
    const { state, counts, ranges, withdrawn } = await showReceipt(memory, OVERLAPPING, ids[0]!);
    expect([state, counts.accepted, counts.samples, ranges]).toEqual(['REFUSED', 0, 0, []]);
    expect(withdrawn).toMatchObject({ by: 'test', reason: 'x' });
    await applyExperiment(memory, OVERLAPPING, OVERLAPPING_DEFINITION, { newReading: true });
    await reread(memory, ids[0]!);
    await settleAll(memory);
    const again = await showReceipt(memory, OVERLAPPING, ids[0]!);
    expect([again.state, again.withdrawn]).toEqual(['INGESTED', undefined]);
  });

  it('is told of a reading that failed under the definition in force, until that one ends well', async () => {
    const { memory, ids } = await overlappingTaken(OVERLAPPING_FILES.slice(0, 2));
    await reread(memory, ids[0]!);
    memory.queues.ingest.hints.length = 0;
    await failDownlink(memory, { experiment: OVERLAPPING, downlink: ids[0]!, attempt: 2 });
    const rereading = async () => (await showReceipt(memory, OVERLAPPING, ids[0]!)).rereading;
    const failure = await rereading();
    await reread(memory, ids[0]!);
    await settleAll(memory);
    expect([failure?.error?.code, await rereading()]).toEqual(['downlink.failed', undefined]);
  });

  it('and dies before that is known to anybody, has it in the journal once', async () => {
    for (const when of ['before', 'after'] as const) {
      const { memory, ids } = await overlappingTaken(OVERLAPPING_FILES.slice(0, 2));
      const dying = hooked(memory, { on: 'put', when, kind: 'receipt' }, die);
      await expect(reread(dying, ids[0]!)).rejects.toThrow('killed');
      await reread(memory, ids[0]!);
      await settleAll(memory);
      const actions = await Array.fromAsync(memory.catalogue.list(actionKind, OVERLAPPING, 'ACTION#'));
      expect(new Set(actions.map(({ item: { action, by } }) => `${action} by ${by}`))).toEqual(
        new Set(['REREAD by test']),
      );
    }
  });

  it('and withdraws what was refused just before leaves nothing of either in the heads', async () => {
    const { memory, ids } = await overlappingTaken(OVERLAPPING_FILES.slice(0, 2));
    const id = ids[0]!;
    await applyExperiment(memory, OVERLAPPING, CORRECTED, { newReading: true });
    await reread(memory, id);
    const refusing = OVERLAPPING_DEFINITION.replaceAll('time: { column: t }', 'time: { column: instant }');
    const ports = hooked(memory, { on: 'put', when: 'after', kind: 'head' }, async () => {
      await applyExperiment(memory, OVERLAPPING, refusing, { newReading: true });
    });
    const isRefused = (item: unknown) => JSON.stringify(item).includes('"code":"header');
    const dying = hooked(ports, { on: 'put', when: 'after', kind: 'receipt', item: isRefused }, die);
    await ingestDownlink(dying, { experiment: OVERLAPPING, downlink: id }).catch(() => {});
    expect((await theirHead(memory)).entries.filter(({ downlink }) => downlink === id)).toHaveLength(2);
    await withdrawDownlink(memory, { experiment: OVERLAPPING, downlink: id }, { by: 'test', reason: 'x' });
    while (memory.queues.ingest.hints.length > 0) await actOnce(memory);
    expect((await theirHead(memory)).entries.map(({ downlink }) => downlink)).toEqual([ids[1]]);
  });

  it('twice, or while it is being read, changes nothing more', async () => {
    const { memory, ids } = await overlappingTaken(OVERLAPPING_FILES.slice(0, 3));
    const first = await reread(memory, ids[0]!);
    expect((await reread(memory, ids[0]!)).rereading).toEqual(first.rereading);
    // The first to ask may have died before it sent its hint.
    const hint = { experiment: OVERLAPPING, downlink: ids[0]!, attempt: 2 };
    expect(memory.queues.ingest.hints).toEqual([hint, hint]);
    const withdrawing = withdrawDownlink(
      memory,
      { experiment: OVERLAPPING, downlink: ids[0]! },
      { by: 'test', reason: 'x' },
    );
    await expect(withdrawing).rejects.toMatchObject({ code: 'downlink.under-way' });
    await settleAll(memory);
    expect(await Array.fromAsync(memory.catalogue.due(OVERLAPPING))).toEqual([]);
  });
});

it('lets the list of rejects of the reading before go, once the other one is in force', async () => {
  const { memory } = await overlappingTaken(OVERLAPPING_FILES.slice(0, 1));
  const id = await upload(memory, OVERLAPPING, 'a-x.csv', 't,co2,temp\n2026-03-01T12:00:00Z,400,x\n');
  await settleAll(memory);
  const [before] = [...memory.archive.objects.keys()].filter((key) => key.startsWith('rejects/'));
  await applyExperiment(memory, OVERLAPPING, CORRECTED, { newReading: true });
  await settleAll(memory);
  await reread(memory, id);
  expect(memory.archive.superseded.has(before!)).toBe(false);
  await settleAll(memory);
  const now = [...memory.archive.objects.keys()].filter((key) => key.startsWith('rejects/'));
  expect(now).toHaveLength(2);
  expect(now.filter((key) => memory.archive.superseded.has(key))).toEqual([before]);
  expect((await showReceipt(memory, OVERLAPPING, id)).counts.rejected).toBe(1);
});
