import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { QUALITIES } from '../../../../shared/domain/telemetry/flags.ts';
import { rollUp, rollupWindows } from '../../../../shared/domain/telemetry/rollup.ts';

function samples(times: number[], values: number[], flags: number[] = []) {
  return {
    times: Float64Array.from(times),
    values: Float64Array.from(values),
    flags: Uint8Array.from(times, (_, i) => flags[i] ?? 0),
  };
}

describe('the windows of a period', () => {
  it.each([
    [1, 60, 3600],
    [3, 60, 3600],
    [5, 120, 3600],
    [30, 480, 4320],
    [300, 4800, 4800],
    [3600, 86_400, 86_400],
    [86_400, 86_400, 86_400],
  ])('of %i s are %i s and %i s long', (period, fine, coarse) => {
    expect(rollupWindows(period)).toEqual({ fine, coarse });
  });

  it('divide a day, are whole multiples of each other, and hold 16 periods unless a day does not', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 200_000, noNaN: true }), (period) => {
        const { fine, coarse } = rollupWindows(period);
        expect(86_400 % fine).toBe(0);
        expect(86_400 % coarse).toBe(0);
        expect(coarse % fine).toBe(0);
        expect(fine).toBeGreaterThanOrEqual(Math.min(86_400, 16 * period));
        expect(coarse).toBeGreaterThanOrEqual(3600);
      }),
      { seed: 11, numRuns: 300 },
    );
  });
});

describe('a rollup', () => {
  it('says count, extremes, mean and quality of each window that holds a sample', () => {
    const rollup = rollUp(samples([60e6, 61e6, 119.999999e6, 240e6], [1, 2, 6, -4], [0, 1, 0, 2]), 60);
    expect(rollup).toEqual({
      windowSeconds: 60,
      index: [1, 4],
      n: [3, 1],
      min: [1, -4],
      mean: [3, -4],
      max: [6, -4],
      worst: [1, 2],
    });
  });

  it('has the mean of equal values equal to them', () => {
    const rollup = rollUp(
      samples(
        Array.from({ length: 60 }, (_, i) => i * 1e6),
        new Array(60).fill(22.8),
      ),
      60,
    );
    expect(rollup).toMatchObject({ mean: [22.8] });
  });

  it('is all finite for any finite values', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 40 }),
        (values) => {
          const rollup = rollUp(
            samples(
              values.map((_, i) => i * 5e6),
              values,
            ),
            60,
          );
          for (const column of [rollup.min, rollup.mean, rollup.max]) {
            for (const number of column) expect(Number.isFinite(number)).toBe(true);
          }
          rollup.mean.forEach((mean, i) => {
            expect(mean).toBeGreaterThanOrEqual(rollup.min[i]!);
            expect(mean).toBeLessThanOrEqual(rollup.max[i]!);
          });
        },
      ),
      { seed: 13, numRuns: 500 },
    );
  });

  it('counts each sample once, in the window of its time, also before the epoch', () => {
    const ticks = fc.uniqueArray(fc.integer({ min: -500, max: 500 }), { minLength: 1, maxLength: 80 });
    fc.assert(
      fc.property(ticks, fc.infiniteStream(fc.integer({ min: 0, max: 2 })), (drawn, quality) => {
        const times = drawn.toSorted((a, b) => a - b).map((t) => t * 1e6);
        const flags = times.map(() => quality.next().value);
        const rollup = rollUp(
          samples(
            times,
            times.map((t) => t / 1e6),
            flags,
          ),
          60,
        );
        const expected = new Map<number, number[]>();
        times.forEach((t, i) => {
          const index = Math.floor(t / 60e6);
          expected.set(index, [...(expected.get(index) ?? []), i]);
        });
        expect(rollup.index).toEqual([...expected.keys()]);
        [...expected.values()].forEach((inside, w) => {
          expect(rollup.n[w]).toBe(inside.length);
          expect(QUALITIES[rollup.worst[w]!]).toBe(QUALITIES[Math.max(...inside.map((i) => flags[i]!))]);
        });
      }),
      { seed: 17, numRuns: 200 },
    );
  });
});
