import { lnGamma } from './ln-gamma.ts';
import { type Moments, sampleVariance } from './moments.ts';
import { noncentralityOf, noncentralT } from './noncentral-t.ts';
import { studentTQuantile } from './student-t.ts';

/** A difference of means in standard deviations of a unit. */
export interface EffectSize {
  readonly g: number;
  /** Its 95 % interval. */
  readonly ci95: readonly [low: number, high: number];
}

/** A difference in standard deviations of a unit, as it was seen. */
export interface Standardized {
  readonly d: number;
  /** Degrees of freedom of the standard deviation. */
  readonly df: number;
  /** How many standard errors one standard deviation is. */
  readonly toShift: number;
}

/** Of the means of two samples that scatter alike; null where one has fewer than two values, or none of both scatters. */
export function standardizedGroups(a: Readonly<Moments>, b: Readonly<Moments>): Standardized | null {
  const df = a.n + b.n - 2;
  if (a.n < 2 || b.n < 2 || !(a.m2 + b.m2 > 0)) return null;
  const sd = Math.sqrt((a.m2 + b.m2) / df);
  return { d: (a.mean - b.mean) / sd, df, toShift: Math.sqrt((a.n * b.n) / (a.n + b.n)) };
}

/** Of the mean of differences within pairs; null of fewer than two, or where they are all one. */
export function standardizedPairs(differences: Readonly<Moments>): Standardized | null {
  const variance = sampleVariance(differences);
  if (variance === null || variance === 0) return null;
  const { n, mean } = differences;
  return { d: mean / Math.sqrt(variance), df: n - 1, toShift: Math.sqrt(n) };
}

/**
 * Hedges' g: without the bias of small samples, and with the interval by the noncentral t distribution. Null of one degree
 * of freedom, of which there is none without bias.
 * Source: L. V. Hedges, Journal of Educational Statistics 6 (1981) 107.
 */
export function hedgesG({ d, df, toShift }: Standardized): EffectSize | null {
  if (df < 2) return null;
  const unbiased = Math.exp(lnGamma(df / 2) - lnGamma((df - 1) / 2)) / Math.sqrt(df / 2);
  const low = noncentralityOf(d * toShift, df, 0.975);
  const high = noncentralityOf(d * toShift, df, 0.025);
  const scaled = (shift: number) => (unbiased * shift) / toShift;
  return { g: unbiased * d, ci95: [scaled(low), scaled(high)] };
}

/** Chance that a true difference of the size named is seen at 5 %. */
const POWER = 0.8;

/**
 * The smallest true difference, in standard deviations of a unit, that a t test at 5 % on both sides sees in eight of ten
 * such experiments.
 * Source: the noncentral t distribution, as J. Cohen, "Statistical Power Analysis" (1988), 2.
 *
 * @example detectableEffect({ df: 4, toShift: Math.sqrt(3 / 2) }) // 3.07, of three units against three
 */
export function detectableEffect({ df, toShift }: Pick<Standardized, 'df' | 'toShift'>): number {
  const critical = studentTQuantile(0.975, df);
  const power = (shift: number) => 1 - noncentralT(critical, df, shift) + noncentralT(-critical, df, shift);
  let low = 0;
  let high = 37;
  while (high - low > 1e-12 * high) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (power(middle) < POWER) low = middle;
    else high = middle;
  }
  return high / toShift;
}
