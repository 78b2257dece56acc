import { CR, LF } from '../reading/bytes.ts';
import type { TimeReader } from '../time/compile-time-formats.ts';
import { startsWith } from './read-header.ts';
import { RecordCells, splitRecord, splitUnquoted } from './record.ts';

/** How a line shows that it is a row of the file. */
export interface LineRules {
  readonly reader: TimeReader;
  /** The column of the time. */
  readonly time: number;
  /** Cells of a row; null where they may be of any number. */
  readonly width: number | null;
  readonly delimiter: number;
  readonly comment: Uint8Array;
}

/**
 * Whether a quote that opens in the line before `start`, and whose record ends at `end`, never meant what lies between:
 * most of the lines between, blank ones and comments left out, are rows taken alone. The line that closes the quote
 * decides where nothing lies between, and else only where it is a row: the quote may stand in its time.
 */
export function holdsRows(bytes: Uint8Array, start: number, end: number, rules: LineRules): boolean {
  const cells = new RecordCells(rules.time + 1);
  let lines = 0;
  let rows = 0;
  for (let at = start; at < end; ) {
    const lineEnd = bytes.indexOf(LF, at);
    if (lineEnd < 0 || lineEnd >= end) break;
    if (lineEnd > at && bytes[at] !== CR && !startsWith(bytes, at, rules.comment)) {
      const isBetween = lineEnd + 1 < end;
      const reads = isRow(bytes, at, lineEnd + 1, cells, rules);
      if (isBetween || reads || lines === 0) lines++;
      if (reads) rows++;
    }
    at = lineEnd + 1;
  }
  return 2 * rows > lines;
}

function isRow(bytes: Uint8Array, at: number, end: number, cells: RecordCells, rules: LineRules): boolean {
  if (splitRecord(bytes, at, end, rules.delimiter, cells) < 0)
    splitUnquoted(bytes, at, end, rules.delimiter, cells);
  if (rules.width !== null && cells.total !== rules.width) return false;
  const time = cells.cell(bytes, rules.time);
  return time.length > 0 && rules.reader.read(time, 0, time.length) >= 0;
}
