import { lnGamma } from './ln-gamma.ts';

const MOST_STEPS = 100_000;
const TINY = 1e-300;

/**
 * The upper part of the regularized incomplete gamma function, Q(a, x) = Γ(a, x) / Γ(a), for a > 0 and x ≥ 0. Small
 * results keep their relative accuracy. Source: series DLMF 8.11.4 below a + 1, continued fraction DLMF 8.9.2 above,
 * evaluated after W. J. Lentz, Applied Optics 15 (1976) 668.
 *
 * @throws RangeError for arguments outside the ranges above.
 */
export function upperIncompleteGamma(a: number, x: number): number {
  if (!(a > 0 && x >= 0)) throw new RangeError(`upperIncompleteGamma needs a > 0 and x >= 0; got ${a}, ${x}`);
  if (x === 0) return 1;
  if (x === Number.POSITIVE_INFINITY) return 0;
  const front = Math.exp(a * Math.log(x) - x - lnGamma(a));
  return x < a + 1 ? 1 - (front * seriesOf(a, x)) / a : front * fractionOf(a, x);
}

/** P(X > x) of a χ² variable with df degrees of freedom. */
export const chiSquareTail = (x: number, df: number): number => upperIncompleteGamma(df / 2, x / 2);

function seriesOf(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; k <= MOST_STEPS; k++) {
    term *= x / (a + k);
    sum += term;
    if (term <= sum * Number.EPSILON) return sum;
  }
  throw new RangeError(`upperIncompleteGamma did not converge in ${MOST_STEPS} steps at ${a}, ${x}`);
}

function fractionOf(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1 / TINY;
  let d = 1 / b;
  let value = d;
  for (let k = 1; k <= MOST_STEPS; k++) {
    const an = k * (a - k);
    b += 2;
    d = 1 / awayFromZero(an * d + b);
    c = awayFromZero(b + an / c);
    value *= d * c;
    if (Math.abs(d * c - 1) <= Number.EPSILON) return value;
  }
  throw new RangeError(`upperIncompleteGamma did not converge in ${MOST_STEPS} steps at ${a}, ${x}`);
}

const awayFromZero = (x: number): number => (Math.abs(x) < TINY ? TINY : x);
