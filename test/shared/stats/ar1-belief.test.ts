import { describe, expect, it } from 'vitest';
import { randomStream } from '../../../shared/simulator/random.ts';
import {
  type Ar1Belief,
  learn,
  longRunDeviation,
  meanOf,
  surpriseOf,
} from '../../../shared/stats/ar1-belief.ts';

const KNOWN: Ar1Belief = {
  ...{ a: 0.3, phi: 0.7, aa: 0, ap: 0, pp: 0 },
  ...{ variance: 0.04, degrees: Number.POSITIVE_INFINITY },
};
const LEARNT: Ar1Belief = { a: 0, phi: 0.7, aa: 900, ap: 0, pp: 0.5, variance: 0.03, degrees: 4 };

function series(name: string, count: number, phi = 0.7, mean = 1, sd = 0.2): number[] {
  const random = randomStream(3, name);
  let value = mean;
  return Array.from({ length: count }, () => {
    value = mean + phi * (value - mean) + sd * random.normal();
    return value;
  });
}

function scoresOf(values: readonly number[], start: Ar1Belief): number[] {
  const belief = { ...start };
  return values.slice(1).map((value, i) => {
    const surprise = surpriseOf(belief, values[i]!, value, 1);
    learn(belief, surprise);
    return surprise.score;
  });
}

describe('surpriseOf', () => {
  it('is the whitened value where everything is known, over one step and over several', () => {
    expect(surpriseOf(KNOWN, 1.1, 1.2, 1).score).toBeCloseTo((1.2 - 0.3 - 0.77) / 0.2, 12);
    // Over three steps: mean 1 + 0.343 · 0.1, variance 0.04 (1 + 0.49 + 0.2401).
    expect(surpriseOf(KNOWN, 1.1, 1.2, 3).score).toBeCloseTo((1.2 - 1.0343) / (0.2 * Math.sqrt(1.7301)), 12);
  });

  it('learns nothing about what is known', () => {
    const belief = { ...KNOWN };
    learn(belief, surpriseOf(belief, 1.1, 2, 1));
    expect(belief).toEqual(KNOWN);
  });

  it('does not let one wild value count for more than four deviations', () => {
    expect(surpriseOf(KNOWN, 1, 50, 1).score).toBe(4);
    expect(surpriseOf(KNOWN, 1, -50, 1).score).toBe(-4);
  });
});

describe('learn', () => {
  it('comes to the regression of a prior and all values at once', () => {
    const values = series('regression', 60);
    const belief = { ...LEARNT };
    for (let i = 1; i < values.length; i++) learn(belief, surpriseOf(belief, values[i - 1]!, values[i]!, 1));
    // Normal equations: prior precision plus sums, of the deviations from the prior's coefficients.
    let [n, x, xx, y, xy] = [1 / LEARNT.aa, 0, 1 / LEARNT.pp, 0, 0];
    for (let i = 1; i < values.length; i++) {
      const rest = values[i]! - LEARNT.phi * values[i - 1]!;
      n += 1;
      x += values[i - 1]!;
      xx += values[i - 1]! ** 2;
      y += rest;
      xy += rest * values[i - 1]!;
    }
    const determinant = n * xx - x * x;
    expect(belief.a).toBeCloseTo((xx * y - x * xy) / determinant, 9);
    expect(belief.phi).toBeCloseTo(LEARNT.phi + (n * xy - x * y) / determinant, 9);
    expect(belief.pp).toBeCloseTo(n / determinant, 9);
    expect(belief.degrees).toBe(LEARNT.degrees + 59);
  });

  it('scores a series that is as believed as standard normal from the beginning, however little is known', () => {
    const runs = Array.from({ length: 400 }, (_, i) => scoresOf(series(`null ${i}`, 200), LEARNT));
    for (const part of [
      [0, 10],
      [10, 50],
      [50, 199],
    ] as const) {
      const scores = runs.flatMap((run) => run.slice(...part));
      const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
      const variance = scores.reduce((sum, score) => sum + score * score, 0) / scores.length;
      expect(Math.abs(mean)).toBeLessThan(0.05);
      expect(variance).toBeGreaterThan(0.9);
      expect(variance).toBeLessThan(1.1);
    }
    // What is learnt from a score is not in the next one: sums of many are no wider than of independent ones.
    const sums = runs.map((run) => run.reduce((sum, score) => sum + score, 0) / Math.sqrt(run.length));
    const spread = sums.reduce((sum, one) => sum + one * one, 0) / sums.length;
    expect(spread).toBeGreaterThan(0.75);
    expect(spread).toBeLessThan(1.25);
  });

  it('finds the mean and what it is uncertain by', () => {
    const belief = { ...LEARNT };
    const values = series('long', 20_000);
    for (let i = 1; i < values.length; i++) learn(belief, surpriseOf(belief, values[i - 1]!, values[i]!, 1));
    expect(meanOf(belief)).toBeCloseTo(1, 1);
    expect(longRunDeviation(belief)).toBeCloseTo(0.2 / 0.3, 1);
  });

  it('stays finite where the series runs away', () => {
    const belief = { ...LEARNT };
    for (let i = 1; i < 500; i++) learn(belief, surpriseOf(belief, 1.1 ** (i - 1), 1.1 ** i, 1));
    for (const number of [...Object.values(belief), meanOf(belief)])
      expect(number).toSatisfy(Number.isFinite);
  });
});
