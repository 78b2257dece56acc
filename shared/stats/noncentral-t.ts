import { incompleteBeta } from './incomplete-beta.ts';
import { chiSquareTail } from './incomplete-gamma.ts';
import { lnBeta } from './ln-beta.ts';
import { lnGamma } from './ln-gamma.ts';
import { normalTail } from './normal-tail.ts';

const MOST_TERMS = 2000;
/** Beyond this exp(−δ²/2) is no longer a double. */
const MOST_SHIFT_OF_SERIES = 37;

/**
 * P(T ≤ t) where T is Student's t of a mean that is δ standard errors away from 0, for df above 0. Absolute error below
 * 1e-11.
 * Source: R. V. Lenth, Applied Statistics 38 (1989) 185 (AS 243), a sum of incomplete beta functions; far out the integral
 * that defines it.
 */
export function noncentralT(t: number, df: number, shift: number): number {
  if (t < 0) return 1 - noncentralT(-t, df, -shift);
  const value = Math.abs(shift) <= MOST_SHIFT_OF_SERIES ? seriesOf(t, df, shift) : integralOf(t, df, shift);
  return Math.min(1, Math.max(0, value));
}

function seriesOf(t: number, df: number, shift: number): number {
  const half = (shift * shift) / 2;
  const inside = { even: betasFrom(0.5, t, df), odd: betasFrom(1, t, df) };
  let even = Math.exp(-half);
  let odd = (shift * Math.exp(-half - lnGamma(1.5))) / Math.SQRT2;
  let left = 1 - even;
  let sum = 0;
  for (let j = 0; j < MOST_TERMS; j++) {
    sum += even * inside.even() + odd * inside.odd();
    if (left < Number.EPSILON && j > half) break;
    even *= half / (j + 1);
    odd *= half / (j + 1.5);
    left -= even;
  }
  return normalTail(shift) + sum / 2;
}

/**
 * I_x(a, df/2), I_x(a + 1, df/2), … at x = t² / (df + t²), one a call, by the recurrence DLMF 8.17.20: a function of its own
 * for each term would cost a hundred times as much.
 */
function betasFrom(a: number, t: number, df: number): () => number {
  const x = (t * t) / (df + t * t);
  let value = incompleteBeta(x, a, df / 2, df / (df + t * t));
  let at = a;
  let step =
    x === 0 ? 0 : Math.exp(a * Math.log(x) - (df / 2) * Math.log1p((t * t) / df) - lnBeta(a, df / 2)) / a;
  return () => {
    const now = value;
    value = Math.max(0, value - step);
    step *= (x * (at + df / 2)) / (at + 1);
    at++;
    return now;
  };
}

/** The normal density has no weight beyond so many deviations; sums over it converge like exp(−2π²/step²). */
const DEVIATIONS = 9;
const STEP = 0.05;

/** ∫ φ(z) P(S ≥ (z + δ) / t) dz, where df S² is χ² of df degrees of freedom. */
function integralOf(t: number, df: number, shift: number): number {
  if (shift < 0) return 1;
  let sum = 0;
  for (let z = -DEVIATIONS; z <= DEVIATIONS; z += STEP)
    sum += Math.exp((-z * z) / 2) * chiSquareTail(df * ((z + shift) / t) ** 2, df);
  return (sum * STEP) / Math.sqrt(2 * Math.PI);
}

/**
 * The δ with P(T ≤ t) = p, which falls as δ rises.
 *
 * @param p between 0 and 1, neither of them
 */
export function noncentralityOf(t: number, df: number, p: number): number {
  const first = 1 + Math.abs(t) / 8;
  let low = t;
  for (let step = first; noncentralT(t, df, low) < p; step *= 2) low -= step;
  let high = t;
  for (let step = first; noncentralT(t, df, high) > p; step *= 2) high += step;
  while (high - low > 1e-13 * Math.max(1, Math.abs(low))) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (noncentralT(t, df, middle) > p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
