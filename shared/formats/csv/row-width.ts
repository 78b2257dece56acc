import { LF } from '../reading/bytes.ts';
import type { Layout } from '../reading/layout.ts';
import { timeCell } from '../reading/time-cell.ts';
import type { TimeReader } from '../time/compile-time-formats.ts';
import { FileWidth } from './file-width.ts';
import { startsWith } from './line-bytes.ts';
import { isNumeric } from './numeric.ts';
import { RecordCells, splitRecord } from './record.ts';
import { DeclaredWidth } from './without-header.ts';

/** Bytes below the header that are looked at before anything is read, and rows of them. */
export const SURVEYED_BYTES = 256 * 1024;
const MOST_ROWS = 1000;

export interface FirstRowsRules {
  readonly layout: Layout;
  readonly reader: TimeReader;
  readonly delimiter: number;
  readonly comment: Uint8Array;
  readonly ragged: boolean;
  /** Whether the source says how many columns there are, since no header does. */
  readonly isDeclared: boolean;
}

/** What the first rows of a file show. */
export interface FirstRows {
  /** Cells that every row is to have. */
  readonly width: number;
  /** Of each column: the bytes of its ordinary cell (the median); 0 where fewer than two rows have one. */
  readonly lengths: Int32Array;
  /** Of each column: whether fewer than half of the rows have a cell there, as with notes. */
  readonly sparse: readonly boolean[];
  /** Of each column: whether most of its cells are no numbers. */
  readonly texts: readonly boolean[];
  /** Of each column: times as long as their row's own. */
  readonly likeTimes: Int32Array;
  /** Bytes of the shortest time. */
  readonly timeBytes: number;
}

/**
 * Looks at the rows that the bytes hold whole, the first thousand at most; only those count that have a readable time
 * and end with their line.
 * Fails with `row.width` where they have no width (`file-width.ts`), and with `file.columns` where they have another one
 * than the source declares.
 */
export function lookAtFirstRows(bytes: Uint8Array, rules: FirstRowsRules): FirstRows {
  const { layout } = rules;
  const cells = new RecordCells(layout.header.length);
  const width = new FileWidth(layout, rules.delimiter);
  const declared = rules.isDeclared ? new DeclaredWidth(layout.header.length) : null;
  const lengths: number[][] = layout.header.map(() => []);
  const likeTimes = new Int32Array(layout.header.length);
  const texts = new Int32Array(layout.header.length);
  let timeBytes = Number.POSITIVE_INFINITY;
  let rows = 0;
  for (let at = 0; at < bytes.length && rows < MOST_ROWS; ) {
    const lineEnd = bytes.indexOf(LF, at);
    if (lineEnd < 0) break;
    const isRow =
      !startsWith(bytes, at, rules.comment) &&
      splitRecord(bytes, at, lineEnd + 1, rules.delimiter, cells) >= 0;
    if (isRow && !cells.isBlank()) declared?.note(cells.total);
    if (isRow && hasTime(bytes, cells, rules)) {
      rows++;
      width.note(bytes, cells);
      noteLengths(cells, layout.time.index, lengths, (column) => {
        const cell = cells.cell(bytes, column);
        if (rules.reader.read(cell, 0, cell.length) >= 0) likeTimes[column]!++;
      });
      for (let column = 0; column < cells.count; column++)
        if (!isNumeric(cells.cell(bytes, column))) texts[column]!++;
      timeBytes = Math.min(timeBytes, timeCell(bytes, cells, layout.time).length);
    }
    at = lineEnd + 1;
  }
  declared?.refuseOther(rules.ragged);
  return {
    width: rules.ragged || rules.isDeclared ? layout.header.length : width.width(),
    lengths: Int32Array.from(lengths, medianOf),
    sparse: lengths.map((of) => 2 * of.length < rows),
    texts: lengths.map((of, column) => 2 * texts[column]! > of.length),
    likeTimes,
    timeBytes,
  };
}

function hasTime(bytes: Uint8Array, cells: RecordCells, { layout, reader }: FirstRowsRules): boolean {
  const cell = timeCell(bytes, cells, layout.time);
  return cell.length > 0 && reader.read(cell, 0, cell.length) >= 0;
}

function noteLengths(
  cells: RecordCells,
  time: number,
  lengths: number[][],
  asLongAsTime: (column: number) => void,
): void {
  const timeLength = cells.lengthOf(time);
  for (let column = 0; column < cells.count; column++) {
    const length = cells.lengthOf(column);
    if (length === 0) continue;
    lengths[column]!.push(length);
    if (length === timeLength) asLongAsTime(column);
  }
}

/** The lower one of two in the middle; of one cell nothing is known, because it may be the one at fault. */
function medianOf(lengths: readonly number[]): number {
  if (lengths.length < 2) return 0;
  return lengths.toSorted((a, b) => b - a)[lengths.length >> 1]!;
}
