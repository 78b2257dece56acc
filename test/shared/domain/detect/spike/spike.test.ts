import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  foldSpikes,
  SPIKE_START,
  type Spike,
  spikeFactsOf,
} from '../../../../../shared/domain/detect/spike/spike.ts';
import { randomStream } from '../../../../../shared/simulator/random.ts';

const RULE = { resolution: 0.01, periodSeconds: 60, settling: [] };
const T0 = Date.parse('2026-03-01T00:00:00Z') * 1000;
const MINUTE = 60e6;

interface History {
  readonly times: number[];
  readonly values: number[];
}

/** A sample a minute; `null` is a minute without one. */
function minutely(values: readonly (number | null)[]): History {
  const kept = values.flatMap((value, i) => (value === null ? [] : [{ time: T0 + i * MINUTE, value }]));
  return { times: kept.map(({ time }) => time), values: kept.map(({ value }) => value) };
}

/** What the pages between the cuts give, folded in order; a cut is an index of a sample. */
function spikesOf({ times, values }: History, cuts: readonly number[] = []): Spike[] {
  const borders = [0, ...cuts.toSorted((a, b) => a - b), times.length];
  const found: Spike[] = [];
  let state = SPIKE_START;
  for (let i = 1; i < borders.length; i++) {
    const page = {
      times: times.slice(borders[i - 1], borders[i]),
      values: values.slice(borders[i - 1], borders[i]),
    };
    if (page.times.length === 0) continue;
    const step = foldSpikes(state, spikeFactsOf(page, RULE), RULE);
    state = step.state;
    found.push(...step.spikes);
  }
  return found;
}

const minutesOf = (spikes: readonly Spike[]) =>
  spikes.map(({ from, to, samples }) => [(from - T0) / MINUTE, (to - T0) / MINUTE, samples]);

const flat = (n: number, value = 37) => new Array<number>(n).fill(value);

describe('a spike', () => {
  it.each([
    ['one sample', [39], [[20, 20, 1]]],
    ['two', [39, 39.5], [[20, 21, 2]]],
    ['three, on either side', [39, 35, 39], [[20, 22, 3]]],
    ['not four: that is an excursion', [39, 39, 39, 39], []],
    ['not one at 14 steps of the resolution: as far as is usual', [37.14], []],
    ['one at 15 steps', [37.15], [[20, 20, 1]]],
  ] as const)('is %s', (_, middle, expected) => {
    expect(minutesOf(spikesOf(minutely([...flat(20), ...middle, ...flat(20)])))).toEqual(expected);
  });

  it('tells the farthest value, and what was usual', () => {
    const [spike] = spikesOf(minutely([...flat(20), 39, 39.5, ...flat(5)]));
    expect(spike).toEqual({
      ...{ from: T0 + 20 * MINUTE, to: T0 + 21 * MINUTE, samples: 2 },
      ...{ value: 39.5, median: 37, deviation: 0.02, ofDay: 1 },
    });
  });

  it('is no step, nor the end of a long excursion', () => {
    expect(spikesOf(minutely([...flat(20), ...flat(40, 39)]))).toEqual([]);
    for (let length = 4; length < 30; length++) {
      expect(spikesOf(minutely([...flat(20), ...flat(length, 39), ...flat(40)])), String(length)).toEqual([]);
    }
  });

  it('waits for the sample after it, and for fifteen before it', () => {
    expect(spikesOf(minutely([...flat(20), 39]))).toEqual([]);
    expect(spikesOf(minutely([...flat(14), 39, ...flat(5)]))).toEqual([]);
    expect(spikesOf(minutely([...flat(15), 39, 37]))).toHaveLength(1);
  });

  it('is measured by how much the samples before it spread', () => {
    // The middle of fifteen is 37, and as many lie half a degree off as lie on it: 7 robust deviations are 5.19.
    const noise = Array.from({ length: 21 }, (_, i) => 37 + [0, 0.5, -0.5][i % 3]!);
    expect(spikesOf(minutely([...noise, 42.1, 37]))).toEqual([]);
    expect(spikesOf(minutely([...noise, 42.3, 37]))).toHaveLength(1);
  });

  it('is found after another one: the median does not follow it', () => {
    expect(minutesOf(spikesOf(minutely([...flat(20), 39, ...flat(3), 39, ...flat(5)])))).toEqual([
      [20, 20, 1],
      [24, 24, 1],
    ]);
  });

  it('is listed ten times a day: more say that the series is noisy', () => {
    const day = Array.from({ length: 1440 }, (_, i) => (i % 20 === 19 ? 39 : 37));
    const spikes = spikesOf(minutely([...day, ...day]), [700, 1440, 1445]);
    expect(spikes.map(({ from }) => Math.floor((from - T0) / (1440 * MINUTE)))).toEqual([
      ...new Array<number>(10).fill(0),
      ...new Array<number>(10).fill(1),
    ]);
  });

  it('is not looked for across a gap: four periods without a sample begin the window anew', () => {
    const lost = (n: number) => new Array<null>(n).fill(null);
    expect(spikesOf(minutely([...flat(20), ...lost(3), 39, ...flat(5)]))).toEqual([]);
    expect(spikesOf(minutely([...flat(20), 39, ...lost(3), ...flat(5)]))).toEqual([]);
    expect(spikesOf(minutely([...flat(20), ...lost(3), ...flat(14), 39, ...flat(5)]))).toEqual([]);
    expect(spikesOf(minutely([...flat(20), ...lost(3), ...flat(15), 39, ...flat(5)]))).toHaveLength(1);
    expect(spikesOf(minutely([...flat(20), ...lost(2), 39, ...flat(5)]))).toHaveLength(1);
  });
});

