import type { Columns } from '../../stats/least-squares.ts';
import { lowess } from '../../stats/lowess.ts';
import { mean } from '../../stats/mean.ts';
import { type CountMatrix, countsOfGene } from './count-matrix.ts';
import { fitGenes, type GeneValues } from './linear-model.ts';

/** Share of the genes that each part of the trend is fitted to, and how finely. */
const TREND = { share: 0.5, rounds: 3, ofRange: 0.01 };

/**
 * log2 counts a million reads with a weight each: how a value scatters is read off the trend of all genes at the count that
 * the model expects of it.
 * Source: C. Law and others, Genome Biology 15 (2014) R29, "voom" in Methods.
 *
 * @param libraries reads of each sample, scaled
 * @returns null where the design leaves no degree of freedom
 */
export function voomWeights(
  matrix: CountMatrix,
  libraries: Float64Array,
  design: Columns,
): GeneValues | null {
  const samples = matrix.samples.length;
  const reads = libraries.map((library) => library + 1);
  const values = matrix.counts.map((count, i) => Math.log2(((count + 0.5) / reads[i % samples]!) * 1e6));
  const plain = { genes: matrix.genes.length, samples, values, weights: null };
  const model = fitGenes(plain, design);
  if (model === null) return null;
  const toCount = reads.map((library) => Math.log2(library) - Math.log2(1e6));
  const shift = mean(toCount) ?? 0;
  const read = matrix.genes
    .map((_, gene) => gene)
    .filter((gene) => countsOfGene(matrix, gene).some((count) => count > 0));
  const points = read
    .map((gene) => [model.means[gene]! + shift, model.variances[gene]! ** 0.25] as const)
    .sort(([a], [b]) => a - b);
  const spreadAt = trendOf(points);
  const columns = model.kept.map((place) => design[place]!);
  const weights = values.map((_, i) => {
    const [gene, j] = [Math.floor(i / samples), i % samples];
    let fitted = 0;
    for (let k = 0; k < columns.length; k++)
      fitted += model.coefficients[gene * columns.length + k]! * columns[k]![j]!;
    return 1 / spreadAt(fitted + toCount[j]!) ** 4;
  });
  return { ...plain, weights };
}

/** The trend, straight between its points and level beyond them. */
function trendOf(points: readonly (readonly [x: number, y: number])[]): (x: number) => number {
  const x = Float64Array.from(points, ([at]) => at);
  const y = Float64Array.from(points, ([, value]) => value);
  const width = x.at(-1)! - x[0]!;
  const { share, rounds, ofRange } = TREND;
  const curve = lowess(x, y, { share, rounds, within: ofRange * width });
  return (at) => {
    if (at <= x[0]!) return curve[0]!;
    if (at >= x.at(-1)!) return curve.at(-1)!;
    let low = 0;
    let high = x.length - 1;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (x[middle]! <= at) low = middle;
      else high = middle;
    }
    const share = (at - x[low]!) / (x[high]! - x[low]!);
    return curve[low]! + share * (curve[high]! - curve[low]!);
  };
}
