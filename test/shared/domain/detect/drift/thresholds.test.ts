import { describe, expect, it } from 'vitest';
import { chartThresholds, leastBudget } from '../../../../../shared/domain/detect/drift/thresholds.ts';

const TEN_DAYS = { falsePages: 0.05, blocks: 1440, charts: 2 };

describe('chartThresholds', () => {
  it('gives each chart its part of the budget', () => {
    // A run length of 1,440 / −ln(1 − 0.025) = 56,877 blocks.
    const { slow, fast } = chartThresholds(TEN_DAYS);
    expect(slow).toBeCloseTo(27.309, 3);
    expect(fast).toBeCloseTo(9.783, 3);
  });

  it('asks for more where a mission is longer, more channels share it, or fewer false pages are allowed', () => {
    const { slow } = chartThresholds(TEN_DAYS);
    expect(chartThresholds({ ...TEN_DAYS, blocks: 4320 }).slow).toBeGreaterThan(slow);
    expect(chartThresholds({ ...TEN_DAYS, charts: 16 }).slow).toBeGreaterThan(slow);
    expect(chartThresholds({ ...TEN_DAYS, falsePages: 0.01 }).slow).toBeGreaterThan(slow);
  });

  it('asks for no more than is known to be kept, however small the budget', () => {
    const least = leastBudget(TEN_DAYS);
    expect(least).toBeCloseTo((2 * 1440) / 1e9, 10);
    const kept = chartThresholds({ ...TEN_DAYS, falsePages: least });
    for (const falsePages of [1e-9, 1e-300, Number.MIN_VALUE])
      expect(chartThresholds({ ...TEN_DAYS, falsePages })).toEqual({
        slow: expect.closeTo(kept.slow, 6),
        fast: expect.closeTo(kept.fast, 6),
      });
  });
});
