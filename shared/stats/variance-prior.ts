import { coefficients, effectsInPlace, factor, residualVariance } from './least-squares.ts';
import { median } from './median.ts';
import { naturalSpline } from './natural-spline.ts';
import { digamma, trigamma, trigammaInverse } from './polygamma.ts';

/** What variances are like before they are measured: s₀² times an F of (d, d₀) degrees of freedom scatters them. */
export interface VariancePrior {
  /** d₀; infinite where the variances differ by no more than chance makes them. */
  readonly df: number;
  /** s₀² of each. */
  readonly variances: Float64Array;
}

/** Variances below this share of the median are taken as that. */
const LEAST_SHARE = 1e-5;

/**
 * The prior of measured variances.
 * Source: G. K. Smyth, Statistical Applications in Genetics and Molecular Biology 3 (2004) 3, section 6.2: moments of
 * e = ln s² − ψ(d/2) + ln(d/2). With a covariate s₀² follows it along a natural spline, and the residuals of e about that
 * have the variance.
 *
 * @param variances 3 or more
 * @param df degrees of freedom that each has
 * @param covariate one for each
 */
export function variancePrior(
  variances: Float64Array,
  df: number,
  covariate: Float64Array | null,
): VariancePrior {
  const middle = median(variances) ?? 0;
  const least = LEAST_SHARE * (middle > 0 ? middle : 1);
  const shift = Math.log(df / 2) - digamma(df / 2);
  const logs = variances.map((variance) => Math.log(Math.max(variance, least)) + shift);
  const { fitted, scatter } = alongCovariate(logs, covariate);
  const beyond = scatter - trigamma(df / 2);
  if (beyond <= 0) return { df: Number.POSITIVE_INFINITY, variances: poolAll(variances, fitted, covariate) };
  const prior = 2 * trigammaInverse(beyond);
  const back = digamma(prior / 2) - Math.log(prior / 2);
  return { df: prior, variances: fitted.map((one) => Math.exp(one + back)) };
}

/** Of variances that are all one: their mean, or what the covariate says. */
function poolAll(
  variances: Float64Array,
  fitted: Float64Array,
  covariate: Float64Array | null,
): Float64Array {
  if (covariate !== null) return fitted.map(Math.exp);
  return fitted.fill(variances.reduce((sum, one) => sum + one, 0) / variances.length);
}

function alongCovariate(
  logs: Float64Array,
  covariate: Float64Array | null,
): { fitted: Float64Array; scatter: number } {
  const columns = covariate === null ? [new Float64Array(logs.length).fill(1)] : trendColumns(covariate);
  const factored = factor(columns);
  const effects = effectsInPlace(factored, logs.slice());
  const solved = coefficients(factored, effects);
  const fitted = new Float64Array(logs.length);
  factored.kept.forEach((place, k) => {
    const column = columns[place]!;
    for (let i = 0; i < fitted.length; i++) fitted[i]! += solved[k]! * column[i]!;
  });
  return { fitted, scatter: residualVariance(factored, effects) ?? 0 };
}

function trendColumns(covariate: Float64Array) {
  const n = covariate.length;
  const df = 1 + (n >= 3 ? 1 : 0) + (n >= 6 ? 1 : 0) + (n >= 30 ? 1 : 0);
  return naturalSpline(covariate, Math.min(df, new Set(covariate).size));
}

/** The variance that is believed after the measured one: (d₀ s₀² + d s²) / (d₀ + d). */
export function moderatedVariance(variance: number, df: number, prior: VariancePrior, i: number): number {
  const before = prior.variances[i]!;
  if (prior.df === Number.POSITIVE_INFINITY) return before;
  return (prior.df * before + df * variance) / (prior.df + df);
}
