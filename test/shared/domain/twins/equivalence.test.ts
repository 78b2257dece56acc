import { describe, expect, it } from 'vitest';
import { equivalenceOf } from '../../../../shared/domain/twins/equivalence.ts';
import { intervalAround } from '../../../../shared/domain/twins/interval.ts';

/** 0.3 ± 0.1 at 90 %, ± 0.2 at 95 %. */
const uncertainty = {
  half: (miss: number) => (miss === 0.1 ? 0.1 : 0.2),
  effectiveSampleSize: 50,
  leastTimes: 30,
};
const answer = intervalAround(0.3, 400, uncertainty);

describe('equivalenceOf', () => {
  it('is the 90 % interval within the margin: two one-sided tests at 5 %', () => {
    const verdict = (margin: number) => equivalenceOf(answer, margin, 0.01).equivalent;
    expect(equivalenceOf(answer, 0.45, 0.01)).toEqual({
      ...{ margin: 0.45, equivalent: true },
      ci90: [0.3 - 0.1, 0.3 + 0.1],
    });
    // The 95 % interval reaches 0.5.
    expect([verdict(0.5), verdict(0.4), verdict(0.39), verdict(0.1)]).toEqual([true, true, false, false]);
    const below = intervalAround(-0.3, 400, uncertainty);
    expect([0.45, 0.39].map((margin) => equivalenceOf(below, margin, 0.01).equivalent)).toEqual([
      true,
      false,
    ]);
  });

  it('tells nothing where both sensors together are no more accurate than the margin', () => {
    expect(equivalenceOf(answer, 0.5, 0.35).equivalent).toBe(true);
    const { equivalent, reason } = equivalenceOf(answer, 0.5, 0.4);
    expect(equivalent).toBeNull();
    expect(reason).toBe('both sensors together are accurate to 0.57, expected less than the margin of 0.5');
  });

  it('tells nothing where the accuracy is not declared', () => {
    const { equivalent, ci90, reason } = equivalenceOf(answer, 0.5, null);
    expect({ equivalent, ci90 }).toEqual({ equivalent: null, ci90: [0.3 - 0.1, 0.3 + 0.1] });
    expect(reason).toContain('the channel declares no accuracy');
  });
});
