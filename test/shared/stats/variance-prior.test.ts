import { describe, expect, it } from 'vitest';
import { moderatedVariance, variancePrior } from '../../../shared/stats/variance-prior.ts';
import { farthest, readGolden } from '../../support/golden-stats.ts';

interface Reference<S> {
  variances: number[];
  prior: { scale: S; df2: number };
  after: number[];
}
const reference = readGolden<{
  df: number;
  plain: Reference<number>;
  trend: Reference<number[]> & { covariate: number[] };
}>('variance-prior.json');

describe('variancePrior', () => {
  it('agrees with limma to 1e-12, one for all', () => {
    const { variances, prior, after } = reference.plain;
    const measured = Float64Array.from(variances);
    const got = variancePrior(measured, reference.df, null);
    expect(
      farthest([[got.df, prior.df2], ...Array.from(got.variances, (one) => [one, prior.scale] as const)]),
    ).toBeLessThan(1e-12);
    expect(
      farthest(after.map((one, i) => [moderatedVariance(measured[i]!, reference.df, got, i), one])),
    ).toBeLessThan(1e-12);
  });

  it('agrees with limma to 1e-12 along a covariate', () => {
    const { variances, covariate, prior, after } = reference.trend;
    const measured = Float64Array.from(variances);
    const got = variancePrior(measured, reference.df, Float64Array.from(covariate));
    expect(farthest([[got.df, prior.df2]])).toBeLessThan(1e-12);
    expect(farthest(prior.scale.map((one, i) => [got.variances[i]!, one]))).toBeLessThan(1e-12);
    expect(
      farthest(after.map((one, i) => [moderatedVariance(measured[i]!, reference.df, got, i), one])),
    ).toBeLessThan(1e-12);
  });

  it('pools variances that differ by no more than chance makes them', () => {
    const measured = Float64Array.of(1, 1.1, 0.9, 1, 1.05);
    const got = variancePrior(measured, 4, null);
    expect(got.df).toBe(Number.POSITIVE_INFINITY);
    expect(moderatedVariance(0.9, 4, got, 2)).toBeCloseTo(1.01, 12);
  });

  it('takes a variance of 0 as a small one', () => {
    const measured = Float64Array.of(0, 1, 2, 3, 40, 0.01);
    const got = variancePrior(measured, 4, null);
    expect(got.df).toBeGreaterThan(0);
    expect(moderatedVariance(0, 4, got, 0)).toBeGreaterThan(0);
  });
});
