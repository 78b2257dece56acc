/**
 * Linear least squares by reflections. Source: G. Golub, "Numerical methods for solving linear least squares problems",
 * Numerische Mathematik 7 (1965) 206.
 */

/** A matrix by columns: each has one value a row. */
export type Columns = readonly Float64Array[];

/** A matrix as reflections of its columns that have a part of their own, and what they make of it: an upper triangle. */
export interface Factored {
  readonly rows: number;
  /** The columns that are a part of the fit, by their place in the matrix. */
  readonly kept: readonly number[];
  /** Those that the kept ones before them make up. */
  readonly dependent: readonly number[];
  /** Of each kept column, from its own row on. */
  readonly reflectors: readonly Float64Array[];
  /** Of each kept column, down to its own row. */
  readonly triangle: readonly Float64Array[];
}

/** A column whose part of its own is shorter than this share of it is made up of the others. */
const OWN_PART = 1e-7;

/** Takes the columns in their order; changes none of them. */
export function factor(columns: Columns): Factored {
  const rows = columns[0]?.length ?? 0;
  const kept: number[] = [];
  const dependent: number[] = [];
  const reflectors: Float64Array[] = [];
  const triangle: Float64Array[] = [];
  columns.forEach((column, place) => {
    const left = column.slice();
    reflectors.forEach((reflector, k) => {
      reflect(left, reflector, k);
    });
    const own = lengthFrom(left, kept.length);
    if (kept.length === rows || own <= OWN_PART * lengthFrom(column, 0)) {
      dependent.push(place);
      return;
    }
    const at = kept.length;
    const sign = left[at]! < 0 ? -1 : 1;
    const reflector = left.slice(at);
    reflector[0]! += sign * own;
    const length = lengthFrom(reflector, 0);
    for (let i = 0; i < reflector.length; i++) reflector[i]! /= length;
    left[at] = -sign * own;
    kept.push(place);
    reflectors.push(reflector);
    triangle.push(left.slice(0, at + 1));
  });
  return { rows, kept, dependent, reflectors, triangle };
}

function lengthFrom(values: Float64Array, from: number): number {
  let sum = 0;
  for (let i = from; i < values.length; i++) sum += values[i]! * values[i]!;
  return Math.sqrt(sum);
}

/** x − 2 v (v · x), where v begins at the row given; changes x. */
function reflect(x: Float64Array, reflector: Float64Array, from: number): void {
  let along = 0;
  for (let i = 0; i < reflector.length; i++) along += reflector[i]! * x[from + i]!;
  for (let i = 0; i < reflector.length; i++) x[from + i]! -= 2 * along * reflector[i]!;
}

/**
 * What the values are along the directions that the kept columns span, and behind them along those that they do not: the
 * sum of squares of the latter is that of the residuals. Changes the values, since a new array for each of 60,000 genes
 * would cost more than the arithmetic.
 */
export function effectsInPlace({ reflectors }: Factored, values: Float64Array): Float64Array {
  for (let k = 0; k < reflectors.length; k++) reflect(values, reflectors[k]!, k);
  return values;
}

/** Coefficients of the kept columns, in their order. */
export function coefficients({ triangle }: Factored, effects: Float64Array): Float64Array {
  const solved = effects.slice(0, triangle.length);
  for (let k = triangle.length - 1; k >= 0; k--) {
    const column = triangle[k]!;
    solved[k]! /= column[k]!;
    for (let i = 0; i < k; i++) solved[i]! -= solved[k]! * column[i]!;
  }
  return solved;
}

/**
 * The variance of a sum of coefficients, each times its weight, over that of a residual: w′ (X′X)⁻¹ w.
 *
 * @param weights of the kept columns, in their order
 */
export function unscaledVariance({ triangle }: Pick<Factored, 'triangle'>, weights: Float64Array): number {
  // With X = QR it is |R′⁻¹ w|².
  const solved = weights.slice();
  let sum = 0;
  for (let k = 0; k < triangle.length; k++) {
    const column = triangle[k]!;
    for (let i = 0; i < k; i++) solved[k]! -= column[i]! * solved[i]!;
    solved[k]! /= column[k]!;
    sum += solved[k]! * solved[k]!;
  }
  return sum;
}

/** Mean square of the residuals; null where there are no more rows than kept columns. */
export function residualVariance({ rows, kept }: Factored, effects: Float64Array): number | null {
  if (rows <= kept.length) return null;
  let sum = 0;
  for (let i = kept.length; i < rows; i++) sum += effects[i]! * effects[i]!;
  return sum / (rows - kept.length);
}

/** How much each row alone decides its own fitted value: 0 to 1, in all as much as there are kept columns. */
export function leverages(columns: Columns): Float64Array {
  const factored = factor(columns);
  return Float64Array.from({ length: factored.rows }, (_, row) =>
    unscaledVariance(
      factored,
      Float64Array.from(factored.kept, (place) => columns[place]![row]!),
    ),
  );
}
