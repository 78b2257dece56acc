/**
 * Arithmetic mean by compensated summation, so that a million readings near 1e9 lose nothing to rounding.
 * Source: A. Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen", ZAMM 54 (1974) 39.
 *
 * @returns the mean, or null where there are no values.
 * @example mean(Float64Array.of(1e100, 1, -1e100, 2)) // 0.75
 */
export function mean(values: Float64Array): number | null {
  if (values.length === 0) return null;
  let sum = 0;
  let lost = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return (sum + lost) / values.length;
}
