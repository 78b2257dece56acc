/**
 * What the cells of a channel hold as bytes, without loss: each of the numbers of all rows after another, little-endian
 * doubles, packed by zstd. Equal cells give equal bytes; of readings with few decimals a row takes about 60.
 */
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { CELL, CELL_NUMBERS, type PairCells, rowsOf } from '../domain/twins/pair-cells.ts';
import { BadBytes, orBadBytes } from './checked/bad-bytes.ts';

const ZSTD_3 = { params: { [constants.ZSTD_c_compressionLevel]: 3 } };
const BYTES = Float64Array.BYTES_PER_ELEMENT;
/** What grows by about the same from row to row is written as how much. */
const GROWING: ReadonlySet<number> = new Set([CELL.index, CELL.first]);

export function encodeCells(cells: PairCells): Uint8Array {
  const rows = rowsOf(cells);
  const out = Buffer.alloc(cells.numbers.length * BYTES);
  for (let place = 0, to = 0; place < CELL_NUMBERS; place++) {
    for (let row = 0; row < rows; row++, to += BYTES) {
      const value = cells.numbers[row * CELL_NUMBERS + place]!;
      const before = row > 0 && GROWING.has(place) ? cells.numbers[(row - 1) * CELL_NUMBERS + place]! : 0;
      out.writeDoubleLE(value - before, to);
    }
  }
  return zstdCompressSync(out, ZSTD_3);
}

/** Fails with `BadBytes`. */
export function decodeCells(packed: Uint8Array): PairCells {
  const bytes = orBadBytes('the cells', () => zstdDecompressSync(packed));
  const rows = bytes.length / BYTES / CELL_NUMBERS;
  if (!Number.isInteger(rows))
    throw new BadBytes('the cells', `rows of ${CELL_NUMBERS} numbers`, bytes.length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const numbers = new Float64Array(rows * CELL_NUMBERS);
  for (let place = 0, from = 0; place < CELL_NUMBERS; place++) {
    let before = 0;
    for (let row = 0; row < rows; row++, from += BYTES) {
      const written = view.getFloat64(from, true);
      // Not of the others: -0 + 0 is 0.
      before = GROWING.has(place) ? written + before : written;
      numbers[row * CELL_NUMBERS + place] = before;
    }
  }
  return { numbers };
}
