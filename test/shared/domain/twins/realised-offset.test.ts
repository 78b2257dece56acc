import { describe, expect, it } from 'vitest';
import { realisedOffset } from '../../../../shared/domain/twins/realised-offset.ts';

const pairs = (flight: readonly number[], apart: (i: number) => number) => ({
  flightTimes: Float64Array.from(flight, (second) => second * 1e6),
  groundTimes: Float64Array.from(flight, (second, i) => (second + 3600 + apart(i)) * 1e6),
});

describe('the realised offset of pairs', () => {
  it('is the median and the farthest of ground minus flight after the shift, over all parts', () => {
    const parts = [pairs([0, 60, 120], () => 30), pairs([180, 240], (i) => (i === 1 ? -45 : 30))];
    expect(realisedOffset(parts, 3600e6)).toEqual({ medianSeconds: 30, maxSeconds: -45 });
  });

  it('looks at every pair for the farthest, at 20,000 for the median', () => {
    const many = Array.from({ length: 50_001 }, (_, i) => i);
    const part = pairs(many, (i) => (i === 49_999 ? 0.4 : 0.1));
    const found = realisedOffset([part], 3600e6);
    expect(found?.medianSeconds).toBeCloseTo(0.1, 9);
    expect(found?.maxSeconds).toBeCloseTo(0.4, 9);
  });

  it('is none without pairs', () => {
    expect(realisedOffset([], 0)).toBeNull();
  });
});
