/** Random counts as in sequencing data. */
import type { Random } from '../../shared/simulator/random.ts';
import { lnGamma } from '../../shared/stats/ln-gamma.ts';

/** Negative binomial number with variance mean + dispersion · mean²: a Poisson number whose mean is gamma distributed. */
export function negativeBinomial(random: Random, mean: number, dispersion: number): number {
  return mean === 0 ? 0 : poisson(random, mean * dispersion * gamma(random, 1 / dispersion));
}

/** Gamma deviate of scale 1 (G. Marsaglia and W. W. Tsang, ACM Trans. Math. Softw. 26 (2000) 363). */
export function gamma(random: Random, shape: number): number {
  if (shape < 1) return gamma(random, shape + 1) * random.uniform() ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = random.normal();
    const v = (1 + c * x) ** 3;
    if (v <= 0) continue;
    if (Math.log(1 - random.uniform()) < x ** 2 / 2 + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** Below this mean uniforms are multiplied until the product falls below exp(−mean). */
const FEW = 10;

/** Poisson number; from a mean of 10 by transformed rejection (W. Hörmann, Insurance Math. Econom. 12 (1993) 39, PTRS). */
export function poisson(random: Random, mean: number): number {
  if (mean < FEW) return fewPoisson(random, mean);
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const inverse = 1.1239 + 1.1328 / (b - 3.4);
  const surely = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const u = random.uniform() - 0.5;
    const v = 1 - random.uniform();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + mean + 0.43);
    if (us >= 0.07 && v <= surely) return k;
    if (k < 0 || (us < 0.013 && v > us)) continue;
    const density = k * Math.log(mean) - mean - lnGamma(k + 1);
    if (Math.log((v * inverse) / (a / us ** 2 + b)) <= density) return k;
  }
}

function fewPoisson(random: Random, mean: number): number {
  const least = Math.exp(-mean);
  let count = 0;
  for (let product = random.uniform(); product > least; product *= random.uniform()) count++;
  return count;
}
