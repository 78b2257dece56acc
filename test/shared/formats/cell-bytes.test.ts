import { zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CELL_NUMBERS } from '../../../shared/domain/twins/pair-cells.ts';
import { decodeCells, encodeCells } from '../../../shared/formats/cell-bytes.ts';
import { BadBytes } from '../../../shared/formats/checked/bad-bytes.ts';

const anyNumber = fc.oneof(fc.integer({ min: -1e15, max: 4e15 }), fc.double());
const anyRow = fc.tuple(
  // What grows comes back where its differences are exact.
  fc.integer({ min: -1e9, max: 1e9 }),
  fc.integer({ min: -1e15, max: 4e15 }),
  fc.array(anyNumber, { minLength: CELL_NUMBERS - 2, maxLength: CELL_NUMBERS - 2 }),
);

describe('cells as bytes', () => {
  it('come back to the bit, and equal cells give equal bytes', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 30 }), (rows) => {
        const cells = {
          numbers: Float64Array.from(rows.flatMap(([index, first, rest]) => [index, first, ...rest])),
        };
        expect(decodeCells(encodeCells(cells))).toEqual(cells);
        expect(Buffer.compare(encodeCells(cells), encodeCells(structuredClone(cells)))).toBe(0);
      }),
      { seed: 51, numRuns: 200 },
    );
  });

  it('that are no cells are bad', () => {
    expect(() => decodeCells(Uint8Array.of(1, 2, 3))).toThrow(BadBytes);
    const cut = zstdCompressSync(new Uint8Array(8 * (CELL_NUMBERS + 1)));
    expect(() => decodeCells(cut)).toThrow(`rows of ${CELL_NUMBERS} numbers`);
  });
});
