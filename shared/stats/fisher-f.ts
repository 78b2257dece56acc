import { incompleteBeta } from './incomplete-beta.ts';

/**
 * P(F > f) of Fisher's F distribution, for f ≥ 0 and degrees of freedom above 0. Small results keep their digits.
 * Source: Abramowitz & Stegun (1964) 26.6.2.
 */
export function fisherFTail(f: number, above: number, below: number): number {
  const whole = below + above * f;
  return incompleteBeta(below / whole, below / 2, above / 2, (above * f) / whole);
}
