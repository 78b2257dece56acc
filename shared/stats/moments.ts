/**
 * Running count, mean and sum of squared deviations from that mean. Unlike a sum of squares, `m2` does not cancel
 * when the spread is small beside the values. With `n` 0, `mean` and `m2` are 0 and say nothing.
 */
export interface Moments {
  n: number;
  mean: number;
  m2: number;
}

/** The moments of no values. */
export function startMoments(): Moments {
  return { n: 0, mean: 0, m2: 0 };
}

/**
 * Takes one value in; changes `moments`, since a new object a sample would cost more than the arithmetic.
 * Source: B. P. Welford, Technometrics 4 (1962) 419.
 */
export function addToMoments(moments: Moments, value: number): void {
  moments.n += 1;
  const before = value - moments.mean;
  moments.mean += before / moments.n;
  moments.m2 += before * (value - moments.mean);
}

/**
 * The moments of both sets of values together; changes neither.
 * Source: T. F. Chan, G. H. Golub, R. J. LeVeque, The American Statistician 37 (1983) 242.
 */
export function mergeMoments(a: Readonly<Moments>, b: Readonly<Moments>): Moments {
  if (a.n === 0) return { ...b };
  if (b.n === 0) return { ...a };
  const n = a.n + b.n;
  const apart = b.mean - a.mean;
  return { n, mean: a.mean + apart * (b.n / n), m2: a.m2 + b.m2 + apart * apart * ((a.n * b.n) / n) };
}

/** Variance with divisor n − 1 (Bessel), or null for fewer than two values. */
export function sampleVariance(moments: Readonly<Moments>): number | null {
  return moments.n < 2 ? null : moments.m2 / (moments.n - 1);
}
