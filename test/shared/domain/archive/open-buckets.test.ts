import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeFrames } from '../../../../shared/domain/archive/merge.ts';
import type { DrainedBucket, Rows } from '../../../../shared/domain/archive/open-buckets.ts';
import type { Frame } from '../../../../shared/domain/telemetry/frame.ts';
import { MICROS_PER_DAY } from '../../../../shared/domain/time.ts';
import { samplesDigest } from '../../../support/samples-digest.ts';
import { drained, type Row, readingOf, wide } from './drained.ts';

/** One array, because a batch of another one is laid out otherwise. */
const COLUMNS: readonly string[] = [];

const told = ({ times, columns }: Frame) => ({
  times: [...times],
  ...Object.fromEntries(columns.map(({ series, values }) => [series, [...values]])),
});
const framesOf = (buckets: readonly DrainedBucket[]) => buckets.flatMap(({ frames }) => frames.map(told));
const repeatedIn = (buckets: readonly DrainedBucket[]) =>
  buckets.reduce((sum, { repeated }) => sum + repeated, 0);

const A = readingOf('a');
const B = readingOf('b');

describe('wide rows', () => {
  it('are all kept, in time order, in one frame', () => {
    const rows = Array.from({ length: 10_000 }, (_, i): Row => [(i * 7) % 10_000, i, -i]);
    const [bucket, ...others] = drained([[A, B]], [wide(rows)]);
    expect([others.length, bucket!.frames.length, bucket!.repeated]).toEqual([0, 1, 0]);
    const { times, columns } = bucket!.frames[0]!;
    expect([...times]).toEqual(Array.from({ length: 10_000 }, (_, at) => at));
    for (const [at, value] of columns[0]!.values.entries()) expect((value * 7) % 10_000).toBe(at);
    expect(columns[1]!.values).toEqual(columns[0]!.values.map((value) => -value));
  });

  it('go to the buckets of their times and units, each named by its first day', () => {
    const other = readingOf('a', { unit: 'GU1' });
    const buckets = drained(
      [[A, other]],
      [
        wide([
          [0, 1, 2],
          [MICROS_PER_DAY, 3, 4],
          [5, 5, Number.NaN],
        ]),
      ],
      1,
    );
    expect(buckets.map(({ unit, bucket, frames }) => [unit, bucket, ...frames.map(told)])).toEqual([
      ['FU1', '1970-01-01', { times: [0, 5], a: [1, 5] }],
      ['FU1', '1970-01-02', { times: [MICROS_PER_DAY], a: [3] }],
      ['GU1', '1970-01-01', { times: [0], a: [2] }],
      ['GU1', '1970-01-02', { times: [MICROS_PER_DAY], a: [4] }],
    ]);
  });

  it('make nothing of cells without a number, nor of columns that feed nothing', () => {
    expect(drained([[A, B]], [wide([[10, Number.NaN, Number.NaN]])])).toEqual([]);
    expect(framesOf(drained([[A, null]], [wide([[10, 0, 5]])]))).toEqual([{ times: [10], a: [0] }]);
  });

  it('join cells of the same time, count repetitions and keep conflicts in a further frame', () => {
    const buckets = drained(
      [[A, B]],
      [
        wide([
          [10, 1, Number.NaN],
          [10, Number.NaN, 7],
          [10, 1, 8],
        ]),
      ],
    );
    expect(framesOf(buckets)).toEqual([
      { times: [10], a: [1], b: [7] },
      { times: [10], b: [8] },
    ]);
    expect(repeatedIn(buckets)).toBe(1);
  });

  it('tell 0 from -0', () => {
    const buckets = drained(
      [[A]],
      [
        wide([
          [10, 0],
          [10, -0],
          [10, 0],
        ]),
      ],
    );
    expect(framesOf(buckets)).toEqual([
      { times: [10], a: [-0] },
      { times: [10], a: [0] },
    ]);
    expect(repeatedIn(buckets)).toBe(1);
  });

  it('say of each series from when to when it had how many samples, repetitions included', () => {
    const [bucket] = drained(
      [[A, B]],
      [
        wide([
          [30, 1, 1],
          [10, 2, Number.NaN],
          [30, 1, 3],
        ]),
      ],
    );
    expect(bucket!.ranges).toEqual([
      { series: 'a', from: 10, to: 30, samples: 3 },
      { series: 'b', from: 30, to: 30, samples: 2 },
    ]);
  });
});

