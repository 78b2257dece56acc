import { beforeAll, describe, expect, it } from 'vitest';
import { bucketNamed } from '../../../../shared/domain/bucket/bucket.ts';
import { joinStretches, judgeFacts } from '../../../../shared/domain/twins/channel-facts.ts';
import { summed } from '../../../../shared/domain/twins/channel-pairs.ts';
import {
  type DeltaPart,
  damagedDeltas,
  deltaKey,
  deltaKind,
  deltaPrefix,
} from '../../../../shared/domain/twins/delta-record.ts';
import { pairRulesOf } from '../../../../shared/domain/twins/pair-rules.ts';
import { queryDelta } from '../../../../shared/usecases/answer/query-deltas.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { loadExperiment } from '../../../../shared/usecases/known/load-experiment.ts';
import { inputsOf, layPair } from '../../../../shared/usecases/pages/lay-pair.ts';
import { factsOf } from '../../../../shared/usecases/pages/lay-part.ts';
import { readInOrder } from '../../../../shared/usecases/pages/pairs-to-read.ts';
import { readDeltaPage } from '../../../../shared/usecases/pages/read-delta-page.ts';
import { type MemoryPorts, memoryPorts } from '../../../support/memory-ports.ts';
import { settleAll, upload } from '../../../support/run-stack.ts';

/** Declared at 1 Hz, so that a bucket is a day in four parts; a row comes every minute. */
const DEFINITION = (margin: number, period = 'PT1S') => `
id: parts
arms: [{ id: flight, kind: SPACEFLIGHT }, { id: ground, kind: GROUND_CONTROL_SYNCHRONOUS }]
units: [{ id: FU1, arm: flight }, { id: GU1, arm: ground }]
pairs: [{ id: P1, flight: FU1, ground: GU1 }]
channels:
  - { id: temperature, unit: Cel, storage: decimal(2), period: ${period}, twin: { margin: ${margin}, tolerance: PT20S } }
  - { id: humidity, unit: "%", storage: decimal(1), period: ${period}, twin: { tolerance: PT5S } }
sources:
  - { id: f, match: 'f*.csv', time: { column: t }, columns: { c: { unit: FU1, channel: temperature }, h: { unit: FU1, channel: humidity } } }
  - { id: g, match: 'g*.csv', time: { column: t }, columns: { c: { unit: GU1, channel: temperature }, h: { unit: GU1, channel: humidity } } }
`;
const DAY = '2026-03-01';
const E = 'parts';

/** Rows of a unit in these minutes of the day; the ground lags by up to 17 s, and some rows are missing. */
function rows(unit: 'f' | 'g', from: number, to: number): string {
  const lines = ['t,c,h'];
  for (let minute = from; minute < to; minute++) {
    if (minute % (unit === 'f' ? 97 : 61) === 0) continue;
    const lag = unit === 'f' ? 0 : (minute % 18) * 1000;
    const at = new Date(Date.parse(`${DAY}T00:00:00Z`) + minute * 60_000 + lag).toISOString();
    const apart = unit === 'f' && minute > 300 && minute < 420 ? 1.5 : 0;
    lines.push(
      `${at},${(37 + apart + (minute % 13) / 100).toFixed(2)},${(50 + (minute % 7) / 10).toFixed(1)}`,
    );
  }
  return `${lines.join('\n')}\n`;
}

async function takenIn(...files: readonly [string, string][]): Promise<MemoryPorts> {
  return takenInUnder(DEFINITION(1), ...files);
}

async function takenInUnder(definition: string, ...files: readonly [string, string][]): Promise<MemoryPorts> {
  const memory = memoryPorts();
  await applyExperiment(memory, E, definition);
  for (const [name, text] of files) await settled(memory, name, text);
  return memory;
}

async function settled(memory: MemoryPorts, name: string, text: string): Promise<void> {
  await upload(memory, E, name, text);
  await settleAll(memory);
}

async function partsOf(memory: MemoryPorts) {
  const records = await Array.fromAsync(memory.catalogue.list(deltaKind, E, deltaPrefix(1, 'P1')));
  expect(records.map(({ item }) => item.bucket)).toEqual([DAY]);
  return records[0]!.item.parts;
}
const hours = (parts: Awaited<ReturnType<typeof partsOf>>) =>
  parts.map(({ key }) => /part=(.*)\.parquet$/.exec(key)?.[1]);

