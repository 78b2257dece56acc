import { choicesOutside, groupsOutside, halvedGroups } from './count-ways.ts';

/** An exact test: over every way in which the values could have come to their places by chance. */
export interface Permutation {
  /** Share of the ways in which the difference is as large as the one seen, on either side. */
  readonly pValue: number;
  /** The smallest p that so many values can show, whatever they are. */
  readonly smallestAttainable: number;
}

/** Ways that are counted through: 12 values against 12 have 2.7 million. */
export const MOST_WAYS = 3_000_000;
/** Sums in another order round apart: ways that differ by no more than this share are as far. */
export const ROUNDING = 1e-9;

/**
 * Of the difference of two means, over every division of all values into two groups of these sizes. Null where there are
 * more than three million, or a group has no value.
 * Source: R. A. Fisher, "The Design of Experiments" (1935), 21; E. J. G. Pitman, JRSS Supplement 4 (1937) 119.
 */
export function permuteGroups(a: readonly number[], b: readonly number[]): Permutation | null {
  const ways = waysOf(a.length + b.length, a.length);
  if (a.length === 0 || b.length === 0 || ways > MOST_WAYS) return null;
  const values = [...a, ...b];
  const total = sumOf(values);
  const [n, m] = [Math.min(a.length, b.length), Math.max(a.length, b.length)];
  const seen = Math.abs(sumOf(a) / a.length - sumOf(b) / b.length);
  const least = seen - ROUNDING * (seen + scaleOf(values));
  // By the sum of the smaller group alone: it says the difference of the means, sum·(1/n + 1/m) − total/m.
  const slope = 1 / n + 1 / m;
  const bounds = { low: (total / m - least) / slope, high: (total / m + least) / slope };
  const asFar = groupsOutside(halvedGroups(values, n), bounds);
  // In groups of one size each division has its mirror, that is as far.
  return { pValue: asFar / ways, smallestAttainable: (a.length === b.length ? 2 : 1) / ways };
}

/**
 * Of the mean of differences within pairs, over every choice of their signs. Null of no pair, or of more than 21.
 * Source: R. A. Fisher, "The Design of Experiments" (1935), 21.
 */
export function permuteSigns(differences: readonly number[]): Permutation | null {
  const ways = 2 ** differences.length;
  if (differences.length === 0 || ways > MOST_WAYS) return null;
  const seen = Math.abs(sumOf(differences));
  const least = seen - ROUNDING * (seen + scaleOf(differences));
  const signs = differences.map((one) => [one, -one]);
  const asFar = choicesOutside(signs, { low: -least, high: least });
  return { pValue: asFar / ways, smallestAttainable: Math.min(1, 2 / ways) };
}

/** n over k. */
export function waysOf(n: number, k: number): number {
  let ways = 1;
  for (let i = 1; i <= k; i++) ways = (ways * (n - k + i)) / i;
  return Math.round(ways);
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0);
export const scaleOf = (values: readonly number[]): number =>
  values.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
