import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tally } from '../../../../shared/domain/archive/count.ts';
import { mergeFrames } from '../../../../shared/domain/archive/merge.ts';
import type { RankedFrame } from '../../../../shared/domain/archive/samples.ts';
import { asUnended } from '../../../../shared/domain/telemetry/flags.ts';
import type { ColumnReading } from '../../../../shared/domain/telemetry/reading.ts';
import { samplesDigest } from '../../../support/samples-digest.ts';
import { drained, readingOf, wide } from './drained.ts';

const RULES: Partial<ColumnReading> = {
  missing: [{ value: -1, from: null, to: 100 }],
  validRange: [-50, 50],
};
const READINGS = [readingOf('a', RULES), readingOf('b', RULES)];

type Row = readonly [number, number, number];

function drain(rows: readonly Row[]) {
  const [bucket] = drained([READINGS], [wide(rows)]);
  return bucket ?? { frames: [], repeated: 0 };
}

function ranked(rows: readonly Row[], rank = 1): RankedFrame[] {
  return drain(rows).frames.map((frame) => ({ frame, rank }));
}

const cell = fc.oneof(
  { weight: 1, arbitrary: fc.constant(Number.NaN) },
  { weight: 6, arbitrary: fc.integer({ min: -3, max: 3 }) },
  { weight: 1, arbitrary: fc.constantFrom(0, -0) },
);
const rowsArbitrary = fc.array(fc.tuple(fc.integer({ min: 0, max: 12 }), cell, cell), { maxLength: 30 });

describe('counting', () => {
  it('makes every sample exactly one of accepted, duplicate and conflict', () => {
    fc.assert(
      fc.property(rowsArbitrary, rowsArbitrary, (before, now) => {
        const { frames, repeated } = drain(now);
        const counts = tally(
          ranked(before),
          frames.map((frame) => ({ frame, rank: 1 })),
        );
        const samples = now.reduce(
          (n, [, a, b]) => n + Number(!Number.isNaN(a)) + Number(!Number.isNaN(b)),
          0,
        );
        expect(counts.accepted + counts.duplicates + counts.conflicts + repeated).toBe(samples);
        const known = new Set(before.flatMap(([at, a, b]) => keys(at, a, b)));
        const fresh = new Set(now.flatMap(([at, a, b]) => keys(at, a, b)).filter((key) => !known.has(key)));
        expect(counts.accepted).toBe(fresh.size);
      }),
      { seed: 7, numRuns: 500 },
    );
  });
});

function keys(at: number, a: number, b: number): string[] {
  return [...(Number.isNaN(a) ? [] : [`a${at}`]), ...(Number.isNaN(b) ? [] : [`b${at}`])];
}

