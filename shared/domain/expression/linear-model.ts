import {
  type Columns,
  coefficients,
  effectsInPlace,
  type Factored,
  factor,
  residualVariance,
  unscaledVariance,
} from '../../stats/least-squares.ts';

/** The values of all genes in all samples, by gene. */
export interface GeneValues {
  readonly genes: number;
  readonly samples: number;
  readonly values: Float64Array;
  /** How well each value is known, as 1 over a variance; null where all are known alike. */
  readonly weights: Float64Array | null;
}

/** One linear model of all genes over all arms, from which every contrast is taken. */
export interface LinearModel {
  readonly genes: number;
  /** The columns of the design that are a part of it. */
  readonly kept: readonly number[];
  /** Degrees of freedom of each gene's residuals: 1 or more. */
  readonly df: number;
  /** By gene, of the kept columns. */
  readonly coefficients: Float64Array;
  /** Of each gene's residuals. */
  readonly variances: Float64Array;
  /** Mean value of each gene. */
  readonly means: Float64Array;
  /** Variance of a weighted sum of a gene's coefficients over that of its residuals. */
  unscaled(gene: number, weights: Float64Array): number;
}

/**
 * Fits the design to each gene by least squares.
 *
 * @returns null where the design leaves no degree of freedom for residuals
 */
export function fitGenes(genes: GeneValues, design: Columns): LinearModel | null {
  const whole = factor(design);
  const df = genes.samples - whole.kept.length;
  if (df < 1) return null;
  const columns = whole.kept.map((place) => design[place]!);
  const { weights } = genes;
  const triangles = weights === null ? null : new PackedTriangles(genes.genes, columns.length);
  const fit = {
    ...{ genes: genes.genes, kept: whole.kept, df },
    coefficients: new Float64Array(genes.genes * columns.length),
    variances: new Float64Array(genes.genes),
    means: new Float64Array(genes.genes),
  };
  const y = new Float64Array(genes.samples);
  for (let gene = 0; gene < genes.genes; gene++) {
    const from = gene * genes.samples;
    y.set(genes.values.subarray(from, from + genes.samples));
    fit.means[gene] = meanOf(y);
    const roots = weights?.subarray(from, from + genes.samples).map(Math.sqrt);
    const factored = roots === undefined ? whole : factor(columns.map((column) => times(column, roots)));
    if (roots !== undefined) for (let j = 0; j < y.length; j++) y[j]! *= roots[j]!;
    triangles?.keep(gene, factored);
    const effects = effectsInPlace(factored, y);
    fit.coefficients.set(coefficients(factored, effects), gene * columns.length);
    fit.variances[gene] = residualVariance(factored, effects) ?? Number.NaN;
  }
  return {
    ...fit,
    unscaled: (gene, sum) => unscaledVariance(triangles === null ? whole : triangles.of(gene), sum),
  };
}

function meanOf(values: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < values.length; j++) sum += values[j]!;
  return sum / values.length;
}

const times = (column: Float64Array, roots: Float64Array): Float64Array =>
  column.map((value, j) => value * roots[j]!);

/** The triangles of all genes in one array: 60,000 genes of as many small arrays would take more than their numbers. */
class PackedTriangles {
  readonly #size: number;
  readonly #columns: number;
  readonly #values: Float64Array;

  constructor(genes: number, columns: number) {
    this.#columns = columns;
    this.#size = (columns * (columns + 1)) / 2;
    this.#values = new Float64Array(genes * this.#size);
  }

  keep(gene: number, { triangle }: Factored): void {
    triangle.forEach((column, k) => {
      this.#values.set(column, gene * this.#size + (k * (k + 1)) / 2);
    });
  }

  of(gene: number): Pick<Factored, 'triangle'> {
    const triangle = Array.from({ length: this.#columns }, (_, k) => {
      const at = gene * this.#size + (k * (k + 1)) / 2;
      return this.#values.subarray(at, at + k + 1);
    });
    return { triangle };
  }
}
