/**
 * P(Z > z) of a standard normal Z, to 1e-13 of itself: the sum of z^(2n+1) / (1·3·…·(2n+1)) near the middle (Abramowitz &
 * Stegun 26.2.11), and the continued fraction of the tail (26.2.14) beyond.
 *
 * @example normalTail(1.959964) // 0.025
 */
export function normalTail(z: number): number {
  if (Number.isNaN(z)) return z;
  if (z < 0) return 1 - normalTail(-z);
  if (z > 39) return 0;
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  return z < 3 ? 0.5 - density * seriesAt(z) : density / fractionAt(z);
}

function seriesAt(z: number): number {
  let term = z;
  let sum = z;
  for (let n = 3; term > sum * Number.EPSILON; n += 2) {
    term *= (z * z) / n;
    sum += term;
  }
  return sum;
}

const FRACTION_DEPTH = 120;

/** z + 1/(z + 2/(z + 3/(z + …))), from the inside. */
function fractionAt(z: number): number {
  let value = z;
  for (let n = FRACTION_DEPTH; n > 0; n--) value = z + n / value;
  return value;
}
