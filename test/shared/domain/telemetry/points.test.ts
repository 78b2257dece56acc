import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildUnitPage } from '../../../../shared/domain/page/unit-page.ts';
import {
  planPoints,
  rawPoints,
  type TelemetryPoint,
  telemetryPoints,
} from '../../../../shared/domain/telemetry/points.ts';
import { MICROS_PER_DAY } from '../../../../shared/domain/time.ts';
import {
  BAD_VALUE,
  cut,
  MISSING_CODE,
  regular,
  ruleFor,
  seriesFrom,
  unitRules,
} from '../detect/unit-history.ts';

const DAY0 = Date.UTC(2026, 2, 1) * 1000;
const SECOND = 1e6;

/** Three days of a sample every 20 s, with some codes and BAD values. */
const whole = (() => {
  const n = 3 * 4320;
  const indices = Array.from({ length: n }, (_, i) => i).filter((i) => i % 1000 > 20);
  return seriesFrom(
    'temperature',
    indices.map((i) => DAY0 + i * 20 * SECOND + (i % 3)),
    indices.map((i) => Math.round(3700 + 50 * Math.sin(i / 300) + (i % 13)) / 100),
    indices.map((i) => (i % 501 === 0 ? MISSING_CODE : i % 777 === 0 ? BAD_VALUE : 0)),
  );
})();

const rule = ruleFor('temperature', { periodSeconds: 20 });
const pages = [0, 1, 2].map((day) => {
  const bucket = { from: DAY0 + day * MICROS_PER_DAY, to: DAY0 + (day + 1) * MICROS_PER_DAY };
  return buildUnitPage({ ...bucket, series: [cut(whole, bucket.from, bucket.to)], rules: unitRules([rule]) })
    .rollups[0]!;
});

function recomputed(from: number, to: number, windowSeconds: number): TelemetryPoint[] {
  const window = windowSeconds * SECOND;
  return Map.groupBy(rawPoints(whole, { from, to }), ({ t }) => Math.floor(t / window))
    .entries()
    .map(([index, inside]) => ({
      t: Math.max(index * window, from),
      n: inside.length,
      min: Math.min(...inside.map(({ min }) => min)),
      mean: inside.reduce((sum, { mean }) => sum + mean, 0) / inside.length,
      max: Math.max(...inside.map(({ max }) => max)),
      quality: inside.some(({ quality }) => quality === 'BAD') ? ('BAD' as const) : ('GOOD' as const),
    }))
    .toArray();
}

describe('the points of a range', () => {
  it('equal those computed from the samples in [from, to) alone, and are no more than asked for', () => {
    const levels = new Set<string>();
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 3 * 86_400 - 2 }),
        fc.integer({ min: 1, max: 3 * 86_400 }),
        fc.integer({ min: 2, max: 400 }),
        (start, length, maxPoints) => {
          const range = {
            from: DAY0 + start * SECOND,
            to: DAY0 + Math.min(start + length, 3 * 86_400) * SECOND,
          };
          const plan = planPoints(range, maxPoints, 20);
          levels.add(plan.level);
          const samples = plan.edges.map((edge) => cut(whole, edge.from, edge.to));
          const rollups = pages.map((page) => (plan.level === 'coarse' ? page.coarse : page.fine!));
          const points = telemetryPoints(plan, rollups, samples);
          const expected = recomputed(range.from, range.to, plan.windowSeconds);
          expect(points.length).toBeLessThanOrEqual(maxPoints);
          expect(points.map(({ mean: _, ...rest }) => rest)).toEqual(
            expected.map(({ mean: _, ...rest }) => rest),
          );
          points.forEach(({ mean }, i) => {
            expect(mean).toBeCloseTo(expected[i]!.mean, 9);
          });
        },
      ),
      { seed: 19, numRuns: 250 },
    );
    expect([...levels].sort()).toEqual(['coarse', 'fine']);
  });

  it('read only the ends of the range from samples', () => {
    const range = { from: DAY0 + 5 * SECOND, to: DAY0 + MICROS_PER_DAY };
    expect(planPoints(range, 2000, 1).edges).toEqual([{ from: range.from, to: DAY0 + 60 * SECOND }]);
    expect(planPoints(range, 10, 1)).toMatchObject({
      level: 'coarse',
      windowSeconds: 3 * 3600,
      edges: [{ from: range.from, to: DAY0 + 3600 * SECOND }],
    });
  });

  it('need no samples at an end beyond which there are none, and begin there all the same', () => {
    const range = { from: whole.times[0]!, to: whole.times.at(-1)! + 1 };
    const extent = { from: range.from, to: range.to };
    for (const maxPoints of [10, 400]) {
      const plan = planPoints(range, maxPoints, 20, extent);
      expect(plan.edges).toEqual([]);
      const rollups = pages.map((page) => (plan.level === 'coarse' ? page.coarse : page.fine!));
      const points = telemetryPoints(plan, rollups, []);
      expect(points[0]!.t).toBe(range.from);
      expect(points.map(({ n }) => n)).toEqual(
        recomputed(range.from, range.to, plan.windowSeconds).map(({ n }) => n),
      );
    }
    const inside = { from: range.from + 1, to: range.to };
    expect(planPoints(inside, 10, 20, extent).edges).toHaveLength(1);
  });

  it('come from the samples alone where no whole window lies inside', () => {
    const range = { from: DAY0 + 30 * SECOND, to: DAY0 + 90 * SECOND };
    expect(planPoints(range, 100, 1).edges).toEqual([range]);
  });

  it('are not given for an empty range or for fewer than two points', () => {
    expect(() => planPoints({ from: DAY0, to: DAY0 }, 10, 1)).toThrow(/from before to/);
    expect(() => planPoints({ from: DAY0, to: DAY0 + 1 }, 1, 1)).toThrow(/at least 2 points, got 1/);
  });

  it('leave out missing codes and say the quality of the rest', () => {
    const series = regular('co2', [400, -1, 402]);
    series.flags[1] = MISSING_CODE;
    series.flags[2] = BAD_VALUE;
    expect(rawPoints(series, { from: 0, to: Number.MAX_SAFE_INTEGER })).toMatchObject([
      { n: 1, min: 400, mean: 400, max: 400, quality: 'GOOD' },
      { n: 1, min: 402, mean: 402, max: 402, quality: 'BAD' },
    ]);
  });
});
