/**
 * What is believed of x(t) = a + φ x(t−1) + e, e normal, while it is still being learnt: coefficients, how well they are
 * known, and the variance of e. A coefficient that is known has variance 0; a variance that is known has infinitely many
 * degrees of freedom.
 *
 * Predictions are those of the conjugate prior of regression, a Student t distribution. The scores of a series that is as
 * believed are standard normal and independent from the first value on, however little is known: what is uncertain widens
 * the prediction and not the number of false alarms. Sources: R. L. Brown, J. Durbin, J. M. Evans, "Techniques for testing
 * the constancy of regression relationships over time", J. R. Stat. Soc. B 37 (1975) 149; D. M. Hawkins, "Self-starting
 * cusum charts for location and scale", The Statistician 36 (1987) 299.
 */
import { normalOfStudentT } from './normal-of-student-t.ts';

export interface Ar1Belief {
  a: number;
  phi: number;
  /** Covariance of a and φ, in units of the variance of e. */
  aa: number;
  ap: number;
  pp: number;
  /** Of e. */
  variance: number;
  /** How many values the variance is known as well as from. */
  degrees: number;
}

/** Beyond it a prediction over many steps, and the mean a / (1 − φ), mean nothing. */
const MOST_PHI = 0.98;
/** A score beyond it counts as this: one wild value is no change of the mean, and teaches neither φ nor the variance. */
const MOST_SCORE = 4;

/** How far the next value is from what was believed, and what it teaches. */
export interface Surprise {
  /** Standard normal while nothing changes; within ±`MOST_SCORE`. */
  readonly score: number;
  /** Of the prediction, and the value itself; neither beyond `MOST_SCORE` deviations. */
  readonly error: number;
  readonly value: number;
  /** Variance of the prediction, in units of that of e. */
  readonly spread: number;
  /** How the prediction follows a and φ. */
  readonly byA: number;
  readonly byPhi: number;
}

/**
 * The value `next`, `steps` after `last`. Over several steps the prediction is linear in a and φ about what is believed of
 * them.
 */
export function surpriseOf(belief: Readonly<Ar1Belief>, last: number, next: number, steps: number): Surprise {
  const { a, aa, ap, pp, variance, degrees } = belief;
  const phi = boundedPhi(belief);
  const power = phi ** steps;
  const slope = steps * phi ** (steps - 1);
  const byA = (1 - power) / (1 - phi);
  const byPhi = slope * last + (a * (byA - slope)) / (1 - phi);
  const own = (1 - power * power) / (1 - phi * phi);
  const spread = own + byA * byA * aa + 2 * byA * byPhi * ap + byPhi * byPhi * pp;
  const predicted = a * byA + power * last;
  const deviation = Math.sqrt(variance * spread);
  const score = normalOfStudentT((next - predicted) / deviation, degrees);
  const error = bounded(next - predicted, MOST_SCORE * deviation);
  return {
    score: bounded(score, MOST_SCORE),
    ...{ error, value: predicted + error, spread, byA, byPhi },
  };
}

/** Learns from a value; changes `belief`. */
export function learn(belief: Ar1Belief, surprise: Surprise): void {
  const { error, spread, byA, byPhi } = surprise;
  const { aa, ap, pp, variance, degrees } = belief;
  const gainA = (aa * byA + ap * byPhi) / spread;
  const gainPhi = (ap * byA + pp * byPhi) / spread;
  belief.a += gainA * error;
  belief.phi += gainPhi * error;
  belief.aa -= gainA * gainA * spread;
  belief.ap -= gainA * gainPhi * spread;
  belief.pp -= gainPhi * gainPhi * spread;
  belief.variance += ((error * error) / spread - variance) / (degrees + 1);
  belief.degrees += 1;
}

/** The mean of the series, a / (1 − φ). */
export function meanOf(belief: Readonly<Ar1Belief>): number {
  return belief.a / (1 - boundedPhi(belief));
}

/** Standard deviation of a value about the mean. */
export function marginalDeviation(belief: Readonly<Ar1Belief>): number {
  return Math.sqrt(belief.variance / (1 - boundedPhi(belief) ** 2));
}

/** Standard deviation of e over 1 − φ: what the mean of n values is uncertain by, times √n. */
export function longRunDeviation(belief: Readonly<Ar1Belief>): number {
  return Math.sqrt(belief.variance) / (1 - boundedPhi(belief));
}

/** As it is used: below 1, so that the series has a mean and a spread. */
export function boundedPhi({ phi }: Readonly<Ar1Belief>): number {
  return bounded(phi, MOST_PHI);
}

function bounded(value: number, most: number): number {
  return Math.max(-most, Math.min(most, value));
}
