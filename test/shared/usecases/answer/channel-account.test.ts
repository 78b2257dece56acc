import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { beforeAll, describe, expect, it } from 'vitest';
import { pairNamed } from '../../../../shared/domain/experiment/lookups.ts';
import { armedPairIntervals } from '../../../../shared/domain/twins/armed-pair.ts';
import type { ChannelPairs } from '../../../../shared/domain/twins/channel-pairs.ts';
import { deltaWindows } from '../../../../shared/domain/twins/delta-windows.ts';
import { excludedFrom } from '../../../../shared/domain/twins/excluded.ts';
import { armedGoodPairs, everyPair } from '../../../../shared/domain/twins/pair-filter.ts';
import { type Summary, summarize } from '../../../../shared/domain/twins/summary.ts';
import { randomStream } from '../../../../shared/simulator/random.ts';
import { accountOf, resolutionOver, windowsOf } from '../../../../shared/usecases/answer/channel-account.ts';
import { askPair } from '../../../../shared/usecases/answer/delta-of-pair.ts';
import { phaseStretches } from '../../../../shared/usecases/answer/delta-phases.ts';
import { cellsOnce } from '../../../../shared/usecases/answer/kept-pairs.ts';
import { PairBudget } from '../../../../shared/usecases/answer/pair-budget.ts';
import { answerDeltas, queryDelta } from '../../../../shared/usecases/answer/query-deltas.ts';
import { type PairView, pairsIn } from '../../../../shared/usecases/answer/read-pair.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { recordEvents } from '../../../../shared/usecases/define/record-events.ts';
import { loadExperiment } from '../../../../shared/usecases/known/load-experiment.ts';
import type { PairsToRead } from '../../../../shared/usecases/pages/pairs-to-read.ts';
import type { PairStretch } from '../../../../shared/usecases/pages/read-delta-page.ts';
import { type MemoryPorts, memoryPorts } from '../../../support/memory-ports.ts';
import { rulesOf } from '../../../support/pair-rules-of.ts';
import { settleAll, upload } from '../../../support/run-stack.ts';
import { pairsOf } from '../../domain/twins/pairs-of.ts';

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

/** Five days are 1,440 cells; every hundredth second there is a sample, a third of them was not received. */
const DAYS = 5;
const EVERY = 100;
const START = Date.parse('2026-03-01T06:00:00Z');
const DEFINITION = `
id: long
reference: activation
phases:
  - { id: growth, from: activation, to: stimulus }
  - { id: rest, from: stimulus, to: fixation, armed: false }
  - { id: fixed, from: fixation }
arms:
  - { id: flight, kind: SPACEFLIGHT }
  - { id: ground, kind: GROUND_CONTROL_ASYNCHRONOUS }
units:
  - id: FU1
    arm: flight
    events:
      - { name: activation, at: 2026-03-01T06:00:17Z }
      - { name: stimulus, at: 2026-03-05T03:03:03Z }
      - { name: fixation, at: 2026-03-05T09:00:00Z }
  - { id: GU1, arm: ground, events: [{ name: activation, at: 2026-03-01T07:00:17Z }] }
pairs:
  - { id: P1, flight: FU1, ground: GU1, plannedDelay: PT1H }
channels:
  - { id: temperature, unit: Cel, storage: decimal(2), period: PT1S, stuckAfter: none, spike: none, twin: { margin: 0.5, tolerance: PT10S } }
sources:
  - { id: f, match: "f*.csv", time: { column: t, formats: [epoch-ms] }, columns: { c: { unit: FU1, channel: temperature, missing: [{ value: -999 }] } } }
  - { id: g, match: "g*.csv", time: { column: t, formats: [epoch-ms] }, columns: { c: { unit: GU1, channel: temperature, missing: [{ value: -999 }] } } }
`;

function csv(seed: string, delayHours: number): string {
  const random = randomStream(9, seed);
  const rows = ['t,c'];
  for (let second = 0; second < DAYS * 86_400; second += EVERY) {
    if (random.uniform() < 0.02) continue;
    const isMissing = random.uniform() < 0.02;
    const value = 37 + Math.sin(second / 9e4) / 10 + 0.1 * random.normal();
    const at = START + (second + delayHours * 3600 + Math.floor(4 * random.uniform())) * 1000;
    rows.push(`${at},${isMissing ? '-999' : value.toFixed(2)}`);
  }
  return `${rows.join('\n')}\n`;
}

let memory: MemoryPorts;
beforeAll(async () => {
  memory = memoryPorts();
  await applyExperiment(memory, 'long', DEFINITION);
  await upload(memory, 'long', 'f.csv', csv('flight', 0));
  await upload(memory, 'long', 'g.csv', csv('ground', 1));
  await settleAll(memory);
}, 60_000);

