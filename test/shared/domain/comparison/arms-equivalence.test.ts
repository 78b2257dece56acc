import { describe, expect, it } from 'vitest';
import { armsEquivalence } from '../../../../shared/domain/comparison/arms-equivalence.ts';
import { armsSeen } from '../../../../shared/domain/comparison/arms-seen.ts';
import { randomStream } from '../../../../shared/simulator/random.ts';

const RATIO = { scale: 'ratio', value: 1.25 } as const;
const known = { se: 0.05, df: 4 };

describe('two arms', () => {
  it('are equal where the 90 % interval is within the margin on either side, of a ratio on its logarithm', () => {
    // t(0.95, 4) = 2.131847: ± 0.1066 about ln 1.1 = 0.0953; ln 1.25 = 0.2231.
    const equal = armsEquivalence({ scale: 'ratio', estimate: 1.1, known }, RATIO);
    expect(equal).toMatchObject({ margin: 1.25, equivalent: true });
    expect(equal.ci90![0]).toBeCloseTo(Math.exp(Math.log(1.1) - 2.131847 * 0.05), 6);
    expect(armsEquivalence({ scale: 'ratio', estimate: 1.2, known }, RATIO).equivalent).toBe(false);
    const apart = { scale: 'difference', estimate: -0.3, known } as const;
    expect(armsEquivalence(apart, { scale: 'difference', value: 0.5 }).equivalent).toBe(true);
    expect(armsEquivalence(apart, { scale: 'difference', value: 0.4 }).equivalent).toBe(false);
  });

  it('are not known to be without an interval, or by a margin of another scale', () => {
    const none = { scale: 'ratio', estimate: 1, known: null, ci95Reason: 'one unit of an arm' } as const;
    expect(armsEquivalence(none, RATIO)).toEqual({
      ...{ margin: 1.25, equivalent: null, ci90: null, reason: 'no interval: one unit of an arm' },
    });
    expect(armsEquivalence({ ...none, known }, { scale: 'difference', value: 1 }).reason).toBe(
      'the margin is of a difference, and the arms are told apart by a ratio',
    );
  });

  it('that are apart by just the margin are told to be equal in 5 % of experiments at most', () => {
    let told = 0;
    for (let run = 0; run < 2000; run++) {
      const stream = randomStream(97, `run ${run}`);
      const arm = (mean: number) =>
        Array.from({ length: 4 }, (_, i) => ({
          unit: `u${i}`,
          value: Math.exp(mean + 0.08 * stream.normal()),
        }));
      const seen = armsSeen(arm(Math.log(1.25)), arm(0), { scale: 'ratio', by: 'units' });
      if ('code' in seen || seen.known === null) throw new Error('not compared');
      const { difference, se, df } = seen.known;
      const figures = { scale: 'ratio', estimate: Math.exp(difference), known: { se, df } } as const;
      if (armsEquivalence(figures, RATIO).equivalent === true) told++;
    }
    expect(told / 2000).toBeLessThan(0.06);
    expect(told).toBeGreaterThan(0);
  });
});
