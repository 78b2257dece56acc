import { describe, expect, it } from 'vitest';
import { mean } from '../../../shared/stats/mean.ts';

describe('mean', () => {
  it('is null for no values', () => {
    expect(mean(new Float64Array(0))).toBeNull();
  });

  it('takes zero for a reading', () => {
    expect(mean(Float64Array.of(0, 0, 3))).toBe(1);
  });

  it('keeps what a plain sum would lose beside a large value', () => {
    expect(mean(Float64Array.of(1e100, 1, -1e100, 2))).toBe(0.75);
    expect(mean(Float64Array.of(1, 1e100, 1, -1e100))).toBe(0.5);
  });

  it('is exact to the last digits over a million readings near 1e9', () => {
    expect(mean(new Float64Array(1_000_000).fill(1e9 + 0.1))).toBe(1e9 + 0.1);
  });
});
