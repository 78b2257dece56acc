/** What the p-values of all genes say together. */

/** p-values above this are of genes that do not differ, nearly all. */
const LAMBDA = 0.5;

/**
 * Share of genes that do not differ.
 * Source: J. D. Storey, Journal of the Royal Statistical Society B 64 (2002) 479, with λ = 0.5.
 *
 * @returns null without a p
 */
export function nullShare(p: readonly number[]): number | null {
  if (p.length === 0) return null;
  const above = p.filter((value) => value > LAMBDA).length;
  return Math.min(1, above / ((1 - LAMBDA) * p.length));
}

/**
 * `many-small`: some genes differ. `even`: none is seen to. `many-large`: the model does not fit, a factor is missing or the
 * values are not what they are taken for. `many-small-and-large`: both.
 */
export type PValueShape = 'even' | 'many-small' | 'many-large' | 'many-small-and-large';

const BINS = 20;
/** Bins whose counts differ by less than so many of their standard errors are even. */
const APART = 3;

/** The class of the histogram: whether the first or the last of twenty bins holds more than the ones between. */
export function pValueShape(p: readonly number[]): PValueShape | null {
  if (p.length < 5 * BINS) return null;
  const bins = new Array<number>(BINS).fill(0);
  for (const value of p) bins[Math.min(BINS - 1, Math.floor(value * BINS))]!++;
  const between = bins.slice(BINS / 2, BINS - 1).sort((a, b) => a - b);
  const middle = between[Math.floor(between.length / 2)]!;
  const isMore = (count: number) => count - middle > APART * Math.sqrt(Math.max(1, middle));
  const [small, large] = [isMore(bins[0]!), isMore(bins[BINS - 1]!)];
  if (small) return large ? 'many-small-and-large' : 'many-small';
  return large ? 'many-large' : 'even';
}
