/** A symmetric positive matrix of a few rows, by rows, as a lower triangle times its transpose. */
export interface Cholesky {
  readonly size: number;
  readonly lower: Float64Array;
}

/** Null where the matrix is not positive: some of its columns make up others. */
export function cholesky(matrix: Float64Array, size: number): Cholesky | null {
  const lower = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * size + j]!;
      for (let k = 0; k < j; k++) sum -= lower[i * size + k]! * lower[j * size + k]!;
      if (i !== j) lower[i * size + j] = sum / lower[j * size + j]!;
      else if (sum > 0) lower[i * size + i] = Math.sqrt(sum);
      else return null;
    }
  }
  return { size, lower };
}

/** The x with matrix · x = values; changes the values to it. */
export function solveInPlace({ size, lower }: Cholesky, values: Float64Array): Float64Array {
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) values[i]! -= lower[i * size + k]! * values[k]!;
    values[i]! /= lower[i * size + i]!;
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) values[i]! -= lower[k * size + i]! * values[k]!;
    values[i]! /= lower[i * size + i]!;
  }
  return values;
}

/** Natural logarithm of the determinant. */
export function lnDeterminant({ size, lower }: Cholesky): number {
  let sum = 0;
  for (let i = 0; i < size; i++) sum += Math.log(lower[i * size + i]!);
  return 2 * sum;
}

/** The inverse, by rows. */
export function inverseOf(factored: Cholesky): Float64Array {
  const { size } = factored;
  const inverse = new Float64Array(size * size);
  for (let column = 0; column < size; column++) {
    const unit = new Float64Array(size);
    unit[column] = 1;
    solveInPlace(factored, unit);
    for (let row = 0; row < size; row++) inverse[row * size + column] = unit[row]!;
  }
  return inverse;
}
