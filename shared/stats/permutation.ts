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
  // By the sum of the first group alone: it says the difference of the means.
  const apart = (sum: number) => Math.abs(sum / a.length - (total - sum) / b.length);
  const seen = apart(sumOf(a));
  const least = seen - ROUNDING * (seen + scaleOf(values));
  const asFar = countGroups(values, a.length, (sum) => apart(sum) >= least);
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
  let asFar = 0;
  for (let way = 0; way < ways; way++) {
    let sum = 0;
    for (let i = 0; i < differences.length; i++) sum += (way >> i) & 1 ? differences[i]! : -differences[i]!;
    if (Math.abs(sum) >= least) asFar++;
  }
  return { pValue: asFar / ways, smallestAttainable: Math.min(1, 2 / ways) };
}

/** In how many of the groups of this size the sum is one that counts. */
export function countGroups(
  values: readonly number[],
  size: number,
  counts: (sum: number) => boolean,
): number {
  let found = 0;
  const choose = (from: number, left: number, sum: number): void => {
    if (left === 0) {
      if (counts(sum)) found++;
      return;
    }
    for (let i = from; i <= values.length - left; i++) choose(i + 1, left - 1, sum + values[i]!);
  };
  choose(0, size, 0);
  return found;
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
