import { describe, expect, it } from 'vitest';
import { cusumRunLength, cusumThreshold } from '../../../shared/stats/cusum-run-length.ts';

/**
 * Exact thresholds of two-sided charts: the integral equation, as the package spc of R solves it; of longer runs by Gauss
 * and Legendre with 60 + 8h nodes, which gives the same for the shorter ones.
 */
const EXACT = [
  [0.15, 525_600, 34.71742347885429],
  [0.15, 10_000_000, 44.53598631696221],
  [0.5, 10_000_000, 14.959781911922908],
  [0.15, 1_000_000_000, 59.88700378923308],
  [0.5, 1_000_000_000, 19.564899623749735],
  [0.25, 4_320, 12.8207161636966],
  [0.25, 51_840, 17.7773919000476],
  [0.25, 525_600, 22.3870475305992],
  [0.5, 4_320, 7.21486931390447],
  [0.5, 51_840, 9.69783136039223],
  [0.5, 525_600, 12.0140075790414],
] as const;

describe('cusumThreshold', () => {
  it.each(EXACT)('of k %d and a run length of %d is the exact one to 0.02', (k, runLength, exact) => {
    expect(Math.abs(cusumThreshold(k, runLength) - exact)).toBeLessThan(0.02);
  });

  it('is low by 0.03 for k 1, as it says', () => {
    expect(4.98310766188913 - cusumThreshold(1, 51_840)).toBeCloseTo(0.028, 3);
  });

  it('gives back the run length', () => {
    expect(cusumRunLength(0.15, cusumThreshold(0.15, 56_871))).toBeCloseTo(56_871, 6);
  });

  it.each([
    [0, 1000],
    [0.25, 0.5],
    [0.25, Number.POSITIVE_INFINITY],
    [Number.NaN, 1000],
  ])('refuses k %d with a run length of %d', (k, runLength) => {
    expect(() => cusumThreshold(k, runLength)).toThrow(RangeError);
  });
});
