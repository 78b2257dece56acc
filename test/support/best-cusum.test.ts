import { describe, expect, it } from 'vitest';
import { bestDelay, cusumDelay } from './best-cusum.ts';

describe('cusumDelay', () => {
  // Average run lengths under a linear drift: the integral equation, as the package spc of R solves it.
  it.each([
    [0.25, 13.1113122759616, 0.001, 299.838288022004],
    [0.25, 13.1113122759616, 0.01, 66.7328441284959],
    [0.5, 11.320884776709, 0.01, 86.4991971335761],
  ])('of k %d, h %d and a slope of %d is the exact one to 0.2 %%', (k, h, slope, exact) => {
    const delay = cusumDelay(k, h, (step) => slope * step);
    expect(Math.abs(delay / exact - 1)).toBeLessThan(0.002);
  });
});

describe('bestDelay', () => {
  it('is that of the chart made for the shift: k of half of it', () => {
    // Two-sided, a false alarm in 51,840 values: 51.68 for a shift of 0.583.
    expect(bestDelay(51_840, () => 0.583)).toBeCloseTo(51.7, 0);
  });
});
