/** Bytes that a row has at least: few columns share them, so that equal prints of other values are no chance. */
const LEAST_BYTES = 4;

export interface RowsOfValues {
  readonly columns: readonly string[];
  readonly values: readonly Float64Array[];
}

/** How the cells of two rows go together. */
export type Agreement =
  /** Every cell that both have is the same, and there is one. */
  | 'SAME'
  /** No cell is in both. */
  | 'APART'
  | 'DIFFERENT';

/**
 * Short digests of rows, by cell, so that a row is known again that lacks a cell the second time: the cell was lost or
 * rejected, or the header names fewer columns there.
 */
export class RowPrints {
  /** Bytes of a row's print. */
  readonly bytes: number;
  readonly #places: ReadonlyMap<string, number>;
  readonly #word = new DataView(new ArrayBuffer(8));

  /** Takes all columns that a row may have. */
  constructor(columns: readonly string[]) {
    this.#places = new Map(columns.map((name, place) => [name, place]));
    this.bytes = Math.max(LEAST_BYTES, columns.length);
  }

  /** Writes a row's print to the first bytes of `print`: 0 stands for a cell that is empty. */
  write(print: Uint8Array, { columns, values }: RowsOfValues, row: number): void {
    print.fill(0);
    columns.forEach((name, column) => {
      const value = values[column]![row]!;
      const place = this.#places.get(name);
      if (place === undefined || Number.isNaN(value)) return;
      let digest = this.#digestOf(value);
      for (let at = place; at < this.bytes; at += this.#places.size) {
        print[at] = 1 + ((digest >>> 8) % 255);
        digest = Math.imul(digest ^ (digest >>> 15), 0x2c1b3c6d);
      }
    });
  }

  #digestOf(value: number): number {
    this.#word.setFloat64(0, value);
    const digest = Math.imul(this.#word.getInt32(0), 0x9e3779b1);
    const mixed = Math.imul(digest ^ (digest >>> 15) ^ this.#word.getInt32(4), 0x85ebca6b);
    return mixed ^ (mixed >>> 13);
  }
}

/** Compares the print at `at` in `prints` with `print`. */
export function agreementOf(prints: Uint8Array, at: number, print: Uint8Array): Agreement {
  let isSame = false;
  for (let i = 0; i < print.length; i++) {
    const [one, other] = [prints[at + i]!, print[i]!];
    if (one === 0 || other === 0) continue;
    if (one !== other) return 'DIFFERENT';
    isSame = true;
  }
  return isSame ? 'SAME' : 'APART';
}
