import { describe, expect, it } from 'vitest';
import { mannKendall, theilSenSlope } from '../../../shared/stats/trend.ts';

describe('theilSenSlope', () => {
  it('is the median of all slopes, a wild value among them', () => {
    const times = [0, 1, 2, 3.5, 5, 6, 7, 9];
    const values = [1, 1.2, 0.9, 1.8, 2.2, 9, 2.4, 3.1];
    // scipy.stats.theilslopes
    expect(theilSenSlope(times, values)).toBeCloseTo(0.23875, 12);
  });

  it('leaves out pairs at the same time, and says nothing where all are', () => {
    expect(theilSenSlope([1, 1, 2], [0, 4, 4])).toBe(2);
    expect(theilSenSlope([1, 1], [0, 4])).toBeNull();
    expect(theilSenSlope([], [])).toBeNull();
  });
});

describe('mannKendall', () => {
  it('is that of ten values that rise: S 45, variance 125', () => {
    expect(mannKendall([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])).toBeCloseTo(8.303e-5, 8);
  });

  it('corrects for ties', () => {
    // S 25, variance 207: 2 P(Z > 24 / √207)
    expect(mannKendall([3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8])).toBeCloseTo(0.09529283802345664, 12);
  });

  it('sees no trend in equal values, in one, and in none', () => {
    expect(mannKendall([2, 2, 2, 2])).toBe(1);
    expect(mannKendall([2])).toBe(1);
    expect(mannKendall([])).toBe(1);
  });
});
