import { fisherFQuantile } from '../../../stats/fisher-f.ts';
import { normalTail } from '../../../stats/normal-tail.ts';
import { type CountMatrix, countsOfGene } from '../count-matrix.ts';
import { cellsOf, largestCooksDistance } from './cooks-distance.ts';
import type { Dispersions } from './fit-dispersions.ts';
import { type Filtered, filterByMean } from './independent-filter.ts';
import { fitNb, type NbModel, nbCovariance } from './nb-glm.ts';

/** What a contrast says of each gene, in log2. NaN of a gene that was never read. */
export interface WaldTests extends Filtered {
  readonly log2fc: Float64Array;
  readonly se: Float64Array;
  readonly z: Float64Array;
  /** Null of a gene that was never read, or in which one count decides alone. */
  readonly pValue: readonly (number | null)[];
  /** Genes in which one count moves the fit farther than chance does. */
  readonly outliers: readonly number[];
}

/** A Cook's distance beyond this quantile of F is an outlier's. */
const OUTLYING = 0.99;

/**
 * Wald tests of a contrast, with the dispersions that all genes gave each.
 * Source: M. Love, W. Huber, S. Anders, Genome Biology 15 (2014) 550, Methods.
 *
 * @param contrast weights of the coefficients
 * @param level false discovery rate that genes are filtered for
 */
export function waldTests(
  matrix: CountMatrix,
  design: readonly Float64Array[],
  { model, dispersions }: { readonly model: NbModel; readonly dispersions: Dispersions },
  { contrast, level }: { readonly contrast: Float64Array; readonly level: number },
): WaldTests {
  const genes = matrix.genes.length;
  const [log2fc, se, z] = Array.from({ length: 3 }, () => new Float64Array(genes).fill(Number.NaN)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const pValue: (number | null)[] = new Array(genes).fill(null);
  const outliers: number[] = [];
  const cells = cellsOf(design);
  const farthest = fisherFQuantile(OUTLYING, design.length, matrix.samples.length - design.length);
  for (let gene = 0; gene < genes; gene++) {
    const dispersion = dispersions.final[gene]!;
    if (Number.isNaN(dispersion)) continue;
    const { coefficients, means } = fitNb(countsOfGene(matrix, gene), dispersion, model);
    const covariance = nbCovariance(means, dispersion, model);
    if (covariance === null) continue;
    log2fc[gene] = weigh(coefficients, contrast) / Math.LN2;
    se[gene] = Math.sqrt(spreadOf(covariance, contrast)) / Math.LN2;
    z[gene] = log2fc[gene]! / se[gene]!;
    const distance = largestCooksDistance(matrix, gene, { means, dispersion }, model, cells);
    if (distance !== null && distance > farthest) outliers.push(gene);
    else pValue[gene] = 2 * normalTail(Math.abs(z[gene]!));
  }
  return { log2fc, se, z, pValue, outliers, ...filterByMean(pValue, dispersions.baseMeans, level) };
}

const weigh = (values: Float64Array, weights: Float64Array): number =>
  weights.reduce((sum, weight, k) => sum + weight * values[k]!, 0);

function spreadOf(covariance: Float64Array, weights: Float64Array): number {
  let sum = 0;
  weights.forEach((left, a) => {
    weights.forEach((right, b) => {
      sum += left * right * covariance[a * weights.length + b]!;
    });
  });
  return sum;
}
