import type { Columns } from './least-squares.ts';
import { quantileOfSorted } from './quantile.ts';

/**
 * Columns that span the natural cubic splines of some degrees of freedom over x, constants included: straight beyond the
 * smallest and the largest x, with the knots between at equally spaced quantiles.
 * Source: T. Hastie, R. Tibshirani, J. Friedman, "The Elements of Statistical Learning" (2009), 5.4 and 5.5.
 *
 * @param df 1 or more: 1 is a constant, 2 a straight line
 */
export function naturalSpline(x: Float64Array, df: number): Columns {
  const sorted = x.slice().sort();
  const [low = 0] = sorted;
  const width = (sorted.at(-1) ?? 0) - low || 1;
  // Over [0, 1], where cubes of a large x would leave no digits.
  const scaled = x.map((value) => (value - low) / width);
  const columns = [new Float64Array(x.length).fill(1), scaled].slice(0, df);
  if (df <= 2) return columns;
  const knots = Array.from(
    { length: df },
    (_, k) => ((quantileOfSorted(sorted, k / (df - 1)) ?? 0) - low) / width,
  );
  const last = bend(scaled, knots[df - 2]!, knots[df - 1]!);
  for (let k = 0; k < df - 2; k++) {
    const column = bend(scaled, knots[k]!, knots[df - 1]!);
    columns.push(column.map((value, i) => value - last[i]!));
  }
  return columns;
}

/** ((x − k)₊³ − (x − end)₊³) / (end − k). */
function bend(x: Float64Array, knot: number, end: number): Float64Array {
  return x.map((value) => (Math.max(0, value - knot) ** 3 - Math.max(0, value - end) ** 3) / (end - knot));
}
