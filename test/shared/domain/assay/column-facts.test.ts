import { describe, expect, it } from 'vitest';
import { columnFacts } from '../../../../shared/domain/assay/column-facts.ts';

describe('the facts of a column', () => {
  it('count what is there, each column apart', () => {
    const values = Float64Array.of(0, 1.5, 30, Number.NaN, 0.25, -2, 12, 0);
    expect(columnFacts(values, ['a', 'b'])).toEqual([
      {
        ...{ name: 'a', given: 4, nonZero: 3, whole: 2, negative: 0, belowOne: 1, aboveLog: 1 },
        ...{ sum: 42.25, highest: 30, lowest: 0.25, step: null },
      },
      {
        ...{ name: 'b', given: 3, nonZero: 2, whole: 1, negative: 1, belowOne: 0, aboveLog: 0 },
        ...{ sum: -0.5, highest: 1.5, lowest: 1.5, step: null },
      },
    ]);
  });

  it('know the step of counts that were divided by a number, rounded to three decimals too', () => {
    const divided = Float64Array.from({ length: 60 }, (_, i) => Math.round((1000 * (i % 12)) / 0.83) / 1000);
    expect(columnFacts(divided, ['a'])[0]?.step).toBeCloseTo(1 / 0.83, 3);
  });

  it.each([
    ['counts themselves', (i: number) => i % 9],
    ['what was rounded to the hundredth', (i: number) => (i % 9) / 100],
    ['what has no step', (i: number) => 0.7 + ((i * 0.61803) % 5)],
  ])('know no step of %s', (_, value) => {
    const values = Float64Array.from({ length: 200 }, (__, i) => value(i));
    expect(columnFacts(values, ['a'])[0]?.step).toBeNull();
  });

  it('are of nothing where the column has no number', () => {
    expect(columnFacts(Float64Array.of(Number.NaN), ['a'])[0]).toMatchObject({
      given: 0,
      sum: 0,
      step: null,
    });
  });
});
