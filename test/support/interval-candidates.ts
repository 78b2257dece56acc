/** Other rules for the interval of a mean, to be measured against the one in force. Each gives half of the interval, or null. */
import { mean } from '../../shared/stats/mean.ts';
import { studentTQuantile } from '../../shared/stats/student-t.ts';
import { autocovariance } from './autocovariance.ts';
import type { IntervalRule } from './coverage-grid.ts';
import { effectiveSampleSize } from './geyer.ts';

const t95 = (df: number) => studentTQuantile(0.975, Math.max(1, df));

/** mean ± t(ESS − 1) · sd / √ESS. */
const halfOf = (ess: number, variance: number) => t95(ess - 1) * Math.sqrt(variance / ess);

/** Geyer's effective sample size, none below 10: the rule until this one. */
const geyer: IntervalRule = (values) => {
  const ess = effectiveSampleSize(values);
  return ess < 10 ? null : halfOf(ess, sampleVariance(values));
};

/** The smaller of Geyer's and one by the upper bound of the lag-1 correlation; none below 2. */
const upperBound: IntervalRule = (values) => {
  const n = values.length;
  const r = lagOne(values) + (1 + 4 * lagOne(values)) / n;
  const upper = r + 1.64 * Math.sqrt(Math.max(0, 1 - r * r) / n);
  if (upper >= 1) return null;
  const ess = Math.min(effectiveSampleSize(values), (n * (1 - upper)) / (1 + upper));
  return ess < 2 ? null : halfOf(ess, sampleVariance(values) / (1 - 1 / ess));
};

/** AR(1) with a bias-corrected coefficient, t with ESS − 1; none below 10. */
const autoregressive: IntervalRule = (values) => {
  const n = values.length;
  const r = lagOne(values) + (1 + 4 * lagOne(values)) / n;
  if (r >= 1) return null;
  const ess = Math.min(n, (n * (1 - r)) / (1 + r));
  return ess < 10 ? null : halfOf(ess, sampleVariance(values) / (1 - 1 / ess));
};

/** Eight batches of equal length, t(7); always given. */
const batches: IntervalRule = (values) => {
  const size = Math.floor(values.length / 8);
  const means = Float64Array.from(
    { length: 8 },
    (_, i) => mean(values.subarray(i * size, (i + 1) * size)) ?? 0,
  );
  return t95(7) * Math.sqrt(sampleVariance(means) / 8);
};

/**
 * Long-run variance by equal weights on the slowest ν cosine waves, ν = 0.4 n^(2/3), t(ν); always given.
 * Source: E. Lazarus, D. J. Lewis, J. H. Stock, M. W. Watson, J. Business & Economic Statistics 36 (2018) 541.
 */
const equalWeights: IntervalRule = (values) => {
  const waves = Math.max(1, Math.floor(0.4 * values.length ** (2 / 3)));
  return waveHalf(values, waves);
};

/** The same, AR(1)-prewhitened: residuals' long-run variance over (1 − r)². */
const prewhitened: IntervalRule = (values) => {
  const r = Math.min(0.97, lagOne(values));
  const residuals = values.slice(1).map((value, i) => value - r * values[i]!);
  const half = equalWeights(residuals);
  return half === null ? null : half / (1 - r);
};

function waveHalf(values: Float64Array, waves: number): number {
  const n = values.length;
  const centre = mean(values) ?? 0;
  let power = 0;
  for (let j = 1; j <= waves; j++) {
    let sum = 0;
    for (let t = 0; t < n; t++) sum += (values[t]! - centre) * Math.cos((Math.PI * j * (t + 0.5)) / n);
    power += (2 / n) * sum * sum;
  }
  return t95(waves) * Math.sqrt(power / waves / n);
}

function lagOne(values: Float64Array): number {
  const [variance = 1, next = 0] = autocovariance(values, 1);
  return next / variance;
}

function sampleVariance(values: Float64Array): number {
  return ((autocovariance(values, 0)[0] ?? 0) * values.length) / (values.length - 1);
}

export const CANDIDATES: Readonly<Record<string, IntervalRule>> = {
  geyer,
  'upper-bound': upperBound,
  autoregressive,
  batches,
  'equal-weights': equalWeights,
  prewhitened,
};
