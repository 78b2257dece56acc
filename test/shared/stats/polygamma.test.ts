import { describe, expect, it } from 'vitest';
import { digamma, tetragamma, trigamma, trigammaInverse } from '../../../shared/stats/polygamma.ts';
import { farthest, readGolden } from '../../support/golden-stats.ts';

const { gamma, trigammaInverse: inverse } = readGolden<{
  gamma: [number, number, number, number][];
  trigammaInverse: [number, number][];
}>('tails.json');

describe('digamma, trigamma and tetragamma', () => {
  it('agree with R to 1e-12', () => {
    expect(gamma.length).toBe(12);
    expect(farthest(gamma.map(([x, expected]) => [digamma(x), expected]))).toBeLessThan(1e-12);
    expect(farthest(gamma.map(([x, , expected]) => [trigamma(x), expected]))).toBeLessThan(1e-12);
    expect(farthest(gamma.map(([x, , , expected]) => [tetragamma(x), expected]))).toBeLessThan(1e-12);
  });

  it('keep their recurrences where the series begins', () => {
    for (const x of [14.5, 15, 15.999, 16, 40]) {
      expect(digamma(x + 1) - digamma(x)).toBeCloseTo(1 / x, 14);
      expect(trigamma(x) - trigamma(x + 1)).toBeCloseTo(1 / x ** 2, 15);
      expect(tetragamma(x + 1) - tetragamma(x)).toBeCloseTo(2 / x ** 3, 16);
    }
  });

  it('are not a number where they have poles', () => {
    for (const x of [0, -1, Number.NaN])
      for (const f of [digamma, trigamma, tetragamma, trigammaInverse]) expect(f(x)).toBeNaN();
  });
});

describe('trigammaInverse', () => {
  it('agrees with R to 1e-12 where R does not approximate', () => {
    const exact = inverse.filter(([x]) => x > 1e-6 && x < 1e7);
    expect(exact.length).toBeGreaterThan(4);
    expect(farthest(exact.map(([x, y]) => [trigammaInverse(x), y]))).toBeLessThan(1e-12);
  });

  it('is turned back by trigamma over thirty decades', () => {
    for (let decade = -14; decade <= 16; decade++) {
      const x = 3 * 10 ** decade;
      expect(farthest([[trigamma(trigammaInverse(x)), x]]), `${x}`).toBeLessThan(1e-12);
    }
  });
});
