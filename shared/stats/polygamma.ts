/** Below this the series are too short; the argument is first raised by the recurrence. */
const SERIES_FROM = 16;

/** Bernoulli numbers B2, B4, … , B16. */
const BERNOULLI = [1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6, -3617 / 510];

/** Σ B(2k) · factor(k) / x^(2k), from the smallest term on. */
function bernoulliSeries(x: number, factor: (k: number) => number): number {
  const inverseSquare = 1 / (x * x);
  let sum = 0;
  for (let k = BERNOULLI.length; k >= 1; k--) sum = (sum + BERNOULLI[k - 1]! * factor(k)) * inverseSquare;
  return sum;
}

/**
 * ψ(x) = d ln Γ(x) / dx for x > 0; NaN elsewhere. Absolute error about 1e-15 times max(1, |ψ(x)|).
 * Source: Abramowitz & Stegun (1964) 6.3.18, after the recurrence 6.3.5.
 */
export function digamma(x: number): number {
  if (!(x > 0)) return Number.NaN;
  let raised = x;
  let below = 0;
  for (; raised < SERIES_FROM; raised++) below += 1 / raised;
  const series = Math.log(raised) - 1 / (2 * raised) - bernoulliSeries(raised, (k) => 1 / (2 * k));
  return series - below;
}

/** ψ′(x) for x > 0; NaN elsewhere. Source: Abramowitz & Stegun 6.4.12, after the recurrence 6.4.6. */
export function trigamma(x: number): number {
  if (!(x > 0)) return Number.NaN;
  let raised = x;
  let below = 0;
  for (; raised < SERIES_FROM; raised++) below += 1 / (raised * raised);
  return (1 + 1 / (2 * raised) + bernoulliSeries(raised, () => 1)) / raised + below;
}

/** ψ″(x) for x > 0; NaN elsewhere. Source: Abramowitz & Stegun 6.4.13, after the recurrence 6.4.6. */
export function tetragamma(x: number): number {
  if (!(x > 0)) return Number.NaN;
  let raised = x;
  let below = 0;
  for (; raised < SERIES_FROM; raised++) below += 2 / (raised * raised * raised);
  const series = 1 + 1 / raised + bernoulliSeries(raised, (k) => 2 * k + 1);
  return -series / (raised * raised) - below;
}

/** 1/ψ′ is nearly a straight line, so that Newton's method takes a handful of steps from anywhere. */
const MOST_STEPS = 60;

/**
 * The y with ψ′(y) = x, for x > 0; NaN elsewhere.
 * Source: G. K. Smyth, Statistical Applications in Genetics and Molecular Biology 3 (2004) 3, appendix: Newton's method
 * on 1/ψ′(y), which is convex and rises with y, from y = ½ + 1/x.
 */
export function trigammaInverse(x: number): number {
  if (!(x > 0)) return Number.NaN;
  // Beyond these ψ′(y) is 1/y² or 1/y to all digits.
  if (x > 1e15) return 1 / Math.sqrt(x);
  if (x < 1e-15) return 1 / x;
  let y = 0.5 + 1 / x;
  for (let step = 0; step < MOST_STEPS; step++) {
    const reached = trigamma(y);
    const change = (reached * (1 - reached / x)) / tetragamma(y);
    y += change;
    if (Math.abs(change) <= 4 * Number.EPSILON * y) return y;
  }
  return y;
}
