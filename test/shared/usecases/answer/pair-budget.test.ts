import { describe, expect, it } from 'vitest';
import { PairBudget } from '../../../../shared/usecases/answer/pair-budget.ts';

const DAY_AT_500_HZ = 43_200_000;

describe('the pairs that are read for one answer', () => {
  it('are a day of a channel at 500 Hz over all and by phase, and not that and another one', () => {
    const budget = new PairBudget();
    budget.take(DAY_AT_500_HZ);
    budget.take(DAY_AT_500_HZ);
    expect(() => budget.take(DAY_AT_500_HZ)).toThrow(
      expect.objectContaining({
        kind: 'too-large',
        code: 'deltas.too-many-pairs',
        message: expect.stringMatching(/129,600,000 pairs .*at most 120,000,000 pairs .*shorter range/),
        place: { field: 'from' },
      }),
    );
  });

  it('are as many as need be where nobody waits for the answer', () => {
    expect(() => new PairBudget(Infinity).take(1e12)).not.toThrow();
  });
});
