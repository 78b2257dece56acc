import { describe, expect, it } from 'vitest';
import { median } from '../../../shared/stats/median.ts';

describe('median', () => {
  it('is null for no values', () => {
    expect(median(new Float64Array(0))).toBeNull();
  });

  it('is the middle value of an odd count and the mean of the middle two of an even one', () => {
    expect(median(Float64Array.of(10, -1, 2))).toBe(2);
    expect(median(Float64Array.of(3, 1, 2, 10))).toBe(2.5);
  });

  it('sorts by number, not by text, and leaves its input alone', () => {
    const values = Float64Array.of(100, 9, -20);
    expect(median(values)).toBe(9);
    expect([...values]).toEqual([100, 9, -20]);
  });

  it('does not overflow on two large middle values', () => {
    expect(median(Float64Array.of(1.5e308, 1.5e308))).toBe(1.5e308);
  });
});
