import { describe, expect, it } from 'vitest';
import { randomStream } from '../../shared/simulator/random.ts';
import { lnGamma } from '../../shared/stats/ln-gamma.ts';
import { gamma, negativeBinomial, poisson } from './count-draws.ts';

const DRAWS = 40_000;

/** Mean and variance of so many draws. */
function momentsOf(draw: () => number) {
  let [mean, squares] = [0, 0];
  for (let i = 1; i <= DRAWS; i++) {
    const value = draw();
    const apart = value - mean;
    mean += apart / i;
    squares += apart * (value - mean);
  }
  return { mean, variance: squares / (DRAWS - 1) };
}

describe('poisson', () => {
  it.each([0.4, 6, 10, 45, 3000])('of a mean of %d has that mean and variance', (mean) => {
    const random = randomStream(1, `poisson ${mean}`);
    const drawn = momentsOf(() => poisson(random, mean));
    expect(Math.abs(drawn.mean - mean)).toBeLessThan(4 * Math.sqrt(mean / DRAWS));
    expect(drawn.variance / mean).toBeCloseTo(1, 1);
  });

  it('gives each number as often as its probability says', () => {
    const random = randomStream(2, 'poisson');
    const seen = new Map<number, number>();
    for (let i = 0; i < DRAWS; i++) {
      const count = poisson(random, 12);
      seen.set(count, (seen.get(count) ?? 0) + 1);
    }
    for (let k = 4; k <= 22; k++) {
      const probability = Math.exp(k * Math.log(12) - 12 - lnGamma(k + 1));
      const deviation = Math.sqrt((probability * (1 - probability)) / DRAWS);
      expect(Math.abs((seen.get(k) ?? 0) / DRAWS - probability), `${k}`).toBeLessThan(4 * deviation);
    }
  });
});

describe('gamma', () => {
  it.each([0.3, 1, 2, 20])('of a shape of %d has that mean and variance', (shape) => {
    const random = randomStream(3, `gamma ${shape}`);
    const drawn = momentsOf(() => gamma(random, shape));
    expect(Math.abs(drawn.mean - shape)).toBeLessThan(4 * Math.sqrt(shape / DRAWS));
    expect(drawn.variance / shape).toBeCloseTo(1, 1);
  });
});

describe('negativeBinomial', () => {
  it('has the variance that its dispersion adds, and is 0 where nothing is read', () => {
    const random = randomStream(4, 'negative binomial');
    const drawn = momentsOf(() => negativeBinomial(random, 80, 0.2));
    expect(drawn.mean / 80).toBeCloseTo(1, 1);
    expect(drawn.variance / (80 + 0.2 * 80 ** 2)).toBeCloseTo(1, 1);
    expect(negativeBinomial(random, 0, 0.2)).toBe(0);
  });
});