describe('long rows', () => {
  const long = (rows: readonly (readonly [number, number, number])[]): Rows => ({
    times: Float64Array.from(rows, ([at]) => at),
    columns: COLUMNS,
    kinds: Uint16Array.from(rows, ([, kind]) => kind),
    values: [Float64Array.from(rows, ([, , value]) => value)],
  });

  it('come to the series of their kinds, and those of the same times into one frame', () => {
    const readings = [[A], [B], [readingOf('a', { unit: 'GU1' })]];
    const buckets = drained(readings, [
      long([
        [10, 0, 1],
        [10, 1, 2],
        [10, 2, 9],
        [20, 1, 4],
        [20, 0, 3],
      ]),
    ]);
    expect(buckets.map(({ unit, frames }) => [unit, frames.map(told)])).toEqual([
      ['FU1', [{ times: [10, 20], a: [1, 3], b: [2, 4] }]],
      ['GU1', [{ times: [10], a: [9] }]],
    ]);
  });

  it('of two kinds that feed one series are one series, each kind read in its own way', () => {
    const codes = readingOf('a', { missing: [{ value: -1, from: null, to: null }] });
    const [bucket] = drained(
      [[A], [codes]],
      [
        long([
          [10, 0, -1],
          [20, 1, -1],
          [30, 1, 5],
          [30, 0, 5],
        ]),
      ],
    );
    const [frame] = bucket!.frames;
    expect(told(frame!)).toEqual({ times: [10, 20, 30], a: [-1, -1, 5] });
    expect(frame!.columns[0]!.flags).toEqual(Uint8Array.of(0, 0b1010, 0));
    expect(bucket!.repeated).toBe(1);
  });

  it('of one time with more than 256 values are refused with series and time', () => {
    const rows = Array.from({ length: 257 }, (_, i) => [10, 0, i] as const);
    expect(drained([[A]], [long(rows.slice(1))])[0]!.frames).toHaveLength(256);
    expect(() => drained([[A]], [long(rows)])).toThrow(/at most 256 .* for a at 1970-01-01T00:00:00.000010Z/);
  });
});

const cell = fc.oneof(
  { weight: 1, arbitrary: fc.constant(Number.NaN) },
  { weight: 6, arbitrary: fc.integer({ min: -3, max: 3 }) },
  { weight: 1, arbitrary: fc.constantFrom(0, -0) },
);
const rowsArbitrary = fc.array(fc.tuple(fc.integer({ min: 0, max: 12 }), cell, cell), {
  minLength: 1,
  maxLength: 30,
});

it('What comes out does not depend on how rows are cut into batches, and its samples not on their order', () => {
  fc.assert(
    fc.property(rowsArbitrary, fc.nat(30), fc.nat(30), (rows, cut, turn) => {
      const readings = [[A, readingOf('b', { storage: { kind: 'float32' }, validRange: [-2, 2] })]];
      const whole = drained(readings, [wide(rows)]);
      expect(drained(readings, [wide(rows.slice(0, cut)), wide(rows.slice(cut))])).toEqual(whole);
      const turned = drained(readings, [wide([...rows.slice(turn), ...rows.slice(0, turn)])]);
      expect(turned.map(({ ranges: _, ...rest }) => rest)).toEqual(
        whole.map(({ ranges: _, ...rest }) => rest),
      );
    }),
    { seed: 3, numRuns: 300 },
  );
});

it('A file beyond the room for samples comes out in parts, the same whatever its batches, nothing lost', () => {
  const days = 8;
  const perDay = 20_000;
  const batchOf = (from: number, to: number): Rows => {
    const times = new Float64Array(to - from);
    for (let i = from; i < to; i++) {
      // Every seventh row belongs to another day than its neighbours.
      const day = i % 7 === 0 ? (i * 5) % days : Math.floor(i / perDay);
      times[i - from] = day * MICROS_PER_DAY + i;
    }
    return { columns: COLUMNS, times, kinds: null, values: [times.map((at) => at % 1000)] };
  };
  const digests = [20_000, 15_553].map((size) => {
    const sizes = [];
    const batches = function* () {
      for (let from = 0; from < days * perDay; from += size) {
        yield batchOf(from, Math.min(days * perDay, from + size));
      }
    };
    let samples = 0;
    for (const { bucket, frames } of drained([[A]], batches(), 1, 60_000)) {
      samples += frames[0]!.times.length;
      const digest = samplesDigest(mergeFrames(frames.map((frame) => ({ frame, rank: 0 }))));
      sizes.push([bucket, frames[0]!.times.length, digest]);
    }
    expect(samples).toBe(days * perDay);
    expect(sizes.length).toBeGreaterThan(days);
    return sizes;
  });
  expect(digests[0]).toEqual(digests[1]);
});

it('Days of 32 channels at 1 Hz in order come out whole, one object a day', () => {
  const channels = Array.from({ length: 32 }, (_, c) => readingOf(`c${c}`));
  const seconds = 86_400;
  const batches = [0, 1, 2].map((day): Rows => {
    const times = Float64Array.from({ length: seconds }, (_, i) => (day * seconds + i) * 1e6);
    return { columns: COLUMNS, times, kinds: null, values: channels.map(() => times) };
  });
  const out = drained([channels], batches, 1);
  expect(out.map(({ frames }) => frames.map(({ times }) => times.length))).toEqual([
    [seconds],
    [seconds],
    [seconds],
  ]);
});
