import { lnGamma } from '../../shared/stats/ln-gamma.ts';

/** The mean of a Poisson number of which so few, or fewer, would be seen with a probability of 5 %: its one-sided bound. */
export function poissonBound(seen: number): number {
  let low = seen;
  let high = seen + 10 * Math.sqrt(seen + 10);
  for (let step = 0; step < 100; step++) {
    const mean = (low + high) / 2;
    if (atMost(seen, mean) > 0.05) low = mean;
    else high = mean;
  }
  return high;
}

/** From the largest number down: of a large mean the smallest ones are 0. */
function atMost(seen: number, mean: number): number {
  let term = Math.exp(seen * Math.log(mean) - mean - lnGamma(seen + 1));
  let sum = term;
  for (let n = seen; n > 0; n--) {
    term *= n / mean;
    sum += term;
  }
  return sum;
}