/** By the declared rates, a part has both channels at 1 Hz and one of them at 500 Hz. */
describe.each([
  ['of all channels', 1, (hour: string) => [hour]],
  ['of some channels each', 0.002, (hour: string) => [`${hour}-1`, `${hour}-2`]],
])('the parts of a delta page, %s', (_, period, partsAt) => {
  let memory: MemoryPorts;
  const definition = DEFINITION(1, `PT${period}S`);
  beforeAll(async () => {
    memory = await takenInUnder(definition, ['f.csv', rows('f', 0, 1440)], ['g.csv', rows('g', 0, 1440)]);
  });

  it('come to the same as the day laid at once: pairs, what found no partner, excursions, medians', async () => {
    const parts = await partsOf(memory);
    expect(hours(parts)).toEqual(['T00', 'T06', 'T12', 'T18'].flatMap((hour) => partsAt(`${DAY}${hour}`)));
    const { index, events } = await loadExperiment(memory, E);
    const rules = pairRulesOf(index, index.pairs.get('P1')!, await events());
    const bucket = bucketNamed(DAY, 1);
    const at = { experiment: E, generation: 1 };
    const whole = await layPair(memory, rules, bucket, await inputsOf(memory, at, rules, bucket));
    const facts = factsOf(whole, rules);
    const stretches = await Promise.all(parts.map((part) => readDeltaPage(memory, part)));
    expect(stretches.at(0)!.extent!.from).toBe(whole.extent!.from);
    expect(stretches.at(-1)!.extent!.to).toBe(whole.extent!.to);
    for (const [i, channel] of whole.channels.entries()) {
      const reads = stretches.flatMap((stretch) => stretch.pairsOf(channel.series));
      const own = await Array.fromAsync(readInOrder(reads));
      for (const column of ['flightTimes', 'groundTimes', 'flight', 'ground'] as const)
        expect(own.flatMap((pairs) => [...pairs[column]])).toEqual([...channel[column]]);
      for (const side of ['flight', 'ground'] as const)
        expect(summed(own.map((pairs) => pairs.unpaired[side]))).toEqual(channel.unpaired[side]);
      expect(stretches.flatMap((stretch) => stretch.factsOf(channel.series)?.good?.blocks ?? [])).toEqual(
        facts[i]!.good?.blocks ?? [],
      );
    }
    const rule = { margin: 1, periodSeconds: period };
    const ever = [{ from: -Infinity, to: Infinity }];
    const never = { flight: [], ground: [] };
    const known = stretches.flatMap((stretch) => stretch.factsOf('temperature') ?? []);
    const judged = known.map((one) => judgeFacts(one, rule, never, ever)!);
    const { differences, pairs } = joinStretches(judged, rule);
    const expected = facts[0]!.good!.differences;
    expect(pairs).toBe(facts[0]!.pairs);
    // The mean of four means, weighed: the last digit may be another.
    expect(differences).toEqual({ ...expected, mean: expect.closeTo(expected.mean!, 12) });
    expect(differences!.beyond).toBeGreaterThan(0);
  });

  it('are read for what is inside a range, and laid anew where it cuts one', async () => {
    const range = { from: Date.parse(`${DAY}T05:00:00Z`) * 1000, to: Date.parse(`${DAY}T19:00:00Z`) * 1000 };
    const asked = { pair: 'P1', channel: 'temperature' };
    const some = await queryDelta(memory, E, { ...asked, ...range });
    const alone = await takenInUnder(
      definition,
      ['f.csv', rows('f', 300, 1140)],
      ['g.csv', rows('g', 300, 1140)],
    );
    const { snapshot: _one, ...own } = await queryDelta(alone, E, asked);
    const { snapshot: _other, ...cut } = some;
    expect(cut.summary).toEqual(own.summary);
    expect(cut.windows).toEqual(own.windows);
    // Coverage is of the range that is asked for, and of no range where none is.
    const { over: _asked, ...judgedIn } = cut.environment;
    const { over: _received, ...judgedAlone } = own.environment;
    const uncovered = ({ judged, reasons, ...rest }: typeof judgedIn) => ({
      ...rest,
      judged: judged.map(({ coverage: _coverage, ...one }) => one),
      reasons: reasons.filter(({ code }) => code !== 'low-coverage'),
    });
    expect(uncovered(judgedIn)).toEqual(uncovered(judgedAlone));
    expect(cut.environment.over).toEqual({ basis: 'ASKED', seconds: 14 * 3600 });
    expect(cut.excluded).toEqual(own.excluded);
  });

  it('are laid anew where they are damaged, and come to the same', async () => {
    const asked = { pair: 'P1', channel: 'temperature' };
    const { snapshot: _one, pending: _none, ...before } = await queryDelta(memory, E, asked);
    const { catalogue } = memory;
    const key = deltaKey(E, 1, 'P1', DAY);
    const stored = await catalogue.get(deltaKind, key);
    await catalogue.put(deltaKind, key, damagedDeltas(stored!.item), stored!.version);
    const { snapshot: _other, pending: _some, ...anew } = await queryDelta(memory, E, asked);
    expect(anew).toEqual(before);
    const damaged = await catalogue.get(deltaKind, key);
    await catalogue.put(deltaKind, key, stored!.item, damaged!.version);
  });

  it('whose downlinks reach only one leave the others as they are', async () => {
    const before = await partsOf(memory);
    // A row that the first file misses.
    await settled(memory, 'f-late.csv', `t,c,h\n${DAY}T12:56:00Z,36.50,50.1\n`);
    const after = await partsOf(memory);
    const isNew = (_: unknown, i: number) => after[i]!.version !== before[i]!.version;
    expect(hours(after.filter(isNew))).toEqual(partsAt(`${DAY}T12`));
    expect(hours(after)).toEqual(hours(before));
  });
});

