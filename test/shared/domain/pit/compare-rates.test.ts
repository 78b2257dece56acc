import { describe, expect, it } from 'vitest';
import { compareRates, type UnitRate } from '../../../../shared/domain/pit/compare-rates.ts';

const arm = (name: string, ...all: readonly (readonly [count: number, exposure: number])[]): UnitRate[] =>
  all.map(([count, exposure], i) => ({ unit: `${name}${i + 1}`, count, exposure }));

/** Pits of five units an arm, and what R 4.2.2 makes of them (oracles of small_n). */
const GROUND = arm('G', [139, 22.149], [72, 25.345], [90, 22.732], [104, 22.477], [84, 24.877]);
const FLIGHT = arm('F', [46, 20.884], [59, 24.291], [133, 24.988], [123, 25.625], [85, 22.412]);

function figures(a: readonly UnitRate[], b: readonly UnitRate[]) {
  const told = compareRates(a, b);
  if (told.primary === null) throw new Error(told.reason);
  return told;
}

describe('pits of one arm against another', () => {
  it('are told by unit totals, with a ratio of geometric means beside it', () => {
    const { primary, sensitivity } = figures(FLIGHT, GROUND);
    expect(Math.log(primary.estimate)).toBeCloseTo(-0.09730268945203, 9);
    expect(Math.log(primary.ci95[0])).toBeCloseTo(-0.5976753790159, 7);
    expect(Math.log(primary.ci95[1])).toBeCloseTo(0.4030700001118, 7);
    expect(primary.pValue).toBeCloseTo(0.6657419090331, 7);
    expect(Math.log(sensitivity.estimate!)).toBeCloseTo(-0.1497436396447, 12);
    expect(sensitivity.pValue).toBeCloseTo(0.5203640663636, 11);
    expect(sensitivity.permutation).toEqual({ pValue: 128 / 252, smallestAttainable: 2 / 252 });
    expect(sensitivity.hedgesG?.g).toBeCloseTo(-0.3849647051921, 11);
  });

  it('have no ratio where an arm counts none, and a bound of its rate instead', () => {
    const none = arm('F', [0, 10], [0, 10], [0, 10]);
    expect(compareRates(none, arm('G', [5, 10], [5, 10], [5, 10]))).toEqual({
      primary: null,
      reason: 'an arm without a pit has no ratio to the other, and a bound instead',
      // The rule of three: 3.0 in 30 mm².
      bound: { arm: 'a', rateBelow: expect.closeTo(-Math.log(0.05) / 30, 12) },
    });
    // Units that scatter more widen it: 1, 5 and 9 have a dispersion of 32 / 5 over 2.
    const told = compareRates(arm('F', [1, 10], [5, 10], [9, 10]), none);
    expect(told).toMatchObject({
      bound: { arm: 'b', rateBelow: expect.closeTo((-Math.log(0.05) * 3.2) / 30, 12) },
    });
  });

  it.each([
    [
      arm('F', [3, 10]),
      GROUND,
      '1 against 5 units: how far units of one arm are apart is known from 2 of each on',
    ],
    [
      arm('F', [0, 10], [0, 10]),
      arm('G', [0, 10], [0, 10]),
      'no pit was counted in either arm: there is no ratio',
    ],
    [
      arm('F', [2, 1], [2, 1]),
      arm('G', [4, 2], [4, 2]),
      'units of an arm do not scatter: chance cannot be told',
    ],
  ])('say why there is no ratio: %#', (a, b, reason) => {
    expect(compareRates(a, b)).toMatchObject({ primary: null, reason });
  });

  it('know a unit without a pit from one that was not looked at', () => {
    const { primary } = figures(arm('F', [0, 10], [8, 10], [7, 10]), arm('G', [9, 10], [5, 10], [6, 10]));
    expect(primary.estimate).toBeCloseTo(15 / 20, 12);
  });
});
