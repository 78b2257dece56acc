import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { trailingSlopes } from '../../../shared/stats/trailing-slopes.ts';

/** The textbook's formula over one window. */
function slopeOf(window: readonly (readonly [number, number])[]): number {
  const mean = (of: (point: readonly [number, number]) => number) =>
    window.reduce((sum, point) => sum + of(point), 0) / window.length;
  const [meanT, meanV] = [mean(([t]) => t), mean(([, v]) => v)];
  const sum = (of: (dt: number, dv: number) => number) =>
    window.reduce((total, [t, v]) => total + of(t - meanT, v - meanV), 0);
  return sum((dt, dv) => dt * dv) / sum((dt) => dt * dt);
}

const points = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: -50, max: 50 })), {
    minLength: 20,
    maxLength: 60,
  })
  .map((steps) => {
    let time = 1000;
    return steps.map(([step, value]): [number, number] => {
      time += step;
      return [time, value];
    });
  });

describe('trailingSlopes', () => {
  it('is told from the first sample on that looks back far enough', () => {
    const { times, slopes } = trailingSlopes([0, 1, 2, 3], [5, 5, 7, 9], 2, 1);
    expect([...times]).toEqual([2, 3]);
    expect([...slopes]).toEqual([1, 2]);
  });

  it('is exactly 0 for a reading that stands still, however large', () => {
    const times = Array.from({ length: 50 }, (_, i) => i * 0.7);
    const { slopes } = trailingSlopes(
      times,
      times.map(() => 1e9 + 0.1),
      7,
      1,
    );
    expect(slopes.length).toBe(40);
    expect(slopes.every((slope) => slope === 0)).toBe(true);
  });

  it('is that of the textbook over every window without a break, with three samples at least', () => {
    let told = 0;
    fc.assert(
      fc.property(
        points,
        fc.integer({ min: 3, max: 40 }),
        fc.integer({ min: 7, max: 9 }),
        (series, span, longest) => {
          const expected = series.flatMap(([t], i) => {
            let begin = i;
            while (begin > 0 && series[begin]![0] - series[begin - 1]![0] <= longest) begin -= 1;
            const window = series.slice(0, i + 1).filter(([at]) => at >= t - span);
            return series[begin]![0] <= t - span && window.length >= 3 ? [[t, slopeOf(window)] as const] : [];
          });
          const found = trailingSlopes(
            series.map(([t]) => t),
            series.map(([, v]) => v),
            span,
            longest,
          );
          expect([...found.times]).toEqual(expected.map(([t]) => t));
          for (const [i, [, slope]] of expected.entries()) expect(found.slopes[i]).toBeCloseTo(slope, 9);
          told += expected.length;
        },
      ),
      { seed: 7, numRuns: 400 },
    );
    expect(told).toBeGreaterThan(1000);
  });

  it('has the same bits whatever came before the window', () => {
    fc.assert(
      fc.property(points, fc.nat({ max: 59 }), fc.integer({ min: 3, max: 40 }), (series, cut, span) => {
        const slopes = (part: [number, number][]) => {
          const found = trailingSlopes(
            part.map(([t]) => t),
            part.map(([, v]) => v / 7),
            span,
            9,
          );
          return new Map(Array.from(found.times, (t, i) => [t, found.slopes[i]]));
        };
        const whole = slopes(series);
        for (const [t, slope] of slopes(series.slice(cut))) expect(slope).toBe(whole.get(t));
      }),
      { seed: 8, numRuns: 300 },
    );
  });
});
