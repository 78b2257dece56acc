import { incompleteBeta } from './incomplete-beta.ts';
import { lnBeta } from './ln-beta.ts';

/** Beyond this tail the square of t no longer fits a double where df is near 1. */
const SMALLEST_TAIL = 1e-100;

/**
 * Quantile of Student's t distribution: the t with P(T ≤ t) = p, for real df of 1 or more. Relative error below
 * 1e-11 up to a million degrees of freedom.
 *
 * P(|T| > t) = I(df/2, ½) at df/(df + t²) (Abramowitz & Stegun 26.7.1 with 26.5.27), inverted by Newton steps on
 * the logarithms of both t and the probability, held inside a bracket. Of the two probabilities, inside and
 * outside ±t, the smaller is matched, so that neither end of the distribution loses digits.
 *
 * @throws RangeError unless df ≥ 1 and 1e-100 ≤ p < 1.
 * @example studentTQuantile(0.975, 9) // 2.262157…
 */
export function studentTQuantile(p: number, df: number): number {
  if (!(p >= SMALLEST_TAIL && p < 1 && df >= 1)) {
    throw new RangeError(
      `studentTQuantile needs ${SMALLEST_TAIL} <= p < 1 and df >= 1; got p = ${p}, df = ${df}`,
    );
  }
  if (p === 0.5) return 0;
  const outside = 2 * Math.min(p, 1 - p);
  const inside = Math.abs(2 * p - 1);
  const magnitude = outside < inside ? solve(outside, df, studentTOutside) : solve(inside, df, insideOf);
  return p < 0.5 ? -magnitude : magnitude;
}

type Probability = (t: number, df: number) => number;

/** P(|T| > t), for t of 0 or more and df above 0. */
export const studentTOutside: Probability = (t, df) =>
  incompleteBeta(df / (df + t * t), df / 2, 0.5, (t * t) / (df + t * t));
const insideOf: Probability = (t, df) =>
  incompleteBeta((t * t) / (df + t * t), 0.5, df / 2, df / (df + t * t));

function solve(target: number, df: number, probability: Probability): number {
  const rises = probability === insideOf;
  const tooFar = (t: number) => probability(t, df) > target === rises;
  let high = 1;
  while (!tooFar(high)) high *= 2;
  let low = high / 2;
  while (tooFar(low)) low /= 2;
  let t = Math.sqrt(low * high);
  for (let step = 0; step < 200; step++) {
    const reached = probability(t, df);
    if (reached > target === rises) high = t;
    else low = t;
    const slope = ((rises ? 2 : -2) * studentTDensity(t, df) * t) / reached;
    const newton = t * Math.exp(Math.log(target / reached) / slope);
    const next = newton > low && newton < high ? newton : Math.sqrt(low * high);
    if (Math.abs(next - t) <= 2 * Number.EPSILON * t) return next;
    t = next;
  }
  return t;
}

/** Density at t. */
export function studentTDensity(t: number, df: number): number {
  return Math.exp((-(df + 1) / 2) * Math.log1p((t * t) / df) - 0.5 * Math.log(df) - lnBeta(df / 2, 0.5));
}
