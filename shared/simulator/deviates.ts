/** Deviates of the distributions that counts of reads follow. */
import type { Random } from './random.ts';

/**
 * Gamma deviate of the shape (above 0) and scale 1.
 *
 * Source: Marsaglia and Tsang 2000, ACM Trans. Math. Softw. 26:363; below a shape of 1 by their remark in section 6.
 */
export function gammaDeviate(random: Random, shape: number): number {
  if (shape < 1) return gammaDeviate(random, shape + 1) * (1 - random.uniform()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = random.normal();
    const v = (1 + c * x) ** 3;
    if (v <= 0) continue;
    const u = 1 - random.uniform();
    if (Math.log(u) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** Above this mean the product of uniforms would take long, and come near the smallest number there is. */
const MANY = 30;

/**
 * Poisson deviate of the mean (0 or above).
 *
 * Source: Knuth, The Art of Computer Programming 2, 3.4.1: the product of uniforms for a small mean; a large one is cut
 * by the arrival of a Gamma-distributed event (Ahrens and Dieter 1974, Computing 12:223).
 */
export function poissonDeviate(random: Random, mean: number): number {
  let count = 0;
  let left = mean;
  while (left > MANY) {
    const events = Math.floor((7 / 8) * left);
    const arrival = gammaDeviate(random, events);
    if (arrival > left) return count + binomialDeviate(random, events - 1, left / arrival);
    count += events;
    left -= arrival;
  }
  const limit = Math.exp(-left);
  for (let product = random.uniform(); product > limit; product *= random.uniform()) count += 1;
  return count;
}

/** Successes of so many trials, by the order statistics of uniforms (Ahrens and Dieter 1974): in log(trials) steps. */
function binomialDeviate(random: Random, trials: number, chance: number): number {
  let successes = 0;
  let n = trials;
  let p = chance;
  while (n > MANY) {
    const middle = Math.floor(n / 2) + 1;
    const [below, above] = [gammaDeviate(random, middle), gammaDeviate(random, n + 1 - middle)];
    const cut = below / (below + above);
    if (cut <= p) {
      successes += middle;
      n -= middle;
      p = (p - cut) / (1 - cut);
    } else {
      n = middle - 1;
      p /= cut;
    }
  }
  for (let i = 0; i < n; i++) if (random.uniform() < p) successes += 1;
  return successes;
}

/** Negative binomial deviate: variance mean + dispersion · mean². A dispersion of 0 is Poisson. */
export function countDeviate(random: Random, mean: number, dispersion: number): number {
  const shape = 1 / dispersion;
  const rate = dispersion > 0 ? (mean * gammaDeviate(random, shape)) / shape : mean;
  return poissonDeviate(random, rate);
}
