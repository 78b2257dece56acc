/** Index of the first element at or after `at` in ascending numbers; the length where there is none. */
export function firstAtOrAfter(ascending: Float64Array | Uint32Array, at: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle]! < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
