import { lnGamma } from './ln-gamma.ts';

/**
 * Natural logarithm of the chance of a count, 0 or more, where counts have the mean μ > 0 and the variance μ + α μ²,
 * α > 0. Source: Abramowitz & Stegun (1964) 26.1.20, with 1/α for the number of successes.
 */
export function lnNegativeBinomial(count: number, mean: number, dispersion: number): number {
  const size = 1 / dispersion;
  return (
    lnGamma(count + size) -
    lnGamma(size) -
    lnGamma(count + 1) -
    size * Math.log1p(mean * dispersion) +
    (count === 0 ? 0 : count * (Math.log(mean) - Math.log(mean + size)))
  );
}
