import { cholesky, inverseOf, solveInPlace } from '../../../stats/cholesky.ts';
import { coefficients, effectsInPlace, type Factored, factor } from '../../../stats/least-squares.ts';
import { lnNegativeBinomial } from '../../../stats/negative-binomial.ts';
import { type NbDesign, nbDesign, weightedSquare } from './nb-design.ts';

/** What all genes of an assay share. */
export interface NbModel {
  readonly design: NbDesign;
  /** For the start of each fit. */
  readonly factored: Factored;
  /** What the mean of each sample is multiplied by. */
  readonly sizes: Float64Array;
}

export const nbModel = (columns: readonly Float64Array[], sizes: Float64Array): NbModel => ({
  design: nbDesign(columns),
  factored: factor(columns),
  sizes,
});

/** One gene fitted, in natural logarithms. */
export interface NbFit {
  readonly coefficients: Float64Array;
  readonly means: Float64Array;
}

/** Penalty of a squared coefficient in log2, so that a gene that one arm lacks has one. */
const RIDGE = 1e-6 / Math.LN2 ** 2;
/** No mean is taken as smaller. */
export const LEAST_MEAN = 0.5;
const MOST_STEPS = 100;
const TOLERANCE = 1e-8;
/** What keeps the logarithm of a mean a number. */
const TINY_MEAN = 1e-200;
/** A coefficient beyond this is on its way to infinity. */
const LARGE = 30;

/**
 * Negative binomial regression of one gene with a logarithmic link, by iteratively reweighted least squares. Where these
 * steps go to and fro, each is halved until it leads on.
 * Source: M. Love, W. Huber, S. Anders, Genome Biology 15 (2014) 550, Methods; P. McCullagh, J. Nelder, "Generalized
 * Linear Models" (1989), 2.5.
 */
export function fitNb(counts: Float64Array, dispersion: number, model: NbModel): NbFit {
  const { design, factored, sizes } = model;
  const start = coefficients(
    factored,
    effectsInPlace(
      factored,
      counts.map((count, j) => Math.log(count / sizes[j]! + 0.1)),
    ),
  );
  const solved =
    wholeSteps(counts, dispersion, model, start) ?? halvedSteps(counts, dispersion, model, start);
  return { coefficients: solved, means: meansOf(design, sizes, solved, LEAST_MEAN) };
}

/** Null where the coefficients do not settle. */
function wholeSteps(
  counts: Float64Array,
  dispersion: number,
  { design, sizes }: NbModel,
  start: Float64Array,
): Float64Array | null {
  let means = meansOf(design, sizes, start, LEAST_MEAN);
  let before = devianceOf(counts, means, dispersion);
  for (let step = 0; step < MOST_STEPS; step++) {
    const next = reweighted(counts, means, dispersion, { design, sizes });
    if (next === null || next.some((one) => Math.abs(one) > LARGE)) return null;
    means = meansOf(design, sizes, next, LEAST_MEAN);
    const deviance = devianceOf(counts, means, dispersion);
    if (step > 0 && Math.abs(deviance - before) / (Math.abs(deviance) + 0.1) < TOLERANCE) return next;
    before = deviance;
  }
  return null;
}

const MOST_HALVINGS = 40;

function halvedSteps(
  counts: Float64Array,
  dispersion: number,
  { design, sizes }: NbModel,
  start: Float64Array,
): Float64Array {
  const costOf = (solved: Float64Array) =>
    devianceOf(counts, meansOf(design, sizes, solved, TINY_MEAN), dispersion) +
    RIDGE * solved.reduce((sum, one) => sum + one * one, 0);
  let solved = start;
  let cost = costOf(solved);
  for (let step = 0; step < MOST_STEPS; step++) {
    const means = meansOf(design, sizes, solved, TINY_MEAN);
    const aim = reweighted(counts, means, dispersion, { design, sizes });
    if (aim === null) return solved;
    let share = 1;
    let next = aim;
    let reached = costOf(next);
    for (let half = 0; !(reached < cost) && half < MOST_HALVINGS; half++) {
      share /= 2;
      next = solved.map((one, k) => one + share * (aim[k]! - one));
      reached = costOf(next);
    }
    if (!(reached < cost)) return solved;
    const gain = cost - reached;
    solved = next;
    cost = reached;
    if (gain < 1e-13 * (Math.abs(cost) + 0.1)) return solved;
  }
  return solved;
}

function meansOf(
  { samples, columns, rows }: NbDesign,
  sizes: Float64Array,
  solved: Float64Array,
  least: number,
): Float64Array {
  const means = new Float64Array(samples);
  for (let j = 0; j < samples; j++) {
    let sum = 0;
    for (let k = 0; k < columns; k++) sum += rows[j * columns + k]! * solved[k]!;
    means[j] = Math.max(least, sizes[j]! * Math.exp(sum));
  }
  return means;
}

function devianceOf(counts: Float64Array, means: Float64Array, dispersion: number): number {
  let sum = 0;
  for (let j = 0; j < counts.length; j++) sum += lnNegativeBinomial(counts[j]!, means[j]!, dispersion);
  return -2 * sum;
}

const weightsOf = (means: Float64Array, dispersion: number): Float64Array =>
  means.map((mean) => mean / (1 + dispersion * mean));

/** One step of the fit; null where the weighted design has lost a column. */
function reweighted(
  counts: Float64Array,
  means: Float64Array,
  dispersion: number,
  { design, sizes }: Pick<NbModel, 'design' | 'sizes'>,
): Float64Array | null {
  const { samples, columns, rows } = design;
  const weights = weightsOf(means, dispersion);
  const factored = cholesky(withRidge(weightedSquare(design, weights), columns), columns);
  if (factored === null) return null;
  const right = new Float64Array(columns);
  for (let j = 0; j < samples; j++) {
    const mean = means[j]!;
    const working = weights[j]! * (Math.log(mean / sizes[j]!) + (counts[j]! - mean) / mean);
    for (let k = 0; k < columns; k++) right[k]! += working * rows[j * columns + k]!;
  }
  return solveInPlace(factored, right);
}

function withRidge(square: Float64Array, columns: number): Float64Array {
  for (let k = 0; k < columns; k++) square[k * columns + k]! += RIDGE;
  return square;
}

/** Variances and covariances of a gene's coefficients, by rows; null where they are not known. */
export function nbCovariance(
  means: Float64Array,
  dispersion: number,
  { design }: NbModel,
): Float64Array | null {
  const { columns } = design;
  const square = weightedSquare(design, weightsOf(means, dispersion));
  const factored = cholesky(withRidge(square.slice(), columns), columns);
  if (factored === null) return null;
  const inverse = inverseOf(factored);
  return product(product(inverse, square, columns), inverse, columns);
}

function product(a: Float64Array, b: Float64Array, size: number): Float64Array {
  const all = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++)
      for (let k = 0; k < size; k++) all[i * size + j]! += a[i * size + k]! * b[k * size + j]!;
  return all;
}

/** How much each sample decides its own fitted mean. */
export function nbLeverages(
  means: Float64Array,
  dispersion: number,
  { design }: NbModel,
): Float64Array | null {
  const { samples, columns, rows } = design;
  const weights = weightsOf(means, dispersion);
  const factored = cholesky(withRidge(weightedSquare(design, weights), columns), columns);
  if (factored === null) return null;
  return Float64Array.from({ length: samples }, (_, j) => {
    const row = rows.slice(j * columns, (j + 1) * columns);
    const solved = solveInPlace(factored, row.slice());
    return weights[j]! * row.reduce((sum, value, k) => sum + value * solved[k]!, 0);
  });
}
