import { describe, expect, it } from 'vitest';
import { compareArms } from '../../../../shared/domain/comparison/compare-arms.ts';
import { tippingPoint } from '../../../../shared/domain/comparison/tipping-point.ts';
import { randomStream } from '../../../../shared/simulator/random.ts';

const arm = (values: readonly number[]) => values.map((value, i) => ({ unit: `U${i}`, value }));
function tippingOf(a: readonly number[], b: readonly number[]): number | null {
  const answer = compareArms(arm(a), arm(b), { scale: 'difference', isPaired: false });
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

  it('is within a tenth of where simulated intervals over both spreads reach no effect', () => {
    // Truth 0: where τ is the tipping point, a difference as large as this one comes by chance in 5 % of experiments.
    const { normal } = randomStream(7, 'tipping');
    const a = [1.9, 2.2, 2.6, 2.1];
    const b = [0.4, 0.9, 0.7, 0.2];
    const tau = tippingOf(a, b)!;
    const difference = 2.2 - 0.55;
    const unitSd = Math.sqrt((0.26 + 0.29) / 6);
    const share = (of: number) => {
      let beyond = 0;
      for (let run = 0; run < 40_000; run++) {
        const drawn = Math.sqrt(unitSd ** 2 / 2 + 2 * of ** 2) * normal();
        if (Math.abs(drawn) > difference) beyond++;
      }
      return beyond / 40_000;
    };
    expect(share(tau * 0.9)).toBeLessThan(0.05);
    expect(share(tau * 1.1)).toBeGreaterThan(0.05);
  });
});
