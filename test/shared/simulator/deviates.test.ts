import { describe, expect, it } from 'vitest';
import { countDeviate, gammaDeviate, poissonDeviate } from '../../../shared/simulator/deviates.ts';
import { randomStream } from '../../../shared/simulator/random.ts';

const MANY = 20_000;

function momentsOf(draw: () => number): { mean: number; variance: number } {
  const all = Array.from({ length: MANY }, draw);
  const mean = all.reduce((sum, one) => sum + one, 0) / MANY;
  return { mean, variance: all.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (MANY - 1) };
}

/** Within five standard errors; that of a variance from the excess kurtosis. */
function expectMoments(draw: () => number, mean: number, variance: number, excess: number): void {
  const seen = momentsOf(draw);
  expect(Math.abs(seen.mean - mean)).toBeLessThan(5 * Math.sqrt(variance / MANY));
  expect(Math.abs(seen.variance - variance)).toBeLessThan(5 * variance * Math.sqrt((2 + excess) / MANY));
}

describe('deviates have the mean and the variance of their distribution', () => {
  it.each([0.3, 1, 4.5, 60])('Gamma of shape %d', (shape) => {
    const random = randomStream(1, 'gamma');
    expectMoments(() => gammaDeviate(random, shape), shape, shape, 6 / shape);
  });

  it.each([0.2, 5, 30, 31, 200, 5000])('Poisson of mean %d', (mean) => {
    const random = randomStream(2, 'poisson');
    expectMoments(() => poissonDeviate(random, mean), mean, mean, 1 / mean);
  });

  it.each([
    [3, 0.5],
    [400, 0.05],
  ])('negative binomial of mean %d and dispersion %d', (mean, dispersion) => {
    const random = randomStream(3, 'counts');
    const variance = mean + dispersion * mean ** 2;
    expectMoments(
      () => countDeviate(random, mean, dispersion),
      mean,
      variance,
      6 * dispersion + 1 / variance,
    );
  });
});

describe('deviates', () => {
  it('of a mean of 0 are 0, and counts are whole', () => {
    const random = randomStream(4, 'none');
    expect(countDeviate(random, 0, 0)).toBe(0);
    expect(Number.isInteger(countDeviate(random, 1e6, 0.1))).toBe(true);
  });
});
