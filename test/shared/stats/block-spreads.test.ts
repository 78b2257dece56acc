import { describe, expect, it } from 'vitest';
import { randomStream } from '../../../shared/simulator/random.ts';
import { blockSpreads } from '../../../shared/stats/block-spreads.ts';

describe('blockSpreads', () => {
  it('is the cube root of the mean square of the differences within each block', () => {
    const shape = { length: 10, least: 2, from: 0, to: 3 };
    // Differences 2, 4 | 1 alone | 0, 0; the step between two blocks is none of either.
    const spreads = blockSpreads([0, 3, 9, 10, 12, 20, 21, 22], [1, 3, 7, 90, 91, 5, 5, 5], shape);
    expect(spreads[0]).toBeCloseTo(10 ** (1 / 3), 12);
    expect(spreads[1]).toBeNaN();
    expect(spreads[2]).toBe(0);
  });

  it('makes no difference with a value that is not there', () => {
    const spreads = blockSpreads([0, 1, 2, 3, 4], [1, 2, Number.NaN, 9, 10], {
      length: 10,
      least: 2,
      from: 0,
      to: 1,
    });
    expect(spreads[0]).toBe(1);
  });

  it('is not skewed, as the logarithm is', () => {
    const random = randomStream(1, 'spreads');
    const values = Float64Array.from({ length: 100_000 }, () => random.normal());
    const spreads = blockSpreads(
      values.map((_, i) => i),
      values,
      { length: 10, least: 3, from: 0, to: 10_000 },
    );
    expect(Math.abs(skewOf(spreads))).toBeLessThan(0.15);
    expect(skewOf(spreads.map(Math.log))).toBeLessThan(-0.4);
  });
});

function skewOf(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const moment = (of: number) => values.reduce((sum, value) => sum + (value - mean) ** of, 0) / values.length;
  return moment(3) / moment(2) ** 1.5;
}
