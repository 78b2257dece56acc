import { describe, expect, it } from 'vitest';
import { chartThresholds } from '../../../../../shared/domain/detect/drift/thresholds.ts';

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
});
