import { Refusal } from '../../domain/refusal.ts';
import { countText } from '../../domain/words/count.ts';
import { LF } from '../reading/bytes.ts';
import type { Layout } from '../reading/layout.ts';
import type { TimeReader } from '../time/compile-time-formats.ts';
import { isNumeric } from './numeric.ts';
import { startsWith } from './read-header.ts';
import { RecordCells, splitRecord } from './record.ts';

/** Bytes below the header that are looked at before anything is read, and rows of them. */
export const SURVEYED_BYTES = 256 * 1024;
const MOST_ROWS = 1000;

/** So many rows of one width outweigh one of the header's. */
const OUTWEIGHS = 20;

export interface FirstRowsRules {
  readonly layout: Layout;
  readonly reader: TimeReader;
  readonly delimiter: number;
  readonly comment: Uint8Array;
  readonly ragged: boolean;
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
 *
 * The width is the header's. Where no row has that, it is what most rows have: more cells, the surplus blank in all of
 * them (their lines end with a separator), or fewer, where the columns past them have no name. A row of the header's
 * width among twenty or more of the other lost a cell. Where neither is so rare nobody can tell shifted rows from whole
 * ones: fails with `row.width`.
 */
export function lookAtFirstRows(bytes: Uint8Array, rules: FirstRowsRules): FirstRows {
  const { layout } = rules;
  const cells = new RecordCells(layout.header.length);
  const widths = new Map<number, number>();
  const lengths: number[][] = layout.header.map(() => []);
  const likeTimes = new Int32Array(layout.header.length);
  const texts = new Int32Array(layout.header.length);
  let timeBytes = Number.POSITIVE_INFINITY;
  // A row that ends before a column with a name may have lost any cell.
  const named = layout.header.findLastIndex((name) => name !== '') + 1;
  let rows = 0;
  for (let at = 0; at < bytes.length && rows < MOST_ROWS; ) {
    const lineEnd = bytes.indexOf(LF, at);
    if (lineEnd < 0) break;
    const isRow =
      !startsWith(bytes, at, rules.comment) &&
      splitRecord(bytes, at, lineEnd + 1, rules.delimiter, cells) >= 0;
    if (isRow && hasTime(bytes, cells, rules)) {
      rows++;
      if (cells.surplusAt < 0 && cells.total >= named)
        widths.set(cells.total, (widths.get(cells.total) ?? 0) + 1);
      noteLengths(cells, layout.time.index, lengths, (column) => {
        const cell = cells.cell(bytes, column);
        if (rules.reader.read(cell, 0, cell.length) >= 0) likeTimes[column]!++;
      });
      for (let column = 0; column < cells.count; column++)
        if (!isNumeric(cells.cell(bytes, column))) texts[column]!++;
      timeBytes = Math.min(timeBytes, cells.lengthOf(layout.time.index));
    }
    at = lineEnd + 1;
  }
  const width = rules.ragged ? layout.header.length : widthOf(widths, layout);
  return {
    width,
    lengths: Int32Array.from(lengths, medianOf),
    sparse: lengths.map((of) => 2 * of.length < rows),
    texts: lengths.map((of, column) => 2 * texts[column]! > of.length),
    likeTimes,
    timeBytes,
  };
}

function hasTime(bytes: Uint8Array, cells: RecordCells, { layout, reader }: FirstRowsRules): boolean {
  const cell = cells.cell(bytes, layout.time.index);
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

function widthOf(widths: ReadonlyMap<number, number>, { header }: Layout): number {
  const own = header.length;
  const likeHeader = widths.get(own) ?? 0;
  const others = [...widths].filter(([width]) => width !== own);
  const [other, rows] = others.reduce((best, one) => (one[1] > best[1] ? one : best), [own, 0]);
  if (rows <= likeHeader) return own;
  if (rows >= OUTWEIGHS * likeHeader) return other;
  throw new Refusal(
    'invalid',
    'row.width',
    `of the first rows ${countText(rows, 'row has', 'rows have')} ${other} cells and ${likeHeader} ${own}, as the header has: nobody can tell which of them are shifted; send it with one number of cells in every row, or let the source say that cells at the end may be absent or blank (ragged: true)`,
  );
}
