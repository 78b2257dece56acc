import { type CountMatrix, countsOfGene } from '../count-matrix.ts';
import { type NbModel, nbLeverages } from './nb-glm.ts';

/** Samples that one cell of the design needs so that an outlier among them can be told. */
const LEAST_IN_CELL = 3;
const LEAST_ROBUST_DISPERSION = 0.04;

/** What is cut off at either end, and what the trimmed mean square of normal values is to be multiplied by. */
interface Trim {
  readonly share: number;
  readonly scale: number;
}
const TRIMS: Readonly<Record<'few' | 'some' | 'many', Trim>> = {
  few: { share: 1 / 3, scale: 2.04 },
  some: { share: 1 / 4, scale: 1.86 },
  many: { share: 1 / 8, scale: 1.51 },
};
const trimOf = (n: number): Trim => (n <= 3 ? TRIMS.few : n < 24 ? TRIMS.some : TRIMS.many);

/** Cells of the design: the samples that are alike in all of it. */
export function cellsOf(design: readonly Float64Array[]): readonly (readonly number[])[] {
  const cells = new Map<string, number[]>();
  for (let j = 0; j < (design[0]?.length ?? 0); j++) {
    const name = design.map((column) => column[j]).join(' ');
    cells.set(name, [...(cells.get(name) ?? []), j]);
  }
  return [...cells.values()];
}

/**
 * The largest Cook's distance of a gene, over the samples of cells that are large enough to tell: how far one count moves
 * the fit. Null where no cell is.
 * Source: R. D. Cook, Technometrics 19 (1977) 15; with a dispersion that outliers do not move, M. Love, W. Huber, S. Anders,
 * Genome Biology 15 (2014) 550, Methods.
 */
export function largestCooksDistance(
  matrix: CountMatrix,
  gene: number,
  fit: { readonly means: Float64Array; readonly dispersion: number },
  model: NbModel,
  cells: readonly (readonly number[])[],
): number | null {
  const judged = cells.filter((cell) => cell.length >= LEAST_IN_CELL);
  const leverages = judged.length === 0 ? null : nbLeverages(fit.means, fit.dispersion, model);
  if (leverages === null) return null;
  const counts = countsOfGene(matrix, gene);
  const dispersion = robustDispersion(
    counts.map((count, j) => count / model.sizes[j]!),
    judged,
  );
  let largest = 0;
  for (const j of judged.flat()) {
    const mean = fit.means[j]!;
    const residual = (counts[j]! - mean) ** 2 / (mean + dispersion * mean ** 2);
    const leverage = leverages[j]!;
    largest = Math.max(largest, (residual / model.design.columns) * (leverage / (1 - leverage) ** 2));
  }
  return largest;
}

/** By moments, of the cell that scatters most once its extremes are cut off. */
function robustDispersion(scaled: Float64Array, cells: readonly (readonly number[])[]): number {
  const variance = Math.max(
    ...cells.map((cell) => {
      const { share, scale } = trimOf(cell.length);
      const values = cell.map((j) => scaled[j]!);
      const middle = trimmedMean(values, share);
      return (
        scale *
        trimmedMean(
          values.map((one) => (one - middle) ** 2),
          share,
        )
      );
    }),
  );
  const mean = scaled.reduce((sum, one) => sum + one, 0) / scaled.length;
  return Math.max((variance - mean) / mean ** 2, LEAST_ROBUST_DISPERSION);
}

function trimmedMean(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const cut = Math.floor(sorted.length * share);
  const left = sorted.slice(cut, sorted.length - cut);
  return left.reduce((sum, one) => sum + one, 0) / left.length;
}
