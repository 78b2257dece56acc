import { chiSquareTail } from '../../../stats/incomplete-gamma.ts';
import { trigamma } from '../../../stats/polygamma.ts';

/** The true dispersions scatter about the trend by this at least. */
const LEAST = 0.25;
/** Up to so many degrees of freedom the scatter by chance is too skewed for its variance to be taken off. */
const FEW = 3;

/**
 * Variance of the true dispersions' logarithm about the trend: what is left of the scatter of the genes' own once that of
 * chance is taken off.
 * Source: M. Love, W. Huber, S. Anders, Genome Biology 15 (2014) 550, Methods, "Prior". With three degrees of freedom or
 * fewer it is the variance whose distribution is nearest to the one seen; there DESeq2 draws random numbers, and here the
 * distribution is integrated.
 *
 * @param apart of each gene's own from the trend, in natural logarithms
 * @param spread standard deviation of `apart`, which outliers do not move
 * @param df degrees of freedom that each gene's own has
 */
export function priorVariance(apart: Float64Array, spread: number, df: number): number {
  return Math.max(LEAST, df > FEW ? spread ** 2 - trigamma(df / 2) : nearestVariance(apart, df));
}

const BIN = 0.5;
const EDGE = 10;
const BINS = (2 * EDGE) / BIN;
const MOST_VARIANCE = 8;
const STEP = 0.02;

function nearestVariance(apart: Float64Array, df: number): number {
  const seen = sharesSeen(apart);
  if (seen === null) return LEAST;
  let nearest = { variance: 0, divergence: Number.POSITIVE_INFINITY };
  for (let variance = 0; variance <= MOST_VARIANCE; variance += STEP) {
    const divergence = divergenceOf(seen, sharesExpected(variance, df));
    if (divergence < nearest.divergence) nearest = { variance, divergence };
  }
  return nearest.variance;
}

/** Null where nothing lies in the bins. */
function sharesSeen(apart: Float64Array): Float64Array | null {
  const inside = apart.filter((one) => Math.abs(one) < EDGE);
  if (inside.length === 0) return null;
  const shares = new Float64Array(BINS);
  for (const one of inside) shares[Math.min(BINS - 1, Math.floor((one + EDGE) / BIN))]! += 1 / inside.length;
  return shares;
}

/** The normal density has no weight beyond so many deviations. */
const DEVIATIONS = 6;
const NODES = 48;

/** Of ln(χ²/df) with a normal deviate of this variance on top, over all that lies in the bins. */
function sharesExpected(variance: number, df: number): Float64Array {
  const below = (x: number) => 1 - chiSquareTail(df * Math.exp(x), df);
  const sd = Math.sqrt(variance);
  const shares = new Float64Array(BINS);
  const nodes = variance === 0 ? 0 : NODES;
  for (let node = 0; node <= nodes; node++) {
    const z = nodes === 0 ? 0 : (DEVIATIONS * (2 * node - nodes)) / nodes;
    const weight = Math.exp((-z * z) / 2);
    for (let bin = 0; bin < BINS; bin++) {
      const from = bin * BIN - EDGE - sd * z;
      shares[bin]! += weight * (below(from + BIN) - below(from));
    }
  }
  const all = shares.reduce((sum, one) => sum + one, 0);
  return shares.map((one) => one / all);
}

/** S. Kullback, R. Leibler, Annals of Mathematical Statistics 22 (1951) 79, with what an empty bin may hold on top. */
function divergenceOf(seen: Float64Array, expected: Float64Array): number {
  const small = seen.reduce((least, one) => (one > 0 ? Math.min(least, one) : least), 1);
  return seen.reduce((sum, one, bin) => sum + one * Math.log((one + small) / (expected[bin]! + small)), 0);
}
