import { autocovariance } from './autocovariance.ts';

/** Lags looked at first; four times as many as long as the sum has not ended. */
const FIRST_LAGS = 1023;

/**
 * How many independent values would fix the mean as well as these n correlated, equally spaced ones do:
 * min(n, n γ(0) / σ²), with σ² = −γ(0) + 2 Σ (γ(2k) + γ(2k + 1)) summed while the pairs stay positive.
 * Source: C. J. Geyer, "Practical Markov Chain Monte Carlo", Statistical Science 7 (1992) 473, section 3.3, the
 * initial positive sequence. Cut at n, because negative correlation would give more than was measured.
 *
 * A constant series counts as 1: it never showed how it varies. No values count 0, one value 1.
 */
export function effectiveSampleSize(values: Float64Array): number {
  const n = values.length;
  if (n < 2) return n;
  if (isConstant(values)) return 1;
  for (let lags = FIRST_LAGS; ; lags = 4 * lags + 3) {
    const maxLag = Math.min(lags, n);
    const covariances = autocovariance(values, maxLag);
    const { sum, ended } = initialPositiveSum(covariances);
    if (!ended && maxLag < n) continue;
    const variance = covariances[0]!;
    const longRunVariance = 2 * sum - variance;
    return longRunVariance > 0 ? Math.min(n, (n * variance) / longRunVariance) : n;
  }
}

function isConstant(values: Float64Array): boolean {
  const first = values[0]!;
  return values.every((value) => value === first);
}

/** Sum of the pairs before the first that is not positive; not ended where the covariances ran out before it. */
function initialPositiveSum(covariances: Float64Array): { sum: number; ended: boolean } {
  let sum = 0;
  for (let k = 0; k + 1 < covariances.length; k += 2) {
    const pair = covariances[k]! + covariances[k + 1]!;
    if (!(pair > 0)) return { sum, ended: true };
    sum += pair;
  }
  return { sum, ended: false };
}