/** The account of a range, and what its pairs come to. */
async function both(range: { readonly from: number; readonly to: number }) {
  const loaded = await loadExperiment(memory, 'long');
  const { timeline, opened, rules } = await askPair(
    memory,
    loaded,
    pairNamed(loaded.index, 'P1'),
    new PairBudget(),
  );
  const [channel] = rules.channels;
  const view = await opened.over(range);
  const { shiftMicros, referenceAt } = rules;
  const armed = armedPairIntervals(timeline, range);
  // As if both sensors had stood still for some minutes, within cells.
  const still = (from: number, minutes: number) => [{ from, to: from + minutes * 60e6 }];
  const begin = START * 1000 + 33_333e6;
  const stuck = { flight: still(begin, 7), ground: still(begin + shiftMicros + 86_400e6, 11) };
  const readPairs: Parameters<typeof pairsIn>[2] = (stretch, series) => stretch.pairsOf(series);
  const readCells = cellsOnce('temperature');
  const asked = { view, channel: channel!, shiftMicros, referenceAt, stuck, armed, readPairs, readCells };
  const phases = phaseStretches(timeline, range);
  const parts = await Array.fromAsync(pairsIn(view, 'temperature', readPairs));
  const equality = { margin: 0.5, accuracy: null };
  return {
    asked,
    phases,
    account: await accountOf(asked),
    expected: {
      summary: summarize(parts, armedGoodPairs(stuck, armed), equality),
      summaryAll: summarize(parts, everyPair, equality),
      excluded: excludedFrom(parts, stuck, armed),
      windowsOf: (resolutionSeconds: number) =>
        deltaWindows(parts, { referenceAt, resolutionSeconds, ...range, stuck, phases }),
    },
  };
}

function expectSame(summary: Summary, expected: Summary): void {
  const { delta, sd, ci95, flight, ground, effectiveSampleSize, ...counted } = expected;
  expect(summary.delta).toBeCloseTo(delta!, 13);
  expect(summary.sd).toBeCloseTo(sd!, 12);
  expect(summary.flight.mean).toBeCloseTo(flight.mean!, 11);
  expect(summary.ground.mean).toBeCloseTo(ground.mean!, 11);
  expect([summary.flight.n, summary.ground.n]).toEqual([flight.n, ground.n]);
  const half = (ends: Summary['ci95']) => ends![1] - ends![0];
  expect(half(summary.ci95) / half(ci95)).toBeCloseTo(1, 2);
  expect(summary.effectiveSampleSize / effectiveSampleSize).toBeCloseTo(1, 1);
  const { pairedSamples, unpaired } = counted;
  expect(summary).toMatchObject({ pairedSamples, unpaired });
}

const EVER = { from: -Infinity, to: Infinity };
const CUT = { from: START * 1000 + 7_777.5e6, to: START * 1000 + 4.9 * 86_400e6 };

