/** How far replicates of one arm are apart: of a gene, and of a sum of genes, which go up and down together. */
import { type Columns, effectsInPlace, factor, unscaledVariance } from '../../stats/least-squares.ts';

export interface ReplicateSpread {
  /** Degrees of freedom of what the model leaves: 1 or more. */
  readonly df: number;
  /** Variance of the contrast over that of a replicate. */
  readonly unscaled: number;
  /** What the model leaves of a gene, along `df` directions that are at right angles. */
  leftOf(place: number): Float64Array;
}

/** What the model leaves of a gene that is the same everywhere is below this share of its sum of squares. */
const ROUNDING = 1e-24;

/**
 * @param levels log2 of each gene and replicate, by gene
 * @param columns of the design
 * @param contrast weights of these
 * @returns null where the design leaves no degree of freedom
 */
export function replicateSpread(
  levels: Float64Array,
  columns: Columns,
  contrast: Float64Array,
): ReplicateSpread | null {
  const factored = factor(columns);
  const { rows, kept } = factored;
  if (rows <= kept.length) return null;
  const weights = Float64Array.from(kept, (place) => contrast[place]!);
  return {
    df: rows - kept.length,
    unscaled: unscaledVariance(factored, weights),
    leftOf: (place) => {
      const effects = effectsInPlace(factored, levels.slice(place * rows, (place + 1) * rows));
      const left = effects.slice(kept.length);
      return squared(left) > ROUNDING * squared(effects) ? left : left.fill(0);
    },
  };
}

/** A gene of a sum. */
export interface Summand {
  readonly weight: number;
  /** Standard error of its fold, as the engine has it. */
  readonly se: number;
  readonly left: Float64Array;
}

export interface SumVariance {
  readonly variance: number;
  /** The variance over that of genes that know nothing of each other. */
  readonly inflation: number;
}

/**
 * Variance of a weighted sum of folds as the sum itself varies between replicates. Equal to that of independent genes times
 * 1 + (m − 1) ρ, with ρ the mean correlation of what the model leaves.
 * Source: D. Wu, G. K. Smyth, Nucleic Acids Research 40 (2012) e133, of correlations that are estimated.
 */
export function varianceBetweenReplicates(
  genes: readonly Summand[],
  { df, unscaled }: Pick<ReplicateSpread, 'df' | 'unscaled'>,
): SumVariance {
  const together = squared(sumOf(genes, ({ weight }) => weight));
  const apart = genes.reduce((sum, { weight, left }) => sum + weight * weight * squared(left), 0);
  return { variance: (together / df) * unscaled, inflation: together / apart };
}

/** The same with the engine's own errors of the genes, and of their replicates only how they go together. */
export function varianceOfErrors(genes: readonly Summand[]): SumVariance {
  // A gene that is the same in all replicates goes together with none.
  const level = genes.filter(({ left }) => squared(left) === 0);
  const others = genes.filter((one) => !level.includes(one));
  const scaled = sumOf(others, ({ weight, se, left }) => (weight * se) / Math.sqrt(squared(left)));
  const alone = (list: readonly Summand[]) =>
    list.reduce((sum, { weight, se }) => sum + (weight * se) ** 2, 0);
  const variance = squared(scaled) + alone(level);
  return { variance, inflation: variance / alone(genes) };
}

/** Mean over the pairs of genes; null of one gene, or where none varies. */
export function meanCorrelation(genes: readonly Pick<Summand, 'left'>[]): number | null {
  const varying = genes.filter(({ left }) => squared(left) > 0);
  if (varying.length < 2) return null;
  const together = squared(sumOf(varying, ({ left }) => 1 / Math.sqrt(squared(left))));
  return (together - varying.length) / (varying.length * (varying.length - 1));
}

function sumOf<T extends Pick<Summand, 'left'>>(
  genes: readonly T[],
  weightOf: (one: T) => number,
): Float64Array {
  const sum = new Float64Array(genes[0]?.left.length ?? 0);
  for (const one of genes) {
    const weight = weightOf(one);
    one.left.forEach((value, k) => {
      sum[k]! += weight * value;
    });
  }
  return sum;
}

const squared = (values: Float64Array): number => values.reduce((sum, value) => sum + value * value, 0);
