/** docs/promises.md#p2: the same bytes of a source count once and under one reading, however they were sent and read again. */
import { describe, expect, it } from 'vitest';
import { digestKind, isIngested, receiptKey, receiptKind } from '../../shared/domain/downlink/receipt.ts';
import { actionKind } from '../../shared/domain/journal/action-record.ts';
import { listReceipts, showReceipt } from '../../shared/usecases/answer/show-receipt.ts';
import { rereadDownlink } from '../../shared/usecases/arrive/reread-downlink.ts';
import { withdrawDownlink } from '../../shared/usecases/arrive/withdraw-downlink.ts';
import { applyExperiment } from '../../shared/usecases/define/apply-experiment.ts';
import { showUpkeep, startUpkeep } from '../../shared/usecases/upkeep/start-upkeep.ts';
import { watch } from '../../shared/usecases/watch.ts';
import { answersOf } from '../support/end-state.ts';
import { type FaultPlan, FaultyPorts, Injected } from '../support/faulty-ports.ts';
import { firstDifference } from '../support/first-difference.ts';
import { deathsAt } from '../support/kills.ts';
import { type MemoryPorts, memoryPorts } from '../support/memory-ports.ts';
import { actOnce, settleAll, upload } from '../support/run-stack.ts';

const E = 'twice';
const definition = (zone: string, column = 'v', as = '') => `
id: ${E}
arms: [{ id: flight, kind: SPACEFLIGHT }]
units: [{ id: FU1, arm: flight }]
channels: [{ id: temperature, unit: Cel, period: PT1M }, { id: co2, unit: '[ppm]', period: PT1M }]
sources:
  - { id: flight, match: 'f*.csv', time: { column: t, zone: ${zone} }, ignore: [c],
      columns: { ${column}: { unit: FU1, channel: temperature${as} } } }
`;
const WRONG = definition('Asia/Tokyo');
const RIGHT = definition('UTC');
const rows = Array.from(
  { length: 60 },
  (_, i) => `2026-03-03T12:${`${i}`.padStart(2, '0')}:00,${20 + i},400\n`,
);
const FILE = `t,v,c\n${rows.join('')}`;

async function sent(memory: MemoryPorts, name = 'f.csv', text = FILE): Promise<string> {
  const id = await upload(memory, E, name, text);
  await settleAll(memory);
  return id;
}

async function defined(memory: MemoryPorts, text: string): Promise<void> {
  await applyExperiment(memory, E, text, { newReading: true });
  await settleAll(memory);
}

async function begun(copies: number) {
  const memory = memoryPorts();
  await applyExperiment(memory, E, WRONG);
  const ids: string[] = [];
  for (let i = 0; i < copies; i++) ids.push(await sent(memory, `f${i}.csv`));
  return { memory, ids };
}

const reread = async (memory: MemoryPorts, downlink: string) => {
  await rereadDownlink(memory, { experiment: E, downlink }, 'ada');
  await settleAll(memory);
};

/** Of what is in force: which repeats which, under how many readings, and what the samples come to. */
async function standing(memory: MemoryPorts, ids: readonly string[]) {
  const found = [];
  const readings = new Set<string | null>();
  for (const id of ids) {
    const { state, duplicateOf, counts } = await showReceipt(memory, E, id);
    const { item } = (await memory.catalogue.get(receiptKind, receiptKey(E, id)))!;
    if (isIngested(state)) readings.add(item.readingRevision);
    found.push([state, duplicateOf === undefined ? null : ids.indexOf(duplicateOf), counts.accepted]);
  }
  return { found, readings: readings.size };
}

const ONE_OF_THREE = [
  ['INGESTED', null, 60],
  ['INGESTED', 0, 0],
  ['INGESTED', 0, 0],
];

async function answers(memory: MemoryPorts) {
  const { archive, ...others } = await answersOf(memory, E);
  return { hash: archive.hash, ...others };
}

async function only(text: string) {
  const memory = memoryPorts();
  await applyExperiment(memory, E, text);
  await sent(memory);
  return answers(memory);
}

