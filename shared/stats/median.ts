/**
 * Median of all values: the middle one, or the mean of the two middle ones for an even count. Works on a copy, which it
 * brings in order no further than the middle asks for.
 *
 * @returns the median (0, never -0), or null where there are no values.
 * @example median(Float64Array.of(3, 1, 2, 10)) // 2.5
 */
export function median(values: Float64Array): number | null {
  return medianInPlace(values.slice());
}

/** The same without the copy: the values are brought in another order. */
export function medianInPlace(values: Float64Array): number | null {
  if (values.length === 0) return null;
  const middle = values.length >> 1;
  const upper = select(values, middle);
  if (values.length % 2 === 1) return upper + 0;
  let lower = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < middle; i++) if (values[i]! > lower) lower = values[i]!;
  // Halved before the sum: two large readings must not overflow.
  return lower / 2 + upper / 2 + 0;
}

/**
 * The value that would stand at index k in ascending order. Moves values so that none before k is greater than it.
 * Source: C. A. R. Hoare, Algorithm 65: Find, Communications of the ACM 4 (1961) 321.
 */
function select(values: Float64Array, k: number): number {
  let left = 0;
  let right = values.length - 1;
  while (left < right) {
    const pivot = middleOf(values[left]!, values[(left + right) >>> 1]!, values[right]!);
    let i = left;
    let j = right;
    while (i <= j) {
      while (values[i]! < pivot) i++;
      while (values[j]! > pivot) j--;
      if (i > j) break;
      const swapped = values[i]!;
      values[i++] = values[j]!;
      values[j--] = swapped;
    }
    if (k <= j) right = j;
    else if (k >= i) left = i;
    else break;
  }
  return values[k]!;
}

/** Of three: ordered or reversed values, which data often are, are then halved at each step. */
function middleOf(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
