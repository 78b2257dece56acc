import { describe, expect, it } from 'vitest';
import { nullSpread } from '../../../../shared/domain/comparison/null-spread.ts';

describe('ground against ground', () => {
  it('tells the spread of units, arms and runs, and the largest difference', () => {
    const told = nullSpread([
      { experiment: 'R1', arm: 'a', values: [1, 3] },
      { experiment: 'R1', arm: 'b', values: [2, 4] },
      { experiment: 'R2', arm: 'a', values: [10] },
    ]);
    expect(told).toMatchObject({ runs: 2, units: 5, largest: 7.5 });
    // Two arms of two units, each with a sum of squares of 2, and two degrees of freedom together.
    expect(told.unitSd).toBeCloseTo(Math.SQRT2, 12);
    expect(told.differences).toEqual([
      { between: 'arms', of: 'a and b of R1', value: -1 },
      { between: 'runs', of: 'R1 and R2', value: -7.5 },
    ]);
    expect(told.sentence).toBe(
      '5 units of 2 rehearsals: 2 differences of arms and runs that should not differ',
    );
  });

  it.each([
    [[], 'no unit of a rehearsal has a value of it: nothing was looked at'],
    [
      [{ experiment: 'R1', arm: 'a', values: [1, 2] }],
      '2 units of 1 rehearsal in one arm: nothing is told of arms or runs that should not differ',
    ],
    [
      [
        { experiment: 'R1', arm: 'a', values: [1] },
        { experiment: 'R1', arm: 'b', values: [2] },
      ],
      '2 units of 1 rehearsal: 1 difference of arms that should not differ; between runs nothing is known',
    ],
    [
      [
        { experiment: 'R1', arm: 'a', values: [1] },
        { experiment: 'R2', arm: 'a', values: [2] },
      ],
      '2 units of 2 rehearsals: 1 difference of runs that should not differ; between arms of a run nothing is known',
    ],
  ])('says what was looked at: %#', (arms, sentence) => {
    expect(nullSpread(arms).sentence).toBe(sentence);
  });
});