describe('of a file that was sent three times', async () => {
  const right = await only(RIGHT);

  it.each([0, 1, 2])('copy %i alone is read again: all follow, and count once', async (which) => {
    const { memory, ids } = await begun(3);
    expect((await standing(memory, ids)).found).toEqual(ONE_OF_THREE);
    await defined(memory, RIGHT);
    await reread(memory, ids[which]!);
    expect(await standing(memory, ids)).toEqual({ found: ONE_OF_THREE, readings: 1 });
    expect(await answers(memory)).toEqual(right);
    const { downlinks } = await listReceipts(memory, E);
    expect(downlinks.filter((one) => one.readUnderOther || one.rereading)).toEqual([]);
    expect(await Array.fromAsync(memory.catalogue.due(E))).toEqual([]);
  });

  it('a channel that the definition drops leaves with all of them', async () => {
    const both = `${WRONG}`
      .replace('ignore: [c]', 'ignore: []')
      .replace('columns: {', 'columns: { c: { unit: FU1, channel: co2 },');
    const memory = memoryPorts();
    await applyExperiment(memory, E, both);
    const ids = [await sent(memory), await sent(memory)];
    await defined(memory, WRONG);
    await reread(memory, ids[0]!);
    expect(await answers(memory)).toEqual(await only(WRONG));
  });

  it('the original is withdrawn and read again under the new reading: the copy in its place follows', async () => {
    const { memory, ids } = await begun(3);
    await withdrawDownlink(memory, { experiment: E, downlink: ids[0]! }, { by: 'ada', reason: 'wrong' });
    await settleAll(memory);
    await defined(memory, RIGHT);
    await reread(memory, ids[0]!);
    const { found, readings } = await standing(memory, ids);
    expect([readings, found.map(([, , accepted]) => accepted).sort()]).toEqual([1, [0, 0, 60]]);
    expect(await answers(memory)).toEqual(right);
  });

  it('one is sent again under the new reading: what is in follows, and who sent it stands in the journal', async () => {
    const { memory, ids } = await begun(2);
    await defined(memory, RIGHT);
    const all = [...ids, await sent(memory)];
    expect(await standing(memory, all)).toEqual({ found: ONE_OF_THREE, readings: 1 });
    expect(await answers(memory)).toEqual(right);
    const actions = await Array.fromAsync(memory.catalogue.list(actionKind, E, 'ACTION#'));
    expect(
      actions.map(({ item: { action, downlink, by, reason } }) => [action, downlink, by, reason]),
    ).toEqual([['REREAD', ids[0], 'test', `its very bytes are read again as ${all[2]}`]]);
  });

  it('one is sent again under a definition that refuses it: what is in stays', async () => {
    const { memory, ids } = await begun(2);
    const before = await answers(memory);
    await defined(memory, definition('UTC', 'other'));
    const again = await sent(memory);
    expect((await showReceipt(memory, E, again)).state).toBe('REFUSED');
    expect((await standing(memory, ids)).found).toEqual(ONE_OF_THREE.slice(0, 2));
    expect((await answers(memory)).hash).toBe(before.hash);
  });
});

it('two files with the same bytes that are taken in at once count as one, and are read again as one', async () => {
  const memory = memoryPorts();
  await applyExperiment(memory, E, WRONG);
  const ids = [await upload(memory, E, 'f.csv', FILE), await upload(memory, E, 'f.csv', FILE)];
  const messages = memory.queues.ingest.hints.splice(0);
  const { ingestDownlink } = await import('../../shared/usecases/arrive/ingest-downlink.ts');
  expect(messages).toHaveLength(2);
  await Promise.all(
    ids.map((downlink) => ingestDownlink(memory, { experiment: E, downlink, isUploaded: true })),
  );
  await settleAll(memory);
  await defined(memory, RIGHT);
  await reread(memory, ids[0]!);
  const { found, readings } = await standing(memory, ids);
  expect([readings, found.map(([, , accepted]) => accepted).sort()]).toEqual([1, [0, 60]]);
  expect(await answers(memory)).toEqual(await only(RIGHT));
});

