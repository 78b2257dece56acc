import { lnBeta } from './ln-beta.ts';

/** The fraction needs about the square root of its larger parameter in steps: this is enough up to 1e8. */
const MOST_STEPS = 20_000;
const TINY = 1e-300;

/**
 * Regularized incomplete beta function I_x(a, b) for 0 ≤ x ≤ 1 and a, b > 0. Small results keep their relative
 * accuracy. Source: continued fraction DLMF 8.17.22, evaluated after W. J. Lentz, Applied Optics 15 (1976) 668.
 *
 * @param complement 1 − x; give it where it is known better than the subtraction yields it.
 * @throws RangeError for arguments outside the ranges above.
 */
export function incompleteBeta(x: number, a: number, b: number, complement = 1 - x): number {
  if (!(x >= 0 && x <= 1 && a > 0 && b > 0)) {
    throw new RangeError(`incompleteBeta needs 0 <= x <= 1 and a, b > 0; got x = ${x}, a = ${a}, b = ${b}`);
  }
  if (x === 0) return 0;
  if (complement === 0) return 1;
  const front = Math.exp(a * lnOf(x, complement) + b * lnOf(complement, x) - lnBeta(a, b));
  // The fraction converges fast on this side of the mean only; the other side follows by symmetry.
  if (x < (a + 1) / (a + b + 2)) return (front * continuedFraction(x, a, b)) / a;
  return 1 - (front * continuedFraction(complement, b, a)) / b;
}

/** ln x, from 1 − x where x is near 1. */
function lnOf(x: number, complement: number): number {
  return x < 0.5 ? Math.log(x) : Math.log1p(-complement);
}

function continuedFraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / awayFromZero(1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; m <= MOST_STEPS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / awayFromZero(1 + even * d);
    c = awayFromZero(1 + even / c);
    value *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / awayFromZero(1 + odd * d);
    c = awayFromZero(1 + odd / c);
    value *= d * c;
    if (Math.abs(d * c - 1) < Number.EPSILON) return value;
  }
  throw new RangeError(
    `incompleteBeta did not converge in ${MOST_STEPS} steps at x = ${x}, a = ${a}, b = ${b}`,
  );
}

function awayFromZero(x: number): number {
  return Math.abs(x) < TINY ? TINY : x;
}
