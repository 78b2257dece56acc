import { COMMA, DOT, LOWER_E, MINUS, PLUS, ZERO } from '../reading/bytes.ts';

/** Whether the cell has nothing but what numbers have, whatever their decimal sign. */
export function isNumeric(cell: Uint8Array): boolean {
  let points = 0;
  for (let at = 0; at < cell.length; at++) {
    const byte = cell[at]!;
    if (byte === DOT || byte === COMMA) points++;
    else if (byte === MINUS || byte === PLUS) {
      if (at > 0 && (cell[at - 1]! | 32) !== LOWER_E) return false;
    } else if (!((byte - ZERO) >>> 0 < 10) && (byte | 32) !== LOWER_E) return false;
  }
  return points < 2;
}