describe('the merged view', () => {
  it('is the same whatever order, split or repetition the rows came in', () => {
    fc.assert(
      fc.property(rowsArbitrary, fc.infiniteStream(fc.nat(1000)), (rows, random) => {
        const once = samplesDigest(mergeFrames(ranked(rows)));
        const pieces: Row[][] = [[], [], []];
        for (const row of rows) {
          pieces[random.next().value % 3]!.push(row);
          if (random.next().value % 4 === 0) pieces[random.next().value % 3]!.push(row);
        }
        const frames = pieces.flatMap((piece) => ranked(piece));
        frames.sort(() => (random.next().value % 2 === 0 ? 1 : -1));
        expect(samplesDigest(mergeFrames(frames))).toBe(once);
      }),
      { seed: 11, numRuns: 500 },
    );
  });

  it('lets the lower rank win, then the smaller content, and keeps what lost', () => {
    const merged = mergeFrames([
      ...ranked([[10, 1, 5]], 2),
      ...ranked([[10, 3, 4]], 1),
      ...ranked([[10, 2, 5]], 1),
    ]);
    expect(merged.map((one) => [one.series, ...one.values])).toEqual([
      ['a', 2],
      ['b', 4],
    ]);
    expect(merged.map((one) => [...one.losing.values])).toEqual([[1, 3], [5]]);
  });

  it('tells 0 from -0', () => {
    const merged = mergeFrames([...ranked([[10, 0, 1]]), ...ranked([[10, -0, 1]])]);
    expect(merged[0]!.values[0]).toBe(-0);
    expect([...merged[0]!.losing.values]).toEqual([0]);
  });

  it('lets series of the same frames share their times, and flags that are all alike, and no others', () => {
    const framed = (from: number, a: number[], b: number[], flags: number | Uint8Array = 0): RankedFrame => ({
      frame: {
        times: Float64Array.from(a, (_, i) => from + i),
        columns: [
          { series: 'a', storage: { kind: 'float64' }, values: Float64Array.from(a), flags: 0 },
          { series: 'b', storage: { kind: 'float64' }, values: Float64Array.from(b), flags },
        ],
      },
      rank: 1,
    });
    const [a, b] = mergeFrames([framed(3, [7, 8], [9, 9]), framed(1, [5, 6], [5, 5])]);
    expect([...a!.times, ...a!.values]).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(b!.times).toBe(a!.times);
    expect(b!.flags).toBe(a!.flags);
    const [c, d] = mergeFrames([framed(1, [5, 6], [5, 5]), framed(3, [7, 8], [Number.NaN, 9])]);
    expect([...c!.times]).toEqual([1, 2, 3, 4]);
    expect([...d!.times, ...d!.values]).toEqual([1, 2, 4, 5, 5, 9]);
    const [e, f] = mergeFrames([framed(1, [5, 6], [5, 5]), framed(3, [7, 8], [9, 9], Uint8Array.of(0, 2))]);
    expect(f!.times).toBe(e!.times);
    expect([...e!.flags, ...f!.flags]).toEqual([0, 0, 0, 0, 0, 0, 0, 2]);
  });

  it('has another digest for other times, values, flags, or another loser', () => {
    const digest = (...rows: Row[]) => samplesDigest(mergeFrames(rows.flatMap((row) => ranked([row]))));
    const digests = [
      digest([1, 5, 6]),
      digest([2, 5, 6]),
      digest([1, 5, 7]),
      digest([1, 6, 5]),
      digest([1, 5, 99]),
      digest([1, 5, 6], [1, 7, 6]),
      digest([1, 5, 6], [2, 5, 6]),
      digest([1, 5, Number.NaN]),
    ];
    expect(new Set(digests).size).toBe(digests.length);
  });
});

describe('a sample whose row was not ended', () => {
  const sample = fc.record({
    at: fc.integer({ min: 0, max: 4 }),
    value: fc.constantFrom(1, 2, 3),
    flags: fc.constantFrom(0, 1, asUnended(0)),
    rank: fc.constantFrom(1, 2),
  });
  const frameOf = ({
    at,
    value,
    flags,
    rank,
  }: {
    at: number;
    value: number;
    flags: number;
    rank: number;
  }) => ({
    rank,
    frame: {
      times: Float64Array.of(at),
      columns: [
        { series: 'a', storage: { kind: 'float64' as const }, values: Float64Array.of(value), flags },
      ],
    },
  });

  it('is as if it had never come where another has its key, and never lies among what lost a conflict', () => {
    fc.assert(
      fc.property(fc.array(sample, { maxLength: 12 }), (samples) => {
        const ended = samples.filter(({ flags }) => flags < 0x80);
        const taken = new Set(ended.map(({ at }) => at));
        const [merged] = mergeFrames(samples.map(frameOf));
        const left = samples.filter(({ flags, at }) => flags < 0x80 || !taken.has(at));
        expect(samplesDigest(merged === undefined ? [] : [merged])).toBe(
          samplesDigest(mergeFrames(left.toReversed().map(frameOf))),
        );
        expect([...(merged?.losing.flags ?? [])].every((flags) => flags < 0x80)).toBe(true);
      }),
      { seed: 41, numRuns: 500 },
    );
  });
});
