import { SPACE } from './bytes.ts';
import type { TimePlace } from './layout.ts';
import type { RowCells } from './row-cells.ts';

/** The text of a row's time; where it stands in several columns, their texts with a blank between, and nothing where all are empty. */
export function timeCell(bytes: Uint8Array, cells: RowCells, { index, more }: TimePlace): Uint8Array {
  const first = cells.cell(bytes, index);
  if (more.length === 0) return first;
  const texts = [first, ...more.map((other) => cells.cell(bytes, other))];
  const length = texts.reduce((total, text) => total + text.length, 0);
  if (length === 0) return first;
  const whole = new Uint8Array(length + more.length).fill(SPACE);
  let at = 0;
  for (const text of texts) {
    whole.set(text, at);
    at += text.length + 1;
  }
  return whole;
}
