import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinSeries } from '../../../../shared/domain/archive/join-series.ts';
import type { Layer } from '../../../../shared/domain/archive/layers.ts';
import { mergeFrames } from '../../../../shared/domain/archive/merge.ts';
import { decodeFrame } from '../../../../shared/formats/parquet/decode-frame.ts';
import { encodeFrame } from '../../../../shared/formats/parquet/encode-frame.ts';
import { samplesDigest } from '../../../support/samples-digest.ts';

/** Seconds at which the series has a sample, in µs; values count up. */
function layer(series: string, seconds: readonly number[]): Layer {
  const times = Float64Array.from(seconds, (at) => 1_772_323_200e6 + Math.round(at * 1e6));
  return { series, storage: { kind: 'float64' }, times, values: times.map((_, i) => i), flags: 0 };
}
const every = (step: number, until: number, from = 0): number[] =>
  Array.from({ length: Math.ceil((until - from) / step) }, (_, i) => from + i * step);
const laid = (layers: readonly Layer[]) =>
  joinSeries(layers).map(({ times, columns }) => [times.length, ...columns.map(({ series }) => series)]);

describe('series of a bucket', () => {
  it('share a frame where their times are the same', () => {
    expect(laid([layer('b', every(1, 500)), layer('a', every(1, 500))])).toEqual([[500, 'a', 'b']]);
  });

  it('of a slower rate on the same ticks become columns with empty cells, whatever the length', () => {
    const slow = Array.from({ length: 9 }, (_, c) => layer(`slow${c}`, every(10, 80_000)));
    const [frame, ...others] = joinSeries([...slow, layer('fast', every(1, 80_000))]);
    expect(others).toEqual([]);
    expect(frame!.times.length).toBe(80_000);
    const column = frame!.columns.find(({ series }) => series !== 'fast')!;
    expect(
      [...column.values.subarray(0, 21)].flatMap((value, i) => (Number.isNaN(value) ? [] : [[i, value]])),
    ).toEqual([
      [0, 0],
      [10, 1],
      [20, 2],
    ]);
  });

  it('that each lack other samples of the same ticks share a frame', () => {
    const ticks = every(1, 20_000);
    const lacking = Array.from({ length: 12 }, (_, c) =>
      layer(
        `c${c}`,
        ticks.filter((i) => Math.imul(i + 1, 2_654_435_761 + 97 * c) % 1000 !== 0),
      ),
    );
    expect(laid(lacking)).toHaveLength(1);
  });

  it('of different times share a frame where there are few, since a PUT costs more than empty cells', () => {
    const few = Array.from({ length: 20 }, (_, c) => layer(`c${c}`, every(1, 60, c / 100)));
    expect(laid(few)).toHaveLength(1);
  });

  it('of different times stay apart where there are many, or where one would be lost in the other', () => {
    const off = (c: number) => (at: number) =>
      at + (Math.imul(at + 1, 2_654_435_761 + 97 * c) >>> 12) / 2 ** 20;
    const many = Array.from({ length: 8 }, (_, c) => layer(`c${c}`, every(1, 40_000).map(off(c))));
    expect(laid(many).length).toBeGreaterThan(1);
    expect(laid([layer('fast', every(0.01, 1500)), layer('slow', every(60, 1500, 0.005))])).toHaveLength(2);
  });
});

it('Whatever the times, frames hold every sample once, through Parquet too, and do not depend on the order of series', () => {
  const seconds = fc
    .uniqueArray(fc.nat(40), { minLength: 1, maxLength: 30 })
    .map((all) => all.sort((a, b) => a - b));
  fc.assert(
    fc.property(fc.array(seconds, { minLength: 1, maxLength: 6 }), (all) => {
      const layers = all.map((one, c) => layer(`c${c}`, one));
      const frames = joinSeries(layers);
      expect(joinSeries(layers.toReversed())).toEqual(frames);
      const digest = (some: typeof frames) =>
        samplesDigest(mergeFrames(some.map((frame) => ({ frame, rank: 0 }))));
      const apart = layers.map(({ times, ...column }) => ({ times, columns: [column] }));
      expect(digest(frames)).toBe(digest(apart));
      expect(digest(frames.map((frame) => decodeFrame(encodeFrame(frame, {}).bytes)))).toBe(digest(apart));
    }),
    { seed: 12, numRuns: 200 },
  );
});
