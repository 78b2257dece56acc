/**
 * Quantile of values in ascending order, between which it is interpolated; null where there are none.
 * Source: R. J. Hyndman, Y. Fan, The American Statistician 50 (1996) 361, definition 7.
 */
export function quantileOfSorted(sorted: Float64Array, p: number): number | null {
  if (sorted.length === 0) return null;
  const at = (sorted.length - 1) * p;
  const low = Math.floor(at);
  const high = Math.min(low + 1, sorted.length - 1);
  return sorted[low]! + (at - low) * (sorted[high]! - sorted[low]!);
}
