/**
 * Median of all values: the middle one, or the mean of the two middle ones for an even count. Works on a copy, which it
 * brings in order no further than the middle asks for.
 *
 * @returns the median (0, never -0), or null where there are no values.
 * @example median(Float64Array.of(3, 1, 2, 10)) // 2.5
 */
export function median(values: Float64Array): number | null {
  return medianInPlace([values.slice()]);
}

/** The same of all values of some arrays, without a copy: each array is brought in another order. */
export function medianInPlace(parts: readonly Float64Array[]): number | null {
  const count = parts.reduce((sum, { length }) => sum + length, 0);
  if (count === 0) return null;
  const middle = count >> 1;
  const upper = select(parts, middle);
  if (count % 2 === 1) return upper + 0;
  // Halved before the sum: two large readings must not overflow.
  return lowerOf(parts, middle, upper) / 2 + upper / 2 + 0;
}

/** The value before `upper`, which stands at the index `middle` in ascending order. */
function lowerOf(parts: readonly Float64Array[], middle: number, upper: number): number {
  let lower = Number.NEGATIVE_INFINITY;
  let below = 0;
  for (const values of parts) {
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!;
      if (value >= upper) continue;
      below++;
      if (value > lower) lower = value;
    }
  }
  return below === middle ? lower : upper;
}

/** The values of an array that may still be the one that is looked for: from `left` to `right`, both inclusive. */
interface Range {
  readonly values: Float64Array;
  left: number;
  right: number;
  /** Where the values above the pivot begin, and where those below it end: what is between equals it. */
  above: number;
  below: number;
}

/**
 * The value that would stand at index k, were all values in ascending order in one array. Each array is divided about the
 * same pivot, so that they need not be put together.
 * Source: C. A. R. Hoare, Algorithm 65: Find, Communications of the ACM 4 (1961) 321.
 */
function select(parts: readonly Float64Array[], k: number): number {
  const ranges = parts.map(
    (values): Range => ({ values, left: 0, right: values.length - 1, above: 0, below: 0 }),
  );
  for (let rank = k; ; ) {
    const pivot = pivotOf(ranges, rank);
    let below = 0;
    let notAbove = 0;
    for (const range of ranges) {
      divide(range, pivot);
      below += range.below + 1 - range.left;
      notAbove += range.above - range.left;
    }
    if (rank < below) for (const range of ranges) range.right = range.below;
    else if (rank < notAbove) return pivot;
    else {
      for (const range of ranges) range.left = range.above;
      rank -= notAbove;
    }
  }
}

function divide(range: Range, pivot: number): void {
  const { values } = range;
  let i = range.left;
  let j = range.right;
  while (i <= j) {
    while (i <= j && values[i]! < pivot) i++;
    while (i <= j && values[j]! > pivot) j--;
    if (i > j) break;
    const swapped = values[i]!;
    values[i++] = values[j]!;
    values[j--] = swapped;
  }
  range.above = i;
  range.below = j;
}

/** From where the rank would be, did the ranges ascend one after another. */
function pivotOf(ranges: readonly Range[], rank: number): number {
  let before = 0;
  for (const { values, left, right } of ranges) {
    before += right + 1 - left;
    if (rank < before) return middleOf(values[left]!, values[(left + right) >>> 1]!, values[right]!);
  }
  throw new RangeError(`rank ${rank} of ${before} values`);
}

/** Of three: ordered or reversed values, which data often are, are then halved at each step. */
function middleOf(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
