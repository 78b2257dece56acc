import { describe, expect, it } from 'vitest';
import { randomStream } from '../../../shared/simulator/random.ts';
import { cosinePowers } from '../../../shared/stats/cosine-powers.ts';
import { explanationsOf } from '../../../shared/stats/slow-noise.ts';
import { autoregression, autoregressive } from '../../support/coverage-grid.ts';

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}

describe('explanationsOf', () => {
  it('weighs processes by the data: all together 1, most where the true decorrelation time is', () => {
    const random = randomStream(8, 'slow-noise');
    // 1,440 samples of φ 0.97 hold 21.9 decorrelation times.
    const expected = Array.from({ length: 40 }, () => {
      const all = explanationsOf(cosinePowers([autoregression(random, 1440, 0.97)], 80), 1440);
      expect(all.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
      return Math.exp(all.reduce((sum, { weight, times }) => sum + weight * Math.log(times), 0));
    });
    expect(median(expected)).toBeGreaterThan(15);
    expect(median(expected)).toBeLessThan(32);
  });

  it('scales by the standard error of the mean, which of an AR(1) process is known', () => {
    const random = randomStream(9, 'slow-noise');
    const { standardError } = autoregressive(0.97, 4320).known!;
    const scales = Array.from({ length: 40 }, () => {
      const all = explanationsOf(cosinePowers([autoregression(random, 4320, 0.97)], 80), 4320);
      return (
        Math.exp(all.reduce((sum, { weight, scale }) => sum + weight * Math.log(scale), 0)) / Math.sqrt(4320)
      );
    });
    expect(median(scales) / standardError).toBeGreaterThan(0.9);
    expect(median(scales) / standardError).toBeLessThan(1.15);
  });

  it('does not depend on the unit', () => {
    const powers = cosinePowers([autoregression(randomStream(10, 'unit'), 300, 0.8)], 80);
    const [one, other] = [powers, powers.map((power) => 1e6 * power)].map((some) =>
      explanationsOf(some, 300),
    );
    one!.forEach(({ weight, scale }, i) => {
      expect(other![i]!.weight).toBeCloseTo(weight, 9);
      expect(other![i]!.scale / scale).toBeCloseTo(1000, 6);
    });
  });
});