describe('two originals that an earlier version left in force', () => {
  const left = async (text: string, isOtherReading: boolean) => {
    const { memory, ids } = await begun(1);
    const digests = await Array.fromAsync(memory.catalogue.list(digestKind, E, 'DIGEST#'));
    for (const { key, version } of digests) await memory.catalogue.remove(digestKind, key, version);
    if (isOtherReading) await defined(memory, text);
    ids.push(await sent(memory, 'f9.csv'));
    for (const { key } of await Array.fromAsync(memory.catalogue.list(digestKind, E, 'DIGEST#'))) {
      const { version } = (await memory.catalogue.get(digestKind, key))!;
      if (!isOtherReading) await memory.catalogue.put(digestKind, key, { downlink: ids[0]! }, version);
    }
    if (!isOtherReading) await defined(memory, text);
    else for (const { key, item } of digests) await memory.catalogue.put(digestKind, key, item, null);
    return { memory, ids };
  };
  const found = async (memory: MemoryPorts) => {
    await startUpkeep(memory, E, 'VERIFY', 'ada');
    await settleAll(memory);
    return (await showUpkeep(memory, E, 'VERIFY')).differs;
  };

  it.each([
    ['of one reading', false, WRONG],
    ['of one reading, which is not the one in force', false, RIGHT],
    ['of two readings', true, RIGHT],
  ])('%s: verify names them and what to do, and that makes one of them', async (_, isOtherReading, text) => {
    for (const which of [[0], [1], [0, 1], [1, 0]]) {
      const { memory, ids } = await left(text, isOtherReading);
      expect((await standing(memory, ids)).found.map(([state, original]) => [state, original])).toEqual([
        ['INGESTED', null],
        ['INGESTED', null],
      ]);
      const both = `${ids.join(' ')} -e ${E}`;
      expect(await found(memory)).toEqual([
        {
          key: `${E}/DOWNLINK#${ids[1]}`,
          why: `the same bytes are in force twice, as ${ids[0]} and as ${ids[1]}`,
          advice: `./howship reread ${both} makes one of them; or withdraw the one that is wrong (./howship withdraw ${ids[1]} -e ${E} --reason 'in twice')`,
        },
      ]);
      for (const one of which) await reread(memory, ids[one]!);
      const after = await standing(memory, ids);
      if (text === RIGHT || which.includes(1)) {
        expect([which, after.readings, after.found.map(([, , accepted]) => accepted).sort()]).toEqual([
          which,
          1,
          [0, 60],
        ]);
        expect(await found(memory)).toEqual([]);
      }
      expect(await answers(memory)).toEqual(await only(text));
    }
    const { memory, ids } = await left(text, isOtherReading);
    await withdrawDownlink(memory, { experiment: E, downlink: ids[1]! }, { by: 'ada', reason: 'twice' });
    await settleAll(memory);
    expect(await found(memory)).toEqual([]);
  });
});

describe('killed at any call', async () => {
  const acts: Readonly<Record<string, (ports: FaultyPorts, ids: readonly string[]) => Promise<unknown>>> = {
    'the original is read again': (ports, ids) =>
      rereadDownlink(ports, { experiment: E, downlink: ids[0]! }, 'ada'),
    'a repetition is read again': (ports, ids) =>
      rereadDownlink(ports, { experiment: E, downlink: ids[1]! }, 'ada'),
  };
  const right = await only(RIGHT);
  const oneHash = new Set([(await only(WRONG)).hash, right.hash]);

  it.each(Object.entries(acts))('ends as one reading: %s', { timeout: 600_000 }, async (_, act) => {
    const faulted = async (plan: FaultPlan) => {
      const { memory, ids } = await begun(2);
      await defined(memory, RIGHT);
      const faulty = new FaultyPorts(memory, plan);
      const hashes = new Set<string>();
      const again = async (work: () => Promise<unknown>): Promise<unknown> => {
        try {
          return await work();
        } catch (error) {
          if (!(error instanceof Injected)) throw error;
          hashes.add((await answers(memory)).hash);
          return work();
        }
      };
      await again(() => act(faulty, ids));
      while (await again(() => actOnce(memory, faulty)));
      await watch(memory, memory.clock.now());
      await settleAll(memory);
      const end = { ...(await standing(memory, ids)), answers: await answers(memory) };
      return { end, hashes, due: await Array.fromAsync(memory.catalogue.due(E)), sites: faulty.sites };
    };
    const expected = { found: ONE_OF_THREE.slice(0, 2), readings: 1, answers: right };
    const clean = await faulted({ site: null, fault: 'THROWS_BEFORE' });
    expect(clean.end).toEqual(expected);
    const differing: string[] = [];
    for (const death of deathsAt(clean.sites)) {
      const { end, hashes, due } = await faulted(death);
      const difference = firstDifference({ ...expected, due: [] }, { ...end, due });
      if (difference !== null) differing.push(`${death.name}: ${difference}`);
      // Never of both readings, nor of none.
      for (const hash of hashes)
        if (!oneHash.has(hash)) differing.push(`${death.name}: another hash meanwhile`);
    }
    expect(differing).toEqual([]);
  });
});
