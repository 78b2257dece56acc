import { describe, expect, it } from 'vitest';
import { randomStream } from '../../../shared/simulator/random.ts';
import { blockCosinePowers, cosinePowers } from '../../../shared/stats/cosine-powers.ts';

const noise = randomStream(5, 'waves');
const series = (n: number) => Float64Array.from({ length: n }, () => 1e4 + noise.normal());

function naive(values: Float64Array, j: number): number {
  const n = values.length;
  const wave = values.reduce((sum, value, t) => sum + value * Math.cos((Math.PI * j * (t + 0.5)) / n), 0);
  return (2 / n) * wave * wave;
}

describe('cosinePowers', () => {
  it('are the sums that define them', () => {
    const values = series(301);
    const powers = cosinePowers([values], 80);
    powers.forEach((power, i) => {
      expect(Math.abs(power - naive(values, i + 1)), `wave ${i + 1}`).toBeLessThan(1e-7);
    });
  });

  it('find a wave where it is, and nothing elsewhere', () => {
    const wave = Float64Array.from({ length: 100 }, (_, t) => Math.cos((3 * Math.PI * (t + 0.5)) / 100));
    const powers = cosinePowers([wave], 6);
    expect(powers[2]).toBeCloseTo(50, 10);
    expect(powers.filter((_, i) => i !== 2).every((power) => power < 1e-20)).toBe(true);
  });

  it('of a long series differ by less than a thousandth of what they are from the sums, though it is added up in blocks', () => {
    const slow = Float64Array.from({ length: 10_007 }, (_, t) =>
      Math.cos((41 * Math.PI * (t + 0.5)) / 10_007),
    );
    expect(cosinePowers([slow], 80)[40]! / naive(slow, 41)).toBeCloseTo(1, 3);
  });

  it('are the same to the last bit wherever the series is cut, also where nothing is between two cuts', () => {
    const values = series(5000);
    const whole = cosinePowers([values], 80);
    for (const cuts of [[0], [1, 2500, 2500, 2501], [4999], [700, 1400, 5000]]) {
      const parts = [0, ...cuts].map((from, i) => values.subarray(from, cuts[i] ?? 5000));
      expect(cosinePowers(parts, 80), cuts.join()).toEqual(whole);
    }
  });

  it('of blocks of one value are those of the values, and of blocks of several differ as little as of a long series', () => {
    const values = series(900);
    const single = blockCosinePowers({ n: values.map(() => 1), sum: values }, 80);
    cosinePowers([values], 80).forEach((power, i) => {
      expect(Math.abs(power - single[i]!), `wave ${i + 1}`).toBeLessThan(1e-7);
    });
    const slow = Float64Array.from({ length: 30_000 }, (_, t) =>
      Math.cos((41 * Math.PI * (t + 0.5)) / 30_000),
    );
    const sum = Float64Array.from({ length: 1500 }, (_, i) =>
      slow.subarray(20 * i, 20 * (i + 1)).reduce((all, value) => all + value, 0),
    );
    const blocks = { n: sum.map(() => 20), sum };
    expect(blockCosinePowers(blocks, 80)[40]! / naive(slow, 41)).toBeCloseTo(1, 2);
  });
});
