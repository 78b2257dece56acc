import { describe, expect, it } from 'vitest';
import {
  coefficients,
  effectsInPlace,
  factor,
  residualVariance,
} from '../../../shared/stats/least-squares.ts';
import { naturalSpline } from '../../../shared/stats/natural-spline.ts';

const x = Float64Array.from({ length: 40 }, (_, i) => 100 + i * i * 0.1);

function leftOver(y: Float64Array, df: number): number {
  const factored = factor(naturalSpline(x, df));
  return residualVariance(factored, effectsInPlace(factored, y.slice())) ?? Number.NaN;
}

describe('naturalSpline', () => {
  it('has as many columns of their own as it has degrees of freedom', () => {
    for (const df of [1, 2, 3, 4, 5]) expect(factor(naturalSpline(x, df)).kept.length).toBe(df);
  });

  it('holds straight lines, and bends only between its ends', () => {
    expect(
      leftOver(
        x.map((at) => 3 * at - 7),
        4,
      ),
    ).toBeCloseTo(0, 18);
    // A cube bends at the ends, where the splines are straight.
    expect(
      leftOver(
        x.map((at) => (at - 100) ** 3),
        4,
      ),
    ).toBeGreaterThan(1);
  });

  it('is a constant where all x are one', () => {
    const columns = naturalSpline(new Float64Array(5).fill(3), 1);
    const factored = factor(columns);
    const effects = effectsInPlace(factored, Float64Array.of(1, 2, 3, 4, 5));
    expect(coefficients(factored, effects)[0]).toBeCloseTo(3, 14);
  });
});
