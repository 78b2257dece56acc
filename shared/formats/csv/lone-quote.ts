import { CR, LF } from '../reading/bytes.ts';
import type { TimePlace } from '../reading/layout.ts';
import { timeCell } from '../reading/time-cell.ts';
import type { TimeReader } from '../time/compile-time-formats.ts';
import { MISFIT, UNREADABLE } from '../time/outcome.ts';
import { startsWith } from './line-bytes.ts';
import { RecordCells, splitRecord, splitUnquoted } from './record.ts';

/** How a line shows that it is a row of the file. */
export interface LineRules {
  readonly reader: TimeReader;
  readonly time: TimePlace;
  /** Cells of a row; null where they may be of any number. */
  readonly width: number | null;
  readonly delimiter: number;
  readonly comment: Uint8Array;
  /** Names of the columns, as the header has them. */
  readonly names: readonly string[];
}

/**
 * Whether a quote that opens in the line before `start`, and whose record ends at `end`, never meant what lies between:
 * most of the lines between, blank ones and comments left out, are rows taken alone. The line that closes the quote
 * decides where nothing lies between, and else only where it is a row: the quote may stand in its time. A header between
 * is enough: whatever it changes must not be overlooked.
 */
export function holdsRows(bytes: Uint8Array, start: number, end: number, rules: LineRules): boolean {
  const { index, more } = rules.time;
  const cells = new RecordCells(Math.max(index, ...more) + 1);
  let lines = 0;
  let rows = 0;
  for (let at = start; at < end; ) {
    const lineEnd = bytes.indexOf(LF, at);
    if (lineEnd < 0 || lineEnd >= end) break;
    if (lineEnd > at && bytes[at] !== CR && !startsWith(bytes, at, rules.comment)) {
      const isBetween = lineEnd + 1 < end;
      if (isBetween && isHeader(bytes, at, lineEnd, rules)) return true;
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
  const time = timeCell(bytes, cells, rules.time);
  if (time.length === 0) return false;
  // A time that cannot be, of a clock that was reset, shows a row too.
  const outcome = rules.reader.read(time, 0, time.length);
  return outcome !== UNREADABLE && outcome !== MISFIT;
}

/** Whether the line has the name of the time's column in a cell, and of another one. */
function isHeader(
  bytes: Uint8Array,
  at: number,
  end: number,
  { names, time, delimiter }: LineRules,
): boolean {
  const wanted = names[time.index];
  const texts = new TextDecoder().decode(bytes.subarray(at, end)).split(String.fromCharCode(delimiter));
  const cells = new Set(texts.map((text) => text.replace(/^[ \t"]+|[ \t"\r]+$/g, '')));
  return (
    wanted !== undefined &&
    cells.has(wanted) &&
    names.filter((name) => name !== '' && cells.has(name)).length >= 2
  );
}
