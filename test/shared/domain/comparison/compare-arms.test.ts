import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { UnitValue } from '../../../../shared/domain/comparison/arms-asked.ts';
import { type ArmsCompared, compareArms } from '../../../../shared/domain/comparison/compare-arms.ts';

const arm = (name: string, values: readonly number[]): UnitValue[] =>
  values.map((value, i) => ({ unit: `${name}${i + 1}`, value }));

function compared(
  a: readonly number[],
  b: readonly number[],
  how: Partial<Parameters<typeof compareArms>[2]> = {},
): ArmsCompared {
  const answer = compareArms(arm('F', a), arm('G', b), { scale: 'difference', by: 'units', ...how });
  if ('code' in answer) throw new Error(answer.code);
  return answer;
}

/** Logarithms of pits an area of five units an arm, and what R 4.2.2 makes of them (oracles of small_n). */
const GROUND = [1.840272252516, 1.051005089936, 1.381576227271, 1.536694507242, 1.22280785254];
const FLIGHT = [0.800468997045, 0.8958704011795, 1.675705768209, 1.572672718609, 1.33891984624];

describe('compareArms', () => {
  it('agrees with R on five units against five: Welch, exact permutation, Hedges g', () => {
    const { estimate, ci95, pValue, permutation, hedgesG, known } = compared(FLIGHT, GROUND);
    expect(estimate).toBeCloseTo(-0.1497436396447, 12);
    expect(known?.df).toBeCloseTo(7.500062534541, 10);
    expect(pValue).toBeCloseTo(0.5203640663636, 11);
    expect(ci95?.[0]).toBeCloseTo(-0.667855996302, 11);
    expect(ci95?.[1]).toBeCloseTo(0.3683687170125, 11);
    expect(permutation).toEqual({ pValue: 128 / 252, smallestAttainable: 2 / 252 });
    expect(hedgesG?.g).toBeCloseTo(-0.3849647051921, 11);
    // R's search ends six digits in.
    expect(hedgesG?.ci95?.[0]).toBeCloseTo(-1.507725255515, 6);
    expect(hedgesG?.ci95?.[1]).toBeCloseTo(0.7607789603758, 6);
  });

  it('says a ratio as one: of the logarithms, told back', () => {
    const same = compared(FLIGHT.map(Math.exp), GROUND.map(Math.exp), { scale: 'ratio' });
    expect(same.estimate).toBeCloseTo(Math.exp(-0.1497436396447), 12);
    expect(same.ci95?.[0]).toBeCloseTo(Math.exp(-0.667855996302), 11);
    expect(same.pValue).toBeCloseTo(0.5203640663636, 11);
  });

  it('says what n units can see: d of 3.07 at three an arm, ratios of 2.15 at a spread of 0.25', () => {
    // Sample standard deviations of 0.25 on either side.
    const spread = [-0.25, 0, 0.25];
    expect(compared(spread, spread).minimumDetectable).toBeCloseTo(3.0708922664 * 0.25, 9);
    const ratio = compared(spread.map(Math.exp), spread.map(Math.exp), { scale: 'ratio' });
    expect(ratio.minimumDetectable).toBeCloseTo(2.1548542042, 9);
  });

  it.each([
    [3, 0.1, 0.25],
    [4, 0.0285714285714286, 0.125],
    [5, 0.00793650793650794, 0.0625],
    [6, 0.00216450216450216, 0.03125],
  ])('says the smallest p that %i units an arm can reach', (n, unpaired, paired) => {
    const a = Array.from({ length: n }, (_, i) => 100 + i * i);
    const b = Array.from({ length: n }, (_, i) => i);
    const groups = compared(a, b).permutation!;
    expect(groups.pValue).toBeCloseTo(unpaired, 14);
    expect(groups.smallestAttainable).toBeCloseTo(unpaired, 14);
    const pairs = compared(a, b, { by: 'pairs' }).permutation!;
    expect(pairs.pValue).toBeCloseTo(paired, 14);
    expect(pairs.smallestAttainable).toBeCloseTo(paired, 14);
  });

  it('takes pairs as pairs', () => {
    const { estimate, ci95, pValue, known } = compared([11, 13, 17], [10, 11, 14], { by: 'pairs' });
    // Differences 1, 2, 3: mean 2, standard deviation 1; t(0.975, 2) is 4.302652729912.
    expect(estimate).toBeCloseTo(2, 13);
    expect(known).toEqual({ se: expect.closeTo(1 / Math.sqrt(3), 13), df: 2 });
    expect(ci95?.[0]).toBeCloseTo(2 - 4.302652729912 / Math.sqrt(3), 9);
    expect(pValue).toBeCloseTo(0.0741799, 6);
  });

  it('has no effect size of two pairs, of which none is without bias', () => {
    const two = compared([3, 5], [1, 2], { by: 'pairs' });
    expect(two.hedgesG).toBeNull();
    expect(two.ci95).not.toBeNull();
  });

  it('gives no p and no interval below two units an arm, and says why', () => {
    const { estimate, ci95, ci95Reason, pValue, pValueReason, hedgesG } = compared([3], [1, 2]);
    expect(estimate).toBe(1.5);
    expect([ci95, pValue, hedgesG]).toEqual([null, null, null]);
    expect(pValueReason).toBe(
      '1 against 2 units: how far units of one arm are apart is known from 2 of each on',
    );
    expect(ci95Reason).toBe(pValueReason);
    expect(compared([], [1]).estimate).toBeNull();
  });

  it('gives none where no unit differs from another of its arm', () => {
    const { pValue, pValueReason, minimumDetectable } = compared([2, 2, 2], [1, 1, 1]);
    expect([pValue, minimumDetectable]).toEqual([null, null]);
    expect(pValueReason).toMatch(/^3 against 3 units: those of one arm do not differ/);
  });

  it('takes what rounding leaves of no spread as none', () => {
    // 37.1 less 36.1 is not to the last bit what 37.3 less 36.3 is.
    const { estimate, pValue, pValueReason } = compared([37.1, 37.2, 37.3], [36.1, 36.2, 36.3], {
      by: 'pairs',
    });
    expect([estimate, pValue]).toEqual([expect.closeTo(1, 12), null]);
    expect(pValueReason).toMatch(/do not differ/);
  });

  it('compares units within blocks: what is a block’s own is in no figure', () => {
    const inBlocks = (name: string, values: readonly number[]): UnitValue[] =>
      values.map((value, i) => ({ unit: `${name}${i}`, value, block: `D${i % 3}` }));
    const how = { scale: 'difference', by: 'blocks' } as const;
    const [a, b] = [inBlocks('F', [11, 23, 37, 11, 24, 34]), inBlocks('G', [10, 21, 34, 9, 20, 31])];
    const raised = b.map((one) => (one.block === 'D1' ? { ...one, value: one.value + 100 } : one));
    const also = a.map((one) => (one.block === 'D1' ? { ...one, value: one.value + 100 } : one));
    const [plain, moved] = [compareArms(a, b, how), compareArms(also, raised, how)];
    if ('code' in plain || 'code' in moved) throw new Error('expected figures');
    expect(plain.known?.df).toBe(8);
    expect(moved.estimate).toBeCloseTo(plain.estimate!, 10);
    expect(moved.pValue).toBeCloseTo(plain.pValue!, 10);
    expect(moved.permutation).toEqual(plain.permutation);
    expect(plain.hedgesG?.g).toBeGreaterThan(0);
  });

  it('refuses a ratio of what is not above 0, and pairs that are none, by name', () => {
    const how = { scale: 'ratio', by: 'units' } as const;
    expect(compareArms(arm('F', [1, 0]), arm('G', [1, 2]), how)).toEqual({
      ...{ code: 'comparison.not-positive', unit: 'F2', value: 0 },
    });
    expect(compareArms(arm('F', [1, 2]), arm('G', [1]), { scale: 'difference', by: 'pairs' })).toEqual({
      ...{ code: 'comparison.unpaired', units: [2, 1] },
    });
  });

  it('points one way: interval and p at 5 % say the same, and arms turned round say the opposite', () => {
    const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(values, values, (a, b) => {
        const one = compared(a, b);
        const other = compared(b, a);
        expect(other.estimate).toBeCloseTo(-one.estimate!, 9);
        expect(other.permutation?.pValue).toBe(one.permutation?.pValue);
        if (one.ci95 === null) return;
        const isBeyond = one.ci95[0] > 0 || one.ci95[1] < 0;
        if (Math.abs(one.pValue! - 0.05) > 1e-9) expect(one.pValue! < 0.05).toBe(isBeyond);
        expect(other.ci95?.[0]).toBeCloseTo(-one.ci95[1], 6);
      }),
      { seed: 12, numRuns: 300 },
    );
  });
});
