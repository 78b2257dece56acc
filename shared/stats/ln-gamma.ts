/** Below this the series is too short; the argument is first raised by the recurrence. */
const SERIES_FROM = 15;

/** Coefficients of 1/x, 1/x³, 1/x⁵, … : B(2k) / (2k (2k − 1)). */
const COEFFICIENTS = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156];

/**
 * What Stirling's formula leaves out: ln Γ(x) − (x − ½) ln x + x − ½ ln 2π, for x ≥ 15.
 * Source: Abramowitz & Stegun (1964), 6.1.42.
 */
export function stirlingRemainder(x: number): number {
  const inverseSquare = 1 / (x * x);
  let sum = 0;
  for (let k = COEFFICIENTS.length - 1; k >= 0; k--) sum = sum * inverseSquare + COEFFICIENTS[k]!;
  return sum / x;
}

/**
 * Natural logarithm of Γ(x) for x > 0; NaN elsewhere. Absolute error about 1e-15 times max(1, |ln Γ(x)|).
 * Source: Stirling's series (Abramowitz & Stegun 6.1.41) after the recurrence Γ(x + 1) = x Γ(x).
 */
export function lnGamma(x: number): number {
  if (!(x > 0)) return Number.NaN;
  let product = 1;
  let raised = x;
  while (raised < SERIES_FROM) {
    product *= raised;
    raised += 1;
  }
  const series =
    (raised - 0.5) * Math.log(raised) - raised + 0.5 * Math.log(2 * Math.PI) + stirlingRemainder(raised);
  return series - Math.log(product);
}
