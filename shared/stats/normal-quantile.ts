import { normalTail } from './normal-tail.ts';

const MOST_STEPS = 100;

/**
 * The z with P(Z ≤ z) = p of a standard normal Z, for 1e-300 ≤ p < 1, to 1e-13 of itself: Newton steps on the logarithm of
 * the tail, which is concave, from its bound exp(−z²/2)/2.
 *
 * @throws RangeError for a p outside of that.
 * @example normalQuantile(0.975) // 1.959963…
 */
export function normalQuantile(p: number): number {
  if (!(p >= 1e-300 && p < 1)) throw new RangeError(`normalQuantile needs 1e-300 <= p < 1; got ${p}`);
  if (p > 0.5) return upperQuantile(1 - p);
  return p === 0.5 ? 0 : -upperQuantile(p);
}

/** The z ≥ 0 with P(Z > z) = tail, of a tail of ½ at the most. */
function upperQuantile(tail: number): number {
  let z = Math.sqrt(-2 * Math.log(2 * tail));
  for (let step = 0; step < MOST_STEPS; step++) {
    const reached = normalTail(z);
    const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
    const change = (Math.log(reached / tail) * reached) / density;
    z += change;
    if (Math.abs(change) <= 2 * Number.EPSILON * z) break;
  }
  return z;
}
