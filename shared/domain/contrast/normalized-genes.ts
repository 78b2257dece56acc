/** How much each gene was read in each replicate, made comparable between them. */
import type { RegisteredSample, Remark } from '../assay/sample-register.ts';
import type { ExpressionTable } from '../assay/tables.ts';
import { medianOfRatios } from '../expression/scale-factors.ts';
import { derived } from '../words/derived.ts';
import { matrixOf } from './compare-genes.ts';
import { type Replicate, replicatesOf } from './libraries.ts';

export interface NormalizedGenes {
  readonly replicates: readonly Replicate[];
  /** How they were made comparable, in words. */
  readonly method: string;
  /** In the order of the table; of each a value per replicate. */
  readonly rows: readonly {
    readonly gene: string;
    readonly symbol: string;
    readonly values: readonly number[];
  }[];
}

/**
 * Counts of a replicate's libraries together, divided by the median of its ratios to the geometric mean of all replicates;
 * logarithms as they are, of libraries of one replicate their mean. Genes of which each replicate has a value. A remark where
 * that cannot be.
 * Source: S. Anders, W. Huber, Genome Biology 11 (2010) R106, equation 5.
 */
export function normalizedGenes(
  table: ExpressionTable,
  register: readonly RegisteredSample[],
): NormalizedGenes | Remark {
  const { replicates: all, values, whole } = replicatesOf(table, register);
  const { kept, matrix } = matrixOf(table, all, values, whole);
  const isCounted = table.scale === 'counts';
  const factors = isCounted ? medianOfRatios(matrix) : new Float64Array(kept.length).fill(1);
  if (kept.length === 0 || factors === null) return NO_COMMON_GENE;
  return {
    replicates: kept,
    method: isCounted
      ? 'counts divided by the median of ratios of each unit (libraries of a unit are summed)'
      : 'log2 intensities as the files have them (libraries of a unit are averaged)',
    rows: whole.map((feature, row) => ({
      gene: matrix.genes[row]!,
      symbol: table.symbols?.[feature] ?? '',
      values: kept.map((_, column) => derived(matrix.counts[row * kept.length + column]! / factors[column]!)),
    })),
  };
}

const NO_COMMON_GENE: Remark = {
  code: 'normalized.no-common-gene',
  message: 'no gene was read in every unit, so that nothing says how much more one was read than another',
};
