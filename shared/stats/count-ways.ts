/**
 * In how many ways a sum lies outside of two bounds. Ways multiply where parts add: each way is one of a first half and one of
 * a second, and sorted sums of the two are held against each other, so that millions of ways are counted by thousands of sums.
 * Source: E. Horowitz and S. Sahni, Journal of the ACM 21 (1974) 277.
 */

/** A sum is outside from `high` on and up to `low`; where these meet, every sum is. */
export interface Bounds {
  readonly low: number;
  readonly high: number;
}

/** The groups of one size, each as a group of the first half of the values and one of the second: sums in ascending order. */
export type HalvedGroups = readonly { readonly first: Float64Array; readonly second: Float64Array }[];

export function halvedGroups(values: readonly number[], size: number): HalvedGroups {
  const half = values.length >> 1;
  const [first, second] = [sumsBySize(values.slice(0, half), size), sumsBySize(values.slice(half), size)];
  return first.flatMap((sums, inFirst) => {
    const others = second[size - inFirst] ?? [];
    if (sums.length === 0 || others.length === 0) return [];
    return [halves(sums, others)];
  });
}

/** Of every group of one size, the sum. */
export const sumsOfGroups = (values: readonly number[], size: number): readonly number[] =>
  sumsBySize(values, size)[size]!;

/** Sums of the groups of each size up to the most, at its place. */
function sumsBySize(values: readonly number[], most: number): number[][] {
  const sums: number[][] = Array.from({ length: most + 1 }, (_, size) => (size === 0 ? [0] : []));
  for (const value of values)
    for (let size = most; size > 0; size--) for (const sum of sums[size - 1]!) sums[size]!.push(sum + value);
  return sums;
}

/** How many groups have a sum outside. */
export const groupsOutside = (groups: HalvedGroups, bounds: Bounds): number =>
  groups.reduce((count, one) => count + pairsOutside(one, bounds), 0);

/** In how many ways one number of every list sums to what lies outside. */
export function choicesOutside(lists: readonly (readonly number[])[], bounds: Bounds): number {
  let [first, second] = [[0], [0]];
  for (const list of lists.toSorted((a, b) => b.length - a.length)) {
    if (first.length <= second.length) first = sumsOf(first, list);
    else second = sumsOf(second, list);
  }
  return pairsOutside(halves(first, second), bounds);
}

/** Of one number of every list, every sum. */
export const sumsOfChoices = (lists: readonly (readonly number[])[]): number[] =>
  lists.reduce<number[]>(sumsOf, [0]);

const sumsOf = (sums: readonly number[], list: readonly number[]): number[] =>
  list.flatMap((one) => sums.map((sum) => sum + one));

/** Beside one number alone, order is no help. */
function halves(first: readonly number[], second: readonly number[]): HalvedGroups[number] {
  const [one, other] = [Float64Array.from(first), Float64Array.from(second)];
  return first.length === 1 || second.length === 1
    ? { first: one, second: other }
    : { first: one.sort(), second: other.sort() };
}

function pairsOutside({ first, second }: HalvedGroups[number], { low, high }: Bounds): number {
  if (low >= high) return first.length * second.length;
  const isOutside = (sum: number) => sum >= high || sum <= low;
  if (first.length === 1)
    return second.reduce((count, one) => (isOutside(first[0]! + one) ? count + 1 : count), 0);
  if (second.length === 1) return pairsOutside({ first: second, second: first }, { low, high });
  let outside = 0;
  let above = second.length;
  let notBelow = second.length;
  // A place in the second only ever goes down as the first goes up.
  for (const sum of first) {
    while (above > 0 && sum + second[above - 1]! >= high) above--;
    while (notBelow > 0 && sum + second[notBelow - 1]! > low) notBelow--;
    outside += second.length - above + notBelow;
  }
  return outside;
}
