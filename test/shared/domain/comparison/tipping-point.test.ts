import { describe, expect, it } from 'vitest';
import { type ArmsCompared, compareArms } from '../../../../shared/domain/comparison/compare-arms.ts';
import { tippingPoint } from '../../../../shared/domain/comparison/tipping-point.ts';
import { randomStream } from '../../../../shared/simulator/random.ts';
import { addToMoments, startMoments } from '../../../../shared/stats/moments.ts';
import { welch } from '../../../../shared/stats/two-samples.ts';

const arm = (values: readonly number[]) => values.map((value, i) => ({ unit: `U${i}`, value }));
function tippingOf(a: readonly number[], b: readonly number[]): number | null {
  const answer = compareArms(arm(a), arm(b), { scale: 'difference', by: 'units' });
  if ('code' in answer) throw new Error(answer.code);
  return tippingPoint(answer);
}

describe('tippingPoint', () => {
  it('is 0 where the interval reaches no effect as it is, and none without an interval', () => {
    expect(tippingOf([1, 2, 3], [1, 2, 4])).toBe(0);
    expect(tippingOf([1], [2, 3])).toBeNull();
  });

  it('tends to the difference over √2 · 1.96 where units hardly scatter', () => {
    expect(tippingOf([5, 5.0001, 4.9999], [0, 0.0001, -0.0001])).toBeCloseTo(
      5 / (Math.SQRT2 * 1.959963984540054),
      6,
    );
  });

  // Whole experiments without any effect: one incubator per arm with a level of its own (sd τ of the logarithm), three or more
  // units in each that scatter by a quarter. The tipping point says how different incubators must be for an estimate to be
  // chance, at 5 %. So where incubators really differ by τ, 5 % of the experiments must have a tipping point above τ.
  const EXPERIMENTS = 4000;
  const UNIT_SD = 0.25;
  it.each([
    [3, 0.15],
    [3, 0.25],
    [4, 0.25],
    [6, 0.25],
  ])(
    'names, with %i units per arm, the sd between incubators of %d that was simulated, to a tenth',
    (n, tau) => {
      const { normal } = randomStream(11, `${n} units, incubators ${tau}`);
      const simulated = () => {
        const moments = startMoments();
        const incubator = tau * normal();
        for (let unit = 0; unit < n; unit++) addToMoments(moments, incubator + UNIT_SD * normal());
        return moments;
      };
      const points = Array.from({ length: EXPERIMENTS }, () => {
        const known = welch(simulated(), simulated())!;
        return tippingPoint({ ...ANY, scale: 'ratio', estimate: Math.exp(known.difference), known })!;
      }).sort((a, b) => a - b);
      const exceededBy5 = points[0.95 * EXPERIMENTS]!;
      expect(exceededBy5 / tau).toBeGreaterThan(0.9);
      expect(exceededBy5 / tau).toBeLessThan(1.1);
    },
  );
});

const ANY: Omit<ArmsCompared, 'scale' | 'estimate' | 'known'> = {
  ...{ ci95: null, pValue: null, permutation: null, hedgesG: null, minimumDetectable: null },
  sensitivity: null,
};