describe('what a channel of a pair comes to over days', () => {
  it('is from cells what it is from pairs, over all and where the range and phases cut parts and cells', async () => {
    for (const range of [EVER, CUT]) {
      const { account, expected } = await both(range);
      expectSame(account.summary, expected.summary);
      expectSame(account.summaryAll, expected.summaryAll);
      expect(account.summaryAll.pairedSamples).toBeGreaterThan(3500);
      expect(account.summary.pairedSamples).toBeLessThan(account.summaryAll.pairedSamples);
      expect(account.excluded).toEqual(expected.excluded);
      expect(Object.keys(account.excluded.flight)).toEqual(
        expect.arrayContaining(['unarmed', 'stuck', 'invalid']),
      );
    }
  });

  it('has the windows that pairs give, whose length is rounded up to whole cells', async () => {
    const { asked, phases, expected } = await both(CUT);
    expect(resolutionOver(asked, 3700)).toBe(3900);
    expect([resolutionOver(asked, 3600), resolutionOver(asked, 60)]).toEqual([3600, 60]);
    for (const resolutionSeconds of [3900, 300, 60]) {
      const windows = await windowsOf(asked, {
        resolutionSeconds,
        range: CUT,
        phases,
        refuseBeyond: () => {},
      });
      const rounded = (all: typeof windows) =>
        JSON.stringify(all, (_, value) => (typeof value === 'number' ? Number(value.toFixed(9)) + 0 : value));
      expect(rounded(windows)).toBe(rounded(expected.windowsOf(resolutionSeconds)));
      expect(new Set(windows.map(({ phase }) => phase)).size).toBeGreaterThan(2);
    }
  });

  it('reads no pairs of parts that nothing cuts', async () => {
    const { asked } = await both(EVER);
    const stuck = { flight: [], ground: [] };
    const read: string[] = [];
    const readPairs: typeof asked.readPairs = (stretch, series) => {
      read.push(stretch.name ?? '');
      return stretch.pairsOf(series);
    };
    await accountOf({ ...asked, stuck, readPairs });
    // Stimulus and fixation are in one part.
    expect(new Set(read).size).toBeLessThanOrEqual(1);
  });

  it('is remembered by what it rests on, and another account where that differs', async () => {
    const { asked, account } = await both(CUT);
    const stretches = asked.view.stretches.map((stretch) => ({
      ...stretch,
      cellsOf: () => Promise.reject(new Error('nothing need be read')),
    }));
    const again = { ...asked, view: { ...asked.view, stretches } };
    expect(await accountOf(again)).toEqual(account);
    const other = { ...again, stuck: { flight: [], ground: [] } };
    await expect(accountOf(other)).rejects.toThrow('nothing need be read');
  });

  it('is answered with the resolution that its windows have', async () => {
    const asked = { pair: 'P1', channel: 'temperature' };
    const { resolution, windows, phases } = await queryDelta(memory, 'long', { ...asked, resolution: 3700 });
    expect(resolution).toBe('PT1H5M');
    expect(windows.length).toBe(112);
    expect(phases.map(({ phase, summary }) => [phase, summary.pairedSamples > 0])).toEqual([
      ['growth', true],
      ['rest', false],
      ['fixed', true],
    ]);
    const short = { from: { sinceReference: 0 }, to: { sinceReference: 86_400e6 }, resolution: 3700 };
    expect((await queryDelta(memory, 'long', { ...asked, ...short })).resolution).toBe('PT1H1M40S');
  });

  it('is answered by the same bytes until something of it changes, and then by others', async () => {
    const one = { pair: ['P1'], channel: ['temperature'], resolution: 3600 };
    const written = async () => {
      const answer = await answerDeltas(memory, 'long', one);
      if ('deltas' in answer) throw new Error('one delta was asked for');
      expect(JSON.parse(answer.bytes.toString())).toEqual(JSON.parse(JSON.stringify(answer.delta())));
      return answer;
    };
    const first = await written();
    expect((await written()).delta().windows).toBe(first.delta().windows);
    const anew = await queryDelta(memory, 'long', { pair: 'P1', channel: 'temperature', resolution: 3900 });
    expect(anew.windows.length).not.toBe(first.delta().windows.length);
    const at = { at: '2026-03-04T04:04:04Z', accuracy: 'PT1S', source: 'log' };
    await recordEvents(memory, 'long', [{ unit: 'GU1', name: 'stimulus', ...at }], 'test');
    await settleAll(memory);
    const after = await written();
    expect(after.delta().snapshot).not.toBe(first.delta().snapshot);
  });
});

const [channel] = rulesOf(1, 500).channels;
const ASKED = {
  channel: channel!,
  shiftMicros: 0,
  referenceAt: null,
  stuck: { flight: [], ground: [] },
  armed: [{ from: -Infinity, to: Infinity }],
  readPairs: (stretch: PairStretch, series: string) => stretch.pairsOf(series),
  readCells: async () => null,
};

function viewOf(list: readonly PairsToRead[]): PairView {
  return {
    stretches: [
      {
        ...{ name: null, extent: null },
        ...{ factsOf: () => null, leftOverOf: () => null, cellsOf: async () => null, pairsOf: () => list },
      },
    ],
    extent: null,
    inputs: [],
  };
}

describe('a channel whose pairs are read', () => {
  it('holds a few of the pairs at once, however many there are', async () => {
    const read: WeakRef<ChannelPairs>[] = [];
    let most = 0;
    // As many as a piece of a channel at 500 Hz has, by what goes for reading ahead.
    const list = Array.from(
      { length: 25 },
      (_, i): PairsToRead => ({
        pairs: 500_000,
        read: async () => {
          await setImmediate();
          collect();
          most = Math.max(most, read.filter((one) => one.deref() !== undefined).length);
          const pairs = pairsOf(Array.from({ length: 50 }, (_, k) => [i + (k % 7), k % 3]));
          read.push(new WeakRef(pairs));
          return pairs;
        },
      }),
    );
    const view = viewOf(list);
    const { summary } = await accountOf({ ...ASKED, view });
    expect(summary.pairedSamples).toBe(1250);
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThanOrEqual(4);
  });
});
