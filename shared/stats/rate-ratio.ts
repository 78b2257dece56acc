/**
 * How many times as often something is counted in one group as in the other, by totals of units that were each looked at over
 * an area or a time of their own: quasi-Poisson, so that units may scatter more than counting does.
 */
import type { TwoSamples } from './two-samples.ts';

/** What was counted of one unit, over how much. */
export interface UnitCount {
  readonly count: number;
  /** Above 0: mm², hours. */
  readonly exposure: number;
}

export interface RateRatio {
  /** Of the logarithms of the rates: their difference, with t of as many degrees of freedom as there are units less 2. */
  readonly log: TwoSamples;
  /** How many times as much units scatter as counting would by itself: below 1 is no mistake at these numbers. */
  readonly dispersion: number;
}

/**
 * A ratio of means: each unit weighs by what it was looked at over. Null where a group counts nothing (there is no ratio) or
 * fewer than three units are left to tell how they scatter, or no unit differs from its group.
 * Source: P. McCullagh, J. A. Nelder, "Generalized Linear Models" (1989), 4.5 and 6.2; the dispersion is Pearson's. There is
 * no floor of 1: with one the test is too cautious where few are counted.
 */
export function rateRatio(a: readonly UnitCount[], b: readonly UnitCount[]): RateRatio | null {
  const [ofA, ofB] = [totalOf(a), totalOf(b)];
  const df = a.length + b.length - 2;
  if (ofA.count === 0 || ofB.count === 0 || df < 1) return null;
  const dispersion = (pearson(a, ofA) + pearson(b, ofB)) / df;
  if (!(dispersion > 0)) return null;
  const difference = Math.log(ofA.count / ofA.exposure) - Math.log(ofB.count / ofB.exposure);
  const se = Math.sqrt(dispersion * (1 / ofA.count + 1 / ofB.count));
  return { log: { difference, se, df }, dispersion };
}

function totalOf(units: readonly UnitCount[]): UnitCount {
  return units.reduce(
    (sum, { count, exposure }) => ({ count: sum.count + count, exposure: sum.exposure + exposure }),
    { count: 0, exposure: 0 },
  );
}

/** Σ (y − µ)² / µ, where µ is what the group's rate says of the unit. */
function pearson(units: readonly UnitCount[], total: UnitCount): number {
  return units.reduce((sum, { count, exposure }) => {
    const expected = (total.count / total.exposure) * exposure;
    return sum + (count - expected) ** 2 / expected;
  }, 0);
}
