import { cholesky, inverseOf, lnDeterminant } from '../../../stats/cholesky.ts';
import { lnGamma } from '../../../stats/ln-gamma.ts';
import { digamma } from '../../../stats/polygamma.ts';
import { type NbDesign, weightedSquare } from './nb-design.ts';

/** What a dispersion is believed to be before the gene is looked at: normal in its logarithm. */
export interface DispersionPrior {
  readonly lnMean: number;
  readonly variance: number;
}

/** How likely a dispersion is, by its logarithm, and how that changes with it. */
interface Likely {
  readonly height: number;
  readonly slope: number;
}

/**
 * Profile likelihood of a dispersion at fitted means, less what the coefficients take (D. Cox, N. Reid, JRSS-B 49 (1987) 1),
 * with the prior where there is one.
 * Source: M. Love, W. Huber, S. Anders, Genome Biology 15 (2014) 550, equations 6 to 8.
 */
function likelyAt(
  lnDispersion: number,
  counts: Float64Array,
  means: Float64Array,
  { design, prior }: { readonly design: NbDesign; readonly prior: DispersionPrior | null },
): Likely {
  const dispersion = Math.exp(lnDispersion);
  const size = 1 / dispersion;
  let height = 0;
  let slope = 0;
  for (let j = 0; j < counts.length; j++) {
    const [count, mean] = [counts[j]!, means[j]!];
    const spread = mean * dispersion;
    height +=
      lnGamma(count + size) - lnGamma(size) - count * Math.log(mean + size) - size * Math.log1p(spread);
    slope +=
      size *
      (digamma(size) -
        digamma(count + size) +
        Math.log1p(spread) -
        spread / (1 + spread) +
        count / (mean + size));
  }
  const taken = takenByCoefficients(dispersion, means, design);
  height += taken.height;
  slope += taken.slope;
  if (prior !== null) {
    const apart = lnDispersion - prior.lnMean;
    height -= apart ** 2 / (2 * prior.variance);
    slope -= apart / prior.variance;
  }
  return { height, slope };
}

/** −½ ln det(X′WX) with W = 1 / (1/μ + α). */
function takenByCoefficients(dispersion: number, means: Float64Array, design: NbDesign): Likely {
  const { columns } = design;
  const weights = means.map((mean) => 1 / (1 / mean + dispersion));
  const factored = cholesky(weightedSquare(design, weights), columns);
  if (factored === null) return { height: 0, slope: 0 };
  const inverse = inverseOf(factored);
  const change = weightedSquare(
    design,
    weights.map((weight) => -weight * weight),
  );
  let trace = 0;
  for (let a = 0; a < columns; a++)
    for (let b = 0; b < columns; b++) trace += inverse[a * columns + b]! * change[b * columns + a]!;
  return { height: -lnDeterminant(factored) / 2, slope: (-dispersion * trace) / 2 };
}

/** No dispersion is taken as smaller. */
export const LEAST_DISPERSION = 1e-8;
const LOWEST = Math.log(LEAST_DISPERSION / 10);

/** How a search went: where it ended, whether of itself, and after how many steps. */
interface Climb {
  readonly top: number;
  readonly height: number;
  readonly steps: number;
}

const MOST_STEPS = 100;
/** A step that gains less is the last one. */
const LEAST_GAIN = 1e-6;
/** Share of what the slope promises that a step must gain. */
const ARMIJO = 1e-4;

/**
 * Up the slope, each step as long as the slope is steep, halved where it gains too little.
 * Source: L. Armijo, Pacific Journal of Mathematics 16 (1966) 1. Lengths, and when it ends, are those that DESeq2 is known
 * by: on slopes that are nearly level another search ends elsewhere.
 */
function climb(from: number, at: (ln: number) => Likely): Climb {
  let here = at(from);
  let place = from;
  let length = 1;
  let taken = 0;
  for (let step = 1; step <= MOST_STEPS; step++) {
    const aim = place + length * here.slope;
    if (aim < -30) length = (-30 - place) / here.slope;
    if (aim > 10) length = (10 - place) / here.slope;
    const next = at(place + length * here.slope);
    if (next.height < here.height + length * ARMIJO * here.slope ** 2) {
      length /= 2;
      continue;
    }
    taken++;
    place += length * here.slope;
    const gain = next.height - here.height;
    here = next;
    if (gain < LEAST_GAIN || place < LOWEST) return { top: place, height: here.height, steps: step };
    length = Math.min(length * 1.1, 1);
    if (taken % 5 === 0) length /= 2;
  }
  return { top: place, height: here.height, steps: MOST_STEPS };
}

const GRID = 20;

/** The likeliest of twenty dispersions over all that are possible, and then of twenty about that. */
function likeliestOfGrid(most: number, at: (ln: number) => Likely): number {
  const low = Math.log(LEAST_DISPERSION);
  const apart = (Math.log(most) - low) / (GRID - 1);
  const coarse = likeliestFrom(low, apart, at);
  return likeliestFrom(coarse - apart, (2 * apart) / (GRID - 1), at);
}

function likeliestFrom(low: number, apart: number, at: (ln: number) => Likely): number {
  let best = { place: low, height: Number.NEGATIVE_INFINITY };
  for (let k = 0; k < GRID; k++) {
    const place = low + k * apart;
    const { height } = at(place);
    if (height > best.height) best = { place, height };
  }
  return best.place;
}

interface Search {
  readonly design: NbDesign;
  /** Where it begins, and no dispersion is larger than `most`. */
  readonly begin: number;
  readonly most: number;
}

/** A height that is above the first by no more than this share of it is no higher. */
const NO_HIGHER = 1e-6;

/** The gene's own dispersion: that where the search begins, if none is noticeably likelier. */
export function ownDispersion(counts: Float64Array, means: Float64Array, search: Search): number {
  const { design, begin, most } = search;
  const at = (ln: number) => likelyAt(ln, counts, means, { design, prior: null });
  const first = Math.log(begin);
  const { height } = at(first);
  const { top, height: reached, steps } = climb(first, at);
  if (reached < height + Math.abs(height) * NO_HIGHER) return begin;
  const found = Math.min(Math.exp(top), most);
  // A search that ends at its first step, or never, says nothing.
  const isFound = steps > 1 && steps < MOST_STEPS;
  return isFound || found <= 10 * LEAST_DISPERSION ? found : Math.exp(likeliestOfGrid(most, at));
}

/** The likeliest dispersion with what is believed beforehand. */
export function believedDispersion(
  counts: Float64Array,
  means: Float64Array,
  { design, begin, most, prior }: Search & { readonly prior: DispersionPrior },
): number {
  const at = (ln: number) => likelyAt(ln, counts, means, { design, prior });
  const { top, steps } = climb(Math.log(begin), at);
  return Math.exp(steps < MOST_STEPS ? top : likeliestOfGrid(most, at));
}
