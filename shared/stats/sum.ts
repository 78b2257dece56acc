/** A sum and what rounding has lost of it so far; the sum of both is nearly exact. */
export interface CompensatedSum {
  sum: number;
  lost: number;
}

export const startSum = (): CompensatedSum => ({ sum: 0, lost: 0 });

/**
 * Changes `total`, since a new object a value would cost more than the arithmetic.
 * Source: A. Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen", ZAMM 54 (1974) 39.
 */
export function addToSum(total: CompensatedSum, value: number): void {
  const { sum } = total;
  const next = sum + value;
  total.lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
  total.sum = next;
}

export const summedUp = ({ sum, lost }: CompensatedSum): number => sum + lost;
