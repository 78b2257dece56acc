import { describe, expect, it } from 'vitest';
import { randomStream } from '../../../shared/simulator/random.ts';
import {
  blockMeanUncertainty,
  FEWEST_BLOCKS,
  meanUncertainty,
} from '../../../shared/stats/mean-uncertainty.ts';
import { autoregression } from '../../support/coverage-grid.ts';
import { twinDifferences } from '../../support/twin-series.ts';

const halfAt95 = (values: Float64Array) => meanUncertainty(values).half?.(0.05) ?? null;

describe('meanUncertainty', () => {
  it('of the reference twins is that of the best estimators: between Andrews and the longest window of Newey and West', () => {
    const differences = twinDifferences();
    const { half, effectiveSampleSize, leastTimes } = meanUncertainty(differences);
    // Standard errors there: 0.0116 by Andrews, 0.0130 at 200 lags, 0.0134 by bootstrap; naive 0.0023.
    expect(half!(0.05) / 1.99).toBeGreaterThan(0.0116);
    expect(half!(0.05) / 1.99).toBeLessThan(0.0145);
    expect(half!(0.1)).toBeLessThan(half!(0.05));
    expect(effectiveSampleSize).toBeGreaterThan(65);
    expect(effectiveSampleSize).toBeLessThan(146);
    expect(leastTimes).toBeGreaterThan(10);
  });

  it('gives none for what may be slower than the series is long', () => {
    const ramp = Float64Array.from({ length: 500 }, (_, t) => t);
    expect(meanUncertainty(ramp)).toMatchObject({ half: null });
    expect(meanUncertainty(ramp).leastTimes).toBeLessThan(1);
    const walk = autoregression(randomStream(3, 'walk'), 288, 0.9999);
    expect(halfAt95(walk)).toBeNull();
  });

  it('never counts more than n, however neighbours oppose each other', () => {
    const opposed = Float64Array.from({ length: 200 }, (_, t) => (-1) ** t);
    const { half, effectiveSampleSize } = meanUncertainty(opposed);
    expect(effectiveSampleSize).toBe(200);
    // t(0.975, 80) = 1.990063…, sd √(200 / 199).
    expect(half!(0.05)).toBeCloseTo(1.9900634 * Math.sqrt(200 / 199 / 200), 6);
  });

  it('knows nothing of fewer than eight values, and of a constant', () => {
    const nothing = { half: null, effectiveSampleSize: 1, leastTimes: 0 };
    expect(meanUncertainty(Float64Array.of(1, 2, 3, 2, 1, 4, 3))).toEqual(nothing);
    expect(meanUncertainty(new Float64Array(50).fill(3))).toEqual(nothing);
    expect(meanUncertainty(new Float64Array(0)).effectiveSampleSize).toBe(0);
  });

  it('does not depend on unit and zero', () => {
    const values = autoregression(randomStream(4, 'unit'), 2000, 0.9);
    const half = halfAt95(values)!;
    expect(halfAt95(values.map((value) => 1024 * value + 5))! / 1024 / half).toBeCloseTo(1, 9);
  });

  it('gives none where only a few values that stand alone would make slow noise look white: at most 5 % of runs miss', () => {
    const [runs, n, phi] = [200, 720, 0.99];
    const counts = [0, 0, 0];
    for (let run = 0; run < runs; run++) {
      const slow = autoregression(randomStream(run, 'lone'), n, phi);
      const jumped = slow.map((value, i) => (i === 3 || i === 4 ? value + 60 : value));
      const half = halfAt95(jumped);
      if (half !== null) counts[0]!++;
      const mean = slow.reduce((sum, value) => sum + value, 0) / n;
      if (half !== null && Math.abs(mean) > half) counts[1]!++;
      if (halfAt95(slow) !== null) counts[2]!++;
    }
    const [given, missed, givenWithout] = counts.map((count) => count / runs);
    // With the jump counted as noise 99 % had an interval, and 14 % missed.
    expect(Math.abs(given! - givenWithout!)).toBeLessThan(0.05);
    expect(missed).toBeLessThanOrEqual(0.05);
  });

  it('of blocks, one of which stands alone, is that of their values within two hundredths', () => {
    const each = 10;
    const values = autoregression(randomStream(9, 'lone blocks'), FEWEST_BLOCKS * each, 0.95);
    for (let i = 0; i < each; i++) values[300 * each + i]! += 500;
    const n = new Float64Array(FEWEST_BLOCKS).fill(each);
    const sum = n.map((_, block) =>
      values.subarray(block * each, (block + 1) * each).reduce((all, value) => all + value, 0),
    );
    const of = (one: Float64Array) => one.reduce((all, value) => all + value, 0) / one.length;
    const spread = values.reduce((all, value) => all + (value - of(values)) ** 2, 0) / (values.length - 1);
    const inBlocks = blockMeanUncertainty({ n, sum }, spread).half!(0.05);
    expect(inBlocks / halfAt95(values)!).toBeCloseTo(1, 1.7);
  });

  it('of blocks is that of their values within a hundredth, of the fewest blocks and of many', () => {
    for (const [phi, blocks, each] of [
      [0, FEWEST_BLOCKS, 30],
      [0.9, FEWEST_BLOCKS, 30],
      [0.999, FEWEST_BLOCKS, 30],
      [0.99, 7000, 10],
    ] as const) {
      const values = autoregression(randomStream(6, `blocks ${phi}`), blocks * each, phi);
      const sums = Float64Array.from({ length: blocks }, (_, block) =>
        values.subarray(block * each, (block + 1) * each).reduce((sum, value) => sum + value, 0),
      );
      const direct = meanUncertainty(values);
      const spread = varianceOf(values);
      const ofBlocks = blockMeanUncertainty({ n: sums.map(() => each), sum: sums }, spread);
      const label = `φ ${phi}, ${blocks} blocks`;
      expect([direct.half, ofBlocks.half], label).not.toContain(null);
      expect(ofBlocks.half!(0.05) / direct.half!(0.05), label).toBeCloseTo(1, 2);
      expect(ofBlocks.effectiveSampleSize / direct.effectiveSampleSize, label).toBeCloseTo(1, 1);
    }
  });
});

it.each([
  ['an orbit of 92 minutes over half a day', 720, 92],
  ['a day over a day', 1440, 1440],
])('%s, and nothing else, is worth no more samples than are certain', (_, n, period) => {
  const sine = Float64Array.from({ length: n }, (_, i) => Math.sin((2 * Math.PI * i) / period));
  const { half, effectiveSampleSize, leastTimes } = meanUncertainty(sine);
  expect(half).toBeNull();
  expect(effectiveSampleSize).toBe(Math.max(1, leastTimes));
  expect(effectiveSampleSize).toBeLessThan(2);
});

function varianceOf(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
}
