import { lnGamma, stirlingRemainder } from './ln-gamma.ts';

/**
 * Natural logarithm of the beta function B(a, b) = Γ(a) Γ(b) / Γ(a + b), for a, b > 0.
 *
 * With one argument large, ln Γ(b) − ln Γ(a + b) cancels; there it is written out by Stirling's formula, of which
 * only the small differences remain (the idea of Didonato & Morris, ACM TOMS 18 (1992) 360, algorithm 708).
 */
export function lnBeta(a: number, b: number): number {
  const small = Math.min(a, b);
  const large = Math.max(a, b);
  if (large < 15) return lnGamma(small) + lnGamma(large) - lnGamma(small + large);
  const sum = small + large;
  const ratio = small - (sum - 0.5) * Math.log1p(small / large) - small * Math.log(large);
  return lnGamma(small) + ratio + stirlingRemainder(large) - stirlingRemainder(sum);
}
