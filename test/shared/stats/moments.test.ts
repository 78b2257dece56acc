import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addToMoments,
  type Moments,
  mergeMoments,
  sampleVariance,
  startMoments,
} from '../../../shared/stats/moments.ts';

const momentsOf = (values: readonly number[]): Moments => {
  const moments = startMoments();
  for (const value of values) addToMoments(moments, value);
  return moments;
};

describe('moments', () => {
  it('give the sample variance with divisor n − 1', () => {
    expect(sampleVariance(momentsOf([2, 4, 4, 4, 5, 5, 7, 9]))).toBeCloseTo(32 / 7, 14);
  });

  it('have no variance below two values', () => {
    expect(sampleVariance(startMoments())).toBeNull();
    expect(sampleVariance(momentsOf([5]))).toBeNull();
  });

  it('do not cancel where the spread is small beside the values', () => {
    expect(sampleVariance(momentsOf([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16]))).toBe(30);
  });

  it('merge to the moments of all values, wherever they are cut', () => {
    const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { maxLength: 40 });
    fc.assert(
      fc.property(values, values, (a, b) => {
        const merged = mergeMoments(momentsOf(a), momentsOf(b));
        const whole = momentsOf([...a, ...b]);
        expect(merged.n).toBe(whole.n);
        expect(merged.mean).toBeCloseTo(whole.mean, 9);
        expect(merged.m2).toBeCloseTo(whole.m2, 5);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('merging changes neither side', () => {
    const a = Object.freeze(momentsOf([1, 2]));
    const b = Object.freeze(momentsOf([5]));
    expect(mergeMoments(a, b)).toMatchObject({ n: 3 });
    expect(mergeMoments(startMoments(), b)).not.toBe(b);
  });
});
