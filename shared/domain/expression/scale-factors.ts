import { mean } from '../../stats/mean.ts';
import { median } from '../../stats/median.ts';
import { quantileOfSorted } from '../../stats/quantile.ts';
import { type CountMatrix, countsOfGene, libraryOf, someGenes } from './count-matrix.ts';

/** Shares of the genes that are left out at either end: of the log ratios, and of the log means. */
const TRIM = { ratio: 0.3, mean: 0.05 };

/**
 * Trimmed mean of M values: what each library is to be multiplied by so that most genes are the same in all. The product
 * of all is 1.
 * Source: M. Robinson, A. Oshlack, Genome Biology 11 (2010) R25; the reference is the sample whose upper quartile is
 * nearest to the mean of all.
 */
export function trimmedMeanFactors(matrix: CountMatrix): Float64Array {
  const read = someGenes(
    matrix,
    Array.from(matrix.genes, (_, place) => place).filter((place) =>
      countsOfGene(matrix, place).some((one) => one > 0),
    ),
  );
  const libraries = libraryOf(matrix);
  const columns = read.samples.map((_, j) =>
    read.genes.map((_, i) => read.counts[i * read.samples.length + j]!),
  );
  const quartiles = Float64Array.from(
    columns,
    (column, j) => (quantileOfSorted(Float64Array.from(column).sort(), 0.75) ?? 0) / libraries[j]!,
  );
  const reference = nearestTo(quartiles, mean(quartiles) ?? 0);
  const factors = Float64Array.from(columns, (column, j) =>
    factorOf(
      { counts: column, library: libraries[j]! },
      { counts: columns[reference]!, library: libraries[reference]! },
    ),
  );
  const middle = Math.exp(mean(factors.map(Math.log)) ?? 0);
  return factors.map((factor) => factor / middle);
}

function nearestTo(values: Float64Array, middle: number): number {
  let nearest = 0;
  for (let j = 1; j < values.length; j++)
    if (Math.abs(values[j]! - middle) < Math.abs(values[nearest]! - middle)) nearest = j;
  return nearest;
}

interface Library {
  readonly counts: readonly number[];
  readonly library: number;
}

interface Gene {
  readonly ratio: number;
  readonly mean: number;
  /** By the delta method. */
  readonly variance: number;
}

/** Ratios that are all this near to 1 are rounding. */
const ROUNDING = 1e-6;

function factorOf(sample: Library, reference: Library): number {
  const genes = sample.counts.flatMap((count, i): Gene[] => {
    const other = reference.counts[i]!;
    if (count === 0 || other === 0) return [];
    const [a, b] = [count / sample.library, other / reference.library];
    const variance =
      (sample.library - count) / sample.library / count +
      (reference.library - other) / reference.library / other;
    // Equal ratios must come out equal, or their ranks would not be one: a difference of logarithms rounds them apart.
    return [{ ratio: Math.log2(a / b), mean: (Math.log2(a) + Math.log2(b)) / 2, variance }];
  });
  if (genes.every(({ ratio }) => Math.abs(ratio) < ROUNDING)) return 1;
  const isRatioIn = withinRanks(
    genes.map(({ ratio }) => ratio),
    TRIM.ratio,
  );
  const isMeanIn = withinRanks(
    genes.map(({ mean }) => mean),
    TRIM.mean,
  );
  let sum = 0;
  let weights = 0;
  genes.forEach(({ ratio, variance }, i) => {
    if (!isRatioIn(i) || !isMeanIn(i)) return;
    sum += ratio / variance;
    weights += 1 / variance;
  });
  return weights > 0 ? 2 ** (sum / weights) : 1;
}

/** Whether a value is left where a share of the smallest and of the largest is cut off; equal ones share a rank. */
function withinRanks(values: readonly number[], share: number): (i: number) => boolean {
  const cut = Math.floor(values.length * share);
  const ranks = ranksOf(values);
  return (i) => ranks[i]! >= cut + 1 && ranks[i]! <= values.length - cut;
}

function ranksOf(values: readonly number[]): Float64Array {
  const order = values.map((_, i) => i).sort((a, b) => values[a]! - values[b]!);
  const ranks = new Float64Array(values.length);
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && values[order[to]!] === values[order[from]!]) to++;
    for (let k = from; k < to; k++) ranks[order[k]!] = (from + 1 + to) / 2;
    from = to;
  }
  return ranks;
}

/**
 * Median of ratios: what the counts of each sample are to be divided by. Null where no gene was read in every sample.
 * Source: S. Anders, W. Huber, Genome Biology 11 (2010) R106, equation 5.
 */
export function medianOfRatios(matrix: CountMatrix): Float64Array | null {
  const ratios: number[][] = matrix.samples.map(() => []);
  matrix.genes.forEach((_, place) => {
    const logs = countsOfGene(matrix, place).map(Math.log);
    const middle = mean(logs) ?? 0;
    if (!Number.isFinite(middle)) return;
    logs.forEach((log, j) => {
      ratios[j]!.push(log - middle);
    });
  });
  const middles = ratios.map((one) => median(Float64Array.from(one)));
  return middles.every((one) => one !== null)
    ? Float64Array.from(middles, (one) => Math.exp(one ?? 0))
    : null;
}
