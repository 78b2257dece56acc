/** The numbers of a contrast, gene by gene. */
import { leverages } from '../../stats/least-squares.ts';
import type { Contrast } from '../experiment/assay-schema.ts';
import { someGenes } from '../expression/count-matrix.ts';
import { expressedGenes } from '../expression/expressed-genes.ts';
import { logCpm } from '../expression/log-cpm.ts';
import { type Measured, scaledLibraries } from './engines.ts';
import type { Replicate } from './libraries.ts';

/** By gene: those that every replicate has a value of, then those that lack one; NaN where there is no number. */
export interface GeneTable {
  readonly genes: readonly string[];
  readonly symbols: readonly string[] | null;
  readonly log2fc: Float64Array;
  /** Drawn towards 0 by what all genes together say; of genes that have a p. */
  readonly log2fcShrunk: Float64Array;
  readonly se: Float64Array;
  readonly stat: Float64Array;
  readonly pValue: Float64Array;
  readonly adjPValue: Float64Array;
  /** Mean log2 of counts a million, of libraries as the default engine scales them, or of intensities. */
  readonly meanA: Float64Array;
  readonly meanB: Float64Array;
}

/**
 * Of each gene and replicate, log2 of counts a million of the library as the default engine scales it, or the intensity:
 * in a model of arms alone their means differ by the fold.
 */
export function levelsOf({ scale, matrix, columns }: Measured): Float64Array {
  if (scale === 'log2' || columns.length === 0) return matrix.counts;
  const genes = expressedGenes(matrix, 1 / Math.max(...leverages(columns)));
  return logCpm(
    matrix,
    scaledLibraries(someGenes(matrix, genes.length === 0 ? matrix.genes.keys().toArray() : genes)),
  );
}

/** Means of either arm, gene by gene; NaN of genes beyond those that were compared. */
export function armMeans(
  levels: Float64Array,
  kept: readonly Replicate[],
  { a, b }: Contrast,
  { compared, all }: { readonly compared: number; readonly all: number },
) {
  const meansOf = (arm: string) => {
    const columns = kept.flatMap((one, r) => (one.arm === arm ? [r] : []));
    return Float64Array.from({ length: all }, (_, f) => {
      if (f >= compared) return Number.NaN;
      let sum = 0;
      for (const r of columns) sum += levels[f * kept.length + r]!;
      return sum / columns.length;
    });
  };
  return { meanA: meansOf(a), meanB: meansOf(b) };
}

/** Why the gene has no fold; null where it has one. */
export function whyNoFold({ log2fc, meanA, meanB }: GeneTable, place: number): string | null {
  if (!Number.isNaN(log2fc[place]!)) return null;
  return Number.isNaN(meanA[place]!) && Number.isNaN(meanB[place]!)
    ? NO_VALUE
    : 'read too rarely to be compared';
}

const NO_VALUE = 'no value in some sample: its cell is empty or was rejected, or a file lacks the gene';

/** Why the gene has no p; null where it has one. */
export function whyNoP(table: GeneTable, place: number): string | null {
  const reason = whyNoFold(table, place);
  if (reason !== null || !Number.isNaN(table.pValue[place]!)) return reason;
  return 'no p: too few units, or one count alone decides';
}
