import { describe, expect, it } from 'vitest';
import { fisherFQuantile, fisherFTail } from '../../../shared/stats/fisher-f.ts';
import { chiSquareTail, upperIncompleteGamma } from '../../../shared/stats/incomplete-gamma.ts';
import { lnNegativeBinomial } from '../../../shared/stats/negative-binomial.ts';
import { normalQuantile } from '../../../shared/stats/normal-quantile.ts';
import { studentTOutside } from '../../../shared/stats/student-t.ts';
import { farthest, readGolden } from '../../support/golden-stats.ts';

const reference = readGolden<{
  chiSquare: [number, number, number][];
  f: [number, number, number, number][];
  normal: [number, number][];
  f99: [number, number, number][];
  negativeBinomial: [number, number, number, number][];
  t: [number, number, number][];
}>('tails.json');

describe('tails of distributions', () => {
  it('agree with R to 1e-12', () => {
    const { chiSquare, f, t } = reference;
    expect([chiSquare.length, f.length, t.length]).toEqual([5, 60, 56]);
    expect(farthest(chiSquare.map(([x, df, p]) => [chiSquareTail(x, df), p]))).toBeLessThan(1e-12);
    expect(farthest(f.map(([x, above, below, p]) => [fisherFTail(x, above, below), p]))).toBeLessThan(1e-12);
    expect(farthest(t.map(([x, df, p]) => [studentTOutside(x, df), p]))).toBeLessThan(1e-12);
  });

  it('are 1 and 0 at the ends', () => {
    expect(fisherFTail(0, 2, 3)).toBe(1);
    expect(chiSquareTail(0, 3)).toBe(1);
    expect(chiSquareTail(Number.POSITIVE_INFINITY, 3)).toBe(0);
  });
});

describe('upperIncompleteGamma', () => {
  it('is exp(−x) at 1, on both sides of where the series ends', () => {
    for (const x of [0.5, 1.999, 2, 2.001, 30, 700])
      expect(farthest([[upperIncompleteGamma(1, x), Math.exp(-x)]]), `${x}`).toBeLessThan(1e-12);
  });

  it('refuses what it is not of', () => {
    expect(() => upperIncompleteGamma(0, 1)).toThrow(/a > 0 and x >= 0; got 0, 1/);
    expect(() => upperIncompleteGamma(1, -1)).toThrow(RangeError);
  });
});

describe('normalQuantile', () => {
  it('agrees with R to 1e-12, to tails of 1e-300', () => {
    expect(reference.normal.length).toBe(7);
    expect(farthest(reference.normal.map(([p, z]) => [normalQuantile(p), z]))).toBeLessThan(1e-12);
  });

  it('is odd about one half, and refuses what is no probability', () => {
    expect(normalQuantile(0.5)).toBe(0);
    expect(normalQuantile(0.25)).toBe(-normalQuantile(0.75));
    for (const p of [0, 1, -0.1, Number.NaN]) expect(() => normalQuantile(p)).toThrow(RangeError);
  });
});

describe('fisherFQuantile', () => {
  it('agrees with R to 1e-12, and is turned back', () => {
    expect(farthest(reference.f99.map(([a, b, q]) => [fisherFQuantile(0.99, a, b), q]))).toBeLessThan(1e-12);
    for (const p of [0.001, 0.5, 0.999])
      expect(fisherFTail(fisherFQuantile(p, 3, 7), 3, 7)).toBeCloseTo(1 - p, 12);
    expect(() => fisherFQuantile(1, 2, 3)).toThrow(RangeError);
  });
});

describe('lnNegativeBinomial', () => {
  it('agrees with R to 1e-11, from nearly Poisson on', () => {
    const { negativeBinomial } = reference;
    expect(negativeBinomial.length).toBe(45);
    for (const [count, mean, dispersion, expected] of negativeBinomial) {
      const apart = Math.abs(lnNegativeBinomial(count, mean, dispersion) - expected);
      expect(apart, `${count} of ${mean}, ${dispersion}`).toBeLessThan(
        1e-11 * Math.max(1, Math.abs(expected)),
      );
    }
  });
});
