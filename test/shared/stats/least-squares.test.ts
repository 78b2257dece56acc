import { describe, expect, it } from 'vitest';
import {
  coefficients,
  effectsInPlace,
  factor,
  residualVariance,
  unscaledVariance,
} from '../../../shared/stats/least-squares.ts';

const ones = (n: number) => new Float64Array(n).fill(1);

describe('least squares', () => {
  it('finds the line through points, its residuals and how well the slope is known', () => {
    const x = Float64Array.of(0, 1, 2, 3);
    const factored = factor([ones(4), x]);
    // Residuals of +1, −1, −1, +1 are at right angles to both columns.
    const effects = effectsInPlace(factored, Float64Array.of(2 + 1, 5 - 1, 8 - 1, 11 + 1));
    const [at, slope] = coefficients(factored, effects);
    expect(at).toBeCloseTo(2, 13);
    expect(slope).toBeCloseTo(3, 13);
    expect(residualVariance(factored, effects)).toBeCloseTo(4 / 2, 13);
    // 1 / Σ (x − mean)² = 1 / 5, and of the constant Σ x² / (n · 5).
    expect(unscaledVariance(factored, Float64Array.of(0, 1))).toBeCloseTo(0.2, 14);
    expect(unscaledVariance(factored, Float64Array.of(1, 0))).toBeCloseTo(14 / 20, 14);
  });

  it('names the columns that those before them make up, and fits without', () => {
    const lane = Float64Array.of(0, 0, 1, 1);
    const arm = lane.slice();
    const factored = factor([ones(4), lane, arm, lane.map((one) => 1 - one)]);
    expect(factored.kept).toEqual([0, 1]);
    expect(factored.dependent).toEqual([2, 3]);
    const effects = effectsInPlace(factored, Float64Array.of(1, 3, 10, 14));
    expect([...coefficients(factored, effects)].map((one) => Math.round(one * 1e9) / 1e9)).toEqual([2, 10]);
  });

  it('has no variance of residuals where there are none', () => {
    const factored = factor([ones(2), Float64Array.of(0, 1)]);
    const effects = effectsInPlace(factored, Float64Array.of(4, 6));
    expect(residualVariance(factored, effects)).toBeNull();
    expect(coefficients(factored, effects)[1]).toBeCloseTo(2, 14);
  });

  it('makes nothing of a column of zeros', () => {
    expect(factor([ones(3), new Float64Array(3)]).dependent).toEqual([1]);
  });
});