/** The rule by a plain look at every sample: no quick ways, no pages. */
function plainly({ times, values }: History): number[][] {
  const found: { first: number; last: number }[] = [];
  const middle = (all: readonly number[]) => all.toSorted((a, b) => a - b)[7]!;
  for (let first = 15; first < times.length; first++) {
    const before = values.slice(first - 15, first);
    const usual = middle(before);
    const deviation = Math.max(1.4826 * middle(before.map((value) => Math.abs(value - usual))), 0.02);
    const isFar = (i: number) => Math.abs(values[i]! - usual) > 7 * deviation * (1 + 1e-9);
    for (let last = first; last < Math.min(first + 3, times.length - 1); last++) {
      const around = times.slice(first - 15, last + 2);
      const isUnbroken = around.every((time, i) => i === 0 || time - around[i - 1]! <= 3 * MINUTE);
      const allFar = Array.from({ length: last - first + 1 }, (_, i) => isFar(first + i)).every((far) => far);
      if (isUnbroken && allFar && !isFar(last + 1) && !isFar(first - 1)) found.push({ first, last });
    }
  }
  // Of spikes that share samples the one that was decided first stands.
  const isBeaten = (one: { first: number; last: number }) =>
    found.some(
      ({ first, last }) => last >= one.first && (last < one.last || (last === one.last && first < one.first)),
    );
  return found
    .filter((one) => !isBeaten(one))
    .map(({ first, last }) => [
      (times[first]! - T0) / MINUTE,
      (times[last]! - T0) / MINUTE,
      last - first + 1,
    ]);
}

describe('spikes', () => {
  const level = fc.constantFrom(37, 37, 37, 37, 37.02, 37.1, 38, 39);
  const minutes = fc.array(
    fc.oneof({ weight: 30, arbitrary: level }, { weight: 1, arbitrary: fc.constant(null) }),
    {
      minLength: 20,
      maxLength: 140,
    },
  );

  it('that share samples at a border of pages are told once: the one that was decided first', () => {
    // Minute 34, far off by itself, ends a spike before minutes 33 to 35 do.
    const levels = [
      ...[...flat(19, 0), 200, 0, 0, 30, 0, 0, 4, 30, 90, 50, 20, 0, 0, 20],
      ...[120, 300, 120, 0, 0, 0],
    ];
    const history = minutely(levels);
    const expected = plainly(history).slice(0, 10);
    for (let cut = 0; cut <= levels.length; cut++)
      expect(minutesOf(spikesOf(history, [cut])), String(cut)).toEqual(expected);
  });

  it('are those that a look at every sample finds, however the history is cut into pages', () => {
    let seen = 0;
    fc.assert(
      fc.property(minutes, fc.array(fc.nat(), { maxLength: 12 }), (values, cuts) => {
        const history = minutely(values);
        const expected = plainly(history).slice(0, 10);
        seen += expected.length;
        const within = cuts.map((cut) => cut % (history.times.length + 1));
        expect(minutesOf(spikesOf(history))).toEqual(expected);
        expect(minutesOf(spikesOf(history, within))).toEqual(expected);
      }),
      { seed: 20_260_301, numRuns: 1500 },
    );
    expect(seen).toBeGreaterThan(500);
  });

  it('are the same among noise of any width, where the quick ways of deciding take turns with the order', () => {
    const random = randomStream(20_260_301, 'spikes');
    let seen = 0;
    for (const deviation of [0.001, 0.01, 0.05, 0.1, 1, 20]) {
      const values = Array.from({ length: 1500 }, () => {
        const width = random.uniform() < 0.05 ? 12 * deviation : deviation;
        return random.uniform() < 0.3 ? 37 : 37 + width * random.normal();
      });
      const history = minutely(values);
      const expected = plainly(history).slice(0, 10);
      seen += expected.length;
      expect(minutesOf(spikesOf(history)).slice(0, 10), String(deviation)).toEqual(expected);
    }
    expect(seen).toBeGreaterThan(30);
  });
});
