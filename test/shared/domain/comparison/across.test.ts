import { describe, expect, it } from 'vitest';
import { agreementOf, type KnownEffect } from '../../../../shared/domain/comparison/across.ts';
import { armsSeen } from '../../../../shared/domain/comparison/arms-seen.ts';
import { randomStream } from '../../../../shared/simulator/random.ts';

const ratio = (size: number, se = 0.1, df = 4): KnownEffect => ({ scale: 'ratio', size, se, df });

describe('two effects', () => {
  it('are held against each other by the ratio of their ratios, with added variances and Welch–Satterthwaite', () => {
    const found = agreementOf(ratio(Math.log(2), 0.3, 4), ratio(Math.log(1.5), 0.4, 6), null);
    // df = 0.25² / (0.09²/4 + 0.16²/6) = 9.934; t(0.975, df) = 2.2300; se = 0.5.
    expect(found.df).toBeCloseTo(9.9338, 4);
    expect(found.estimate).toBeCloseTo(4 / 3, 12);
    expect(found.ci95[1]).toBeCloseTo((4 / 3) * Math.exp(2.23 * 0.5), 2);
    expect(found).toMatchObject({ verdict: 'INCONCLUSIVE' });
    expect(found.sentence).toBe(
      'they are not told apart, which is not that they agree: not both assays declare a margin (equivalence) within which they would',
    );
  });

  it('differ where the interval leaves one ratio out, and agree within a margin that both declare', () => {
    expect(agreementOf(ratio(1), ratio(-1), null)).toMatchObject({
      verdict: 'DIFFER',
      sentence: 'they differ',
    });
    expect(agreementOf(ratio(0.5, 0.03), ratio(0.52, 0.03), 1.25)).toMatchObject({
      ...{ verdict: 'EQUIVALENT', sentence: 'they agree within the margin of × 1.25' },
    });
    expect(agreementOf(ratio(0.5), ratio(0.52), 1.25).sentence).toContain('not within the margin of × 1.25');
    const apart = { scale: 'difference', size: -2, se: 1, df: Number.POSITIVE_INFINITY } as const;
    const found = agreementOf(apart, { ...apart, size: 1 }, null);
    expect(found.estimate).toBe(-3);
    expect(found.ci95[0]).toBeCloseTo(-3 - 1.959964 * Math.SQRT2, 5);
    expect(found.pValue).toBeCloseTo(0.0339, 4);
  });

  it('of experiments that agree are told to differ in 5 % at most, with three and five units an arm', () => {
    let differ = 0;
    for (let run = 0; run < 2000; run++) {
      const stream = randomStream(59, `run ${run}`);
      const effect = (units: number, sd: number): KnownEffect => {
        const arm = (mean: number) =>
          Array.from({ length: units }, (_, i) => ({
            unit: `u${i}`,
            value: Math.exp(mean + sd * stream.normal()),
          }));
        const seen = armsSeen(arm(0.7), arm(0), { scale: 'ratio', by: 'units' });
        if ('code' in seen || seen.known === null) throw new Error('not compared');
        const { difference: size, se, df } = seen.known;
        return { scale: 'ratio', size, se, df };
      };
      if (agreementOf(effect(3, 0.2), effect(5, 0.4), null).verdict === 'DIFFER') differ++;
    }
    expect(differ / 2000).toBeLessThan(0.06);
    expect(differ / 2000).toBeGreaterThan(0.02);
  });
});