describe('a time of which nothing came', () => {
  it('has no part, also where a sample of the neighbour decides pairs near it', async () => {
    const memory = await takenIn(['f.csv', rows('f', 360, 380)], ['g.csv', rows('g', 360, 380)]);
    expect(hours(await partsOf(memory))).toEqual([`${DAY}T06`]);
  });
});

describe('a definition under which parts are longer', () => {
  it('has the pages of before go, and the same deltas', async () => {
    const memory = await takenIn(['f.csv', rows('f', 0, 600)], ['g.csv', rows('g', 0, 600)]);
    const asked = { pair: 'P1', channel: 'temperature' };
    const { summary } = await queryDelta(memory, E, asked);
    await applyExperiment(memory, E, DEFINITION(1, 'PT1.728S'));
    await settleAll(memory);
    const parts = await partsOf(memory);
    expect(parts.map(({ span }) => (span!.to - span!.from) / 3.6e9)).toEqual([24]);
    expect([...memory.archive.superseded]).toEqual([expect.stringContaining(`part=${DAY}T06`)]);
    expect((await queryDelta(memory, E, asked)).summary).toEqual(summary);
  });
});

describe('a definition under which a part has fewer channels', () => {
  it('has those of all channels go, and the same deltas', async () => {
    const memory = await takenIn(['f.csv', rows('f', 0, 300)], ['g.csv', rows('g', 0, 300)]);
    const asked = { pair: 'P1', channel: 'humidity' };
    const { summary } = await queryDelta(memory, E, asked);
    await applyExperiment(memory, E, DEFINITION(1, 'PT0.002S'));
    await settleAll(memory);
    const parts: readonly DeltaPart[] = await partsOf(memory);
    expect(parts.map(({ channels }) => channels)).toEqual([['temperature'], ['humidity']]);
    expect([...memory.archive.superseded]).toEqual([expect.stringContaining(`part=${DAY}T00.parquet`)]);
    expect((await queryDelta(memory, E, asked)).summary).toEqual(summary);
  });
});

describe('a part whose version is over', () => {
  it('is laid anew', async () => {
    const memory = await takenIn(['f.csv', rows('f', 0, 400)], ['g.csv', rows('g', 0, 400)]);
    const asked = { pair: 'P1', channel: 'temperature' };
    const before = await queryDelta(memory, E, asked);
    const [first] = await partsOf(memory);
    // As a run has it whose version somebody replaced before it pointed at it.
    await memory.archive.put(first!.key, Uint8Array.of(1));
    memory.archive.expire();
    await expect(queryDelta(memory, E, asked)).rejects.toMatchObject({ name: 'Damaged', key: first!.key });
    const { healDerived } = await import('../../../../shared/usecases/judge/heal-derived.ts');
    expect(await healDerived(memory, first!.key)).toBe(true);
    expect((await queryDelta(memory, E, asked)).summary).toEqual(before.summary);
    await settleAll(memory);
    expect(await queryDelta(memory, E, asked)).toEqual(before);
  });
});
