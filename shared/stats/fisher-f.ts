import { incompleteBeta } from './incomplete-beta.ts';

/**
 * P(F > f) of Fisher's F distribution, for f ≥ 0 and degrees of freedom above 0. Small results keep their digits.
 * Source: Abramowitz & Stegun (1964) 26.6.2.
 */
export function fisherFTail(f: number, above: number, below: number): number {
  const whole = below + above * f;
  return incompleteBeta(below / whole, below / 2, above / 2, (above * f) / whole);
}

/**
 * The f with P(F ≤ f) = p, for p between 0 and 1, by halving its logarithm.
 *
 * @example fisherFQuantile(0.99, 2, 3) // 30.8165…
 */
export function fisherFQuantile(p: number, above: number, below: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`fisherFQuantile needs 0 < p < 1; got ${p}`);
  const isBelow = (ln: number) => fisherFTail(Math.exp(ln), above, below) > 1 - p;
  let low = -1;
  while (!isBelow(low)) low *= 2;
  let high = 1;
  while (isBelow(high)) high *= 2;
  for (let middle = (low + high) / 2; middle !== low && middle !== high; middle = (low + high) / 2) {
    if (isBelow(middle)) low = middle;
    else high = middle;
  }
  return Math.exp(high);
}
