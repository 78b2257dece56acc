import { addToSum, startSum, summedUp } from './sum.ts';

/**
 * Arithmetic mean by compensated summation, so that a million readings near 1e9 lose nothing to rounding.
 *
 * @returns the mean, or null where there are no values.
 * @example mean(Float64Array.of(1e100, 1, -1e100, 2)) // 0.75
 */
export function mean(values: Float64Array): number | null {
  if (values.length === 0) return null;
  const total = startSum();
  for (let i = 0; i < values.length; i++) addToSum(total, values[i]!);
  return summedUp(total) / values.length;
}
