import { crossCorrelation } from '../../shared/stats/cross-correlation.ts';
import { mean } from '../../shared/stats/mean.ts';

/**
 * Autocovariances γ(0) … γ(maxLag) of equally spaced values: γ(k) = Σ (x[i] − x̄)(x[i + k] − x̄) / n. The divisor is
 * n at every lag (M. B. Priestley, Spectral Analysis and Time Series, 1981, 5.3.3), which keeps the sequence
 * positive definite; lags of n or more are 0.
 *
 * @returns maxLag + 1 numbers; empty where there are no values.
 * @throws RangeError unless maxLag is a whole number, 0 or more.
 */
export function autocovariance(values: Float64Array, maxLag: number): Float64Array {
  const centre = mean(values);
  if (centre === null) return new Float64Array(0);
  const centred = values.map((value) => value - centre);
  return crossCorrelation(centred, centred, maxLag).map((sum) => sum / values.length);
}
