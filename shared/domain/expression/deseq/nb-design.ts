/** A design of a few columns by rows, as the sums over samples want it. */
export interface NbDesign {
  readonly samples: number;
  readonly columns: number;
  readonly rows: Float64Array;
}

export function nbDesign(columns: readonly Float64Array[]): NbDesign {
  const samples = columns[0]?.length ?? 0;
  const rows = new Float64Array(samples * columns.length);
  columns.forEach((column, k) => {
    column.forEach((value, j) => {
      rows[j * columns.length + k] = value;
    });
  });
  return { samples, columns: columns.length, rows };
}

/** X′WX, by rows. */
export function weightedSquare({ samples, columns, rows }: NbDesign, weights: Float64Array): Float64Array {
  const square = new Float64Array(columns * columns);
  for (let j = 0; j < samples; j++) {
    const weight = weights[j]!;
    for (let a = 0; a < columns; a++) {
      const left = weight * rows[j * columns + a]!;
      if (left === 0) continue;
      for (let b = 0; b < columns; b++) square[a * columns + b]! += left * rows[j * columns + b]!;
    }
  }
  return square;
}
