/**
 * Median: the middle value, or the mean of the two middle ones for an even count. Sorts a copy.
 *
 * @returns the median, or null where there are no values.
 * @example median(Float64Array.of(3, 1, 2, 10)) // 2.5
 */
export function median(values: Float64Array): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted();
  const middle = sorted.length >> 1;
  if (sorted.length % 2 === 1) return sorted[middle]!;
  // Halved before the sum: two large readings must not overflow.
  return sorted[middle - 1]! / 2 + sorted[middle]! / 2;
}
