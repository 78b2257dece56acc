import { coefficients, effectsInPlace } from '../../../stats/least-squares.ts';
import { median } from '../../../stats/median.ts';
import { type CountMatrix, countsOfGene } from '../count-matrix.ts';
import { type DispersionTrend, dispersionTrend, trendAt } from './dispersion-trend.ts';
import { believedDispersion, LEAST_DISPERSION, ownDispersion } from './gene-dispersion.ts';
import { fitNb, LEAST_MEAN, type NbModel } from './nb-glm.ts';
import { priorVariance } from './prior-variance.ts';

/** The dispersions of all genes, from each gene's own to the one that it is tested with. */
export interface Dispersions {
  /** Mean of the scaled counts; a gene of 0 has no dispersion, and NaN in all that follows. */
  readonly baseMeans: Float64Array;
  readonly own: Float64Array;
  readonly trend: DispersionTrend;
  /** Of the logarithm, about the trend. */
  readonly priorVariance: number;
  readonly final: Float64Array;
}

/** A gene's own dispersion below this is no more than that of chance. */
const NOTICED = 100 * LEAST_DISPERSION;
/** A gene this many standard deviations above the trend keeps its own. */
const OUTLYING = 2;
/** A median absolute deviation is this share of a standard deviation. */
const MAD_OF_SD = 1 / 1.4826;

/**
 * Dispersions of all genes, each drawn to the trend of all.
 * Source: M. Love, W. Huber, S. Anders, Genome Biology 15 (2014) 550, Methods.
 *
 * @param known variance of the logarithm of the true dispersions about the trend, where it is known from elsewhere
 * @returns null where the genes' own dispersions have no trend
 */
export function fitDispersions(
  matrix: CountMatrix,
  model: NbModel,
  known: number | null = null,
): Dispersions | null {
  const { design } = model;
  const bounds = { least: LEAST_DISPERSION, most: Math.max(10, design.samples) };
  const { baseMeans, own, means } = ownDispersions(matrix, model, bounds);
  const noticed = Array.from(own, (_, gene) => gene).filter((gene) => own[gene]! >= NOTICED);
  const pick = (values: Float64Array) => Float64Array.from(noticed, (gene) => values[gene]!);
  const trend = dispersionTrend(pick(baseMeans), pick(own));
  if (trend === null) return null;
  const apart = pick(own).map((one, i) => Math.log(one / trendAt(trend, baseMeans[noticed[i]!]!)));
  const spread = spreadOf(apart);
  const variance = known ?? priorVariance(apart, spread, design.samples - design.columns);
  const final = own.map((one, gene) => {
    if (Number.isNaN(one)) return one;
    const expected = trendAt(trend, baseMeans[gene]!);
    if (Math.log(one) > Math.log(expected) + OUTLYING * spread) return one;
    const prior = { lnMean: Math.log(expected), variance };
    const begin = one > 0.1 * expected ? one : expected;
    const fitted = means.subarray(gene * design.samples, (gene + 1) * design.samples);
    const { most } = bounds;
    return clamp(
      believedDispersion(countsOfGene(matrix, gene), fitted, { design, begin, most, prior }),
      bounds,
    );
  });
  return { baseMeans, own, trend, priorVariance: variance, final };
}

interface Bounds {
  readonly least: number;
  readonly most: number;
}

const clamp = (one: number, { least, most }: Bounds): number => Math.min(most, Math.max(least, one));

/** Of each gene alone, with the means that its dispersion was sought at. */
function ownDispersions(matrix: CountMatrix, model: NbModel, bounds: Bounds) {
  const { sizes, design } = model;
  const genes = matrix.genes.length;
  const baseMeans = new Float64Array(genes);
  const own = new Float64Array(genes).fill(Number.NaN);
  const means = new Float64Array(genes * design.samples);
  for (let gene = 0; gene < genes; gene++) {
    const counts = countsOfGene(matrix, gene);
    const scaled = counts.map((count, j) => count / sizes[j]!);
    const baseMean = scaled.reduce((sum, one) => sum + one, 0) / scaled.length;
    baseMeans[gene] = baseMean;
    if (baseMean === 0) continue;
    const begin = clamp(roughDispersion(scaled, baseMean, model), bounds);
    const fitted = fitNb(counts, begin, model).means;
    means.set(fitted, gene * design.samples);
    own[gene] = clamp(ownDispersion(counts, fitted, { design, begin, most: bounds.most }), bounds);
  }
  return { baseMeans, own, means };
}

function spreadOf(values: Float64Array): number {
  const middle = median(values) ?? 0;
  return (median(values.map((one) => Math.abs(one - middle))) ?? 0) / MAD_OF_SD;
}

/** Where the search for a gene's own begins: the smaller of two estimates by moments. */
function roughDispersion(
  scaled: Float64Array,
  baseMean: number,
  { design, factored, sizes }: NbModel,
): number {
  const { samples, columns, rows } = design;
  const solved = coefficients(factored, effectsInPlace(factored, scaled.slice()));
  let rough = 0;
  let squares = 0;
  let inverse = 0;
  for (let j = 0; j < samples; j++) {
    let fitted = 0;
    for (let k = 0; k < columns; k++) fitted += rows[j * columns + k]! * solved[k]!;
    const mean = Math.max(2 * LEAST_MEAN, fitted);
    rough += ((scaled[j]! - mean) ** 2 - mean) / mean ** 2;
    squares += (scaled[j]! - baseMean) ** 2;
    inverse += 1 / sizes[j]!;
  }
  const moments = (squares / (samples - 1) - (inverse / samples) * baseMean) / baseMean ** 2;
  return Math.min(Math.max(0, rough / (samples - columns)), moments);
}
