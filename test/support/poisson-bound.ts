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

function atMost(seen: number, mean: number): number {
  let term = Math.exp(-mean);
  let sum = term;
  for (let n = 1; n <= seen; n++) {
    term *= mean / n;
    sum += term;
  }
  return sum;
}
