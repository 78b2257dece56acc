import { studentTOutside } from '../../stats/student-t.ts';
import { moderatedVariance, type VariancePrior } from '../../stats/variance-prior.ts';
import type { LinearModel } from './linear-model.ts';

/** What a contrast says of each gene, in log2. */
export interface GeneTests {
  readonly log2fc: Float64Array;
  readonly se: Float64Array;
  readonly t: Float64Array;
  readonly pValue: Float64Array;
  /** Degrees of freedom of t. */
  readonly df: number;
}

/**
 * Moderated t of a contrast: each gene's variance leans on that of all.
 * Source: G. K. Smyth, Statistical Applications in Genetics and Molecular Biology 3 (2004) 3. With a `threshold` the p is
 * that of a change larger than it: D. McCarthy, G. Smyth, Bioinformatics 25 (2009) 765.
 *
 * @param contrast weights of the model's coefficients
 * @param threshold in log2, 0 or more
 */
export function moderatedT(
  model: LinearModel,
  prior: VariancePrior,
  contrast: Float64Array,
  threshold = 0,
): GeneTests {
  // No gene can know its variance better than all together do.
  const df = Math.min(model.df + prior.df, model.df * model.genes);
  const tests = {
    log2fc: new Float64Array(model.genes),
    se: new Float64Array(model.genes),
    t: new Float64Array(model.genes),
    pValue: new Float64Array(model.genes),
  };
  for (let gene = 0; gene < model.genes; gene++) {
    const log2fc = weigh(model.coefficients, gene * contrast.length, contrast);
    const variance = moderatedVariance(model.variances[gene]!, model.df, prior, gene);
    const se = Math.sqrt(variance * model.unscaled(gene, contrast));
    const beyond = Math.max(0, Math.abs(log2fc) - threshold) / se;
    tests.log2fc[gene] = log2fc;
    tests.se[gene] = se;
    tests.t[gene] = log2fc < 0 ? -beyond : beyond;
    tests.pValue[gene] =
      threshold === 0 ? studentTOutside(beyond, df) : beyondThreshold(log2fc, se, threshold, df);
  }
  return { ...tests, df };
}

function weigh(values: Float64Array, from: number, weights: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < weights.length; k++) sum += values[from + k]! * weights[k]!;
  return sum;
}

/** P of a change as large where the true one is as large as the threshold, on either side. */
function beyondThreshold(log2fc: number, se: number, threshold: number, df: number): number {
  const tail = (t: number) => (t >= 0 ? studentTOutside(t, df) / 2 : 1 - studentTOutside(t, df) / 2);
  const size = Math.abs(log2fc);
  return tail((size - threshold) / se) + tail((size + threshold) / se);
}
