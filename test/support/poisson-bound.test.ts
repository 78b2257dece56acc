import { describe, expect, it } from 'vitest';
import { poissonBound } from './poisson-bound.ts';

describe('poissonBound', () => {
  // Half of the 95 % quantile of chi-square with 2 (n + 1) degrees of freedom.
  it.each([
    [0, 2.995732273553991],
    [1, 4.743864518390575],
    [5, 10.513034908749725],
    [40, 52.069369115136936],
    [2000, 2075.142591043989],
  ])('of %d seen is %d', (seen, bound) => {
    expect(poissonBound(seen)).toBeCloseTo(bound, 3);
  });
});
