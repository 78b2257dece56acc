import type { Micros } from '../../domain/time.ts';
import { DOT, MINUS, ZERO } from '../reading/bytes.ts';
import { excerptOf } from '../reading/excerpt.ts';
import type { Layout } from '../reading/layout.ts';
import type { RowCells } from '../reading/row-cells.ts';
import type { Doubt } from '../reading/row-judge.ts';
import { EVENT_SLOT, SKIP_SLOT } from '../reading/slots.ts';
import type { TimeReader } from '../time/compile-time-formats.ts';
import { isNumeric } from './numeric.ts';

/** Longer than any cell: the column is not watched. */
const UNWATCHED = 0x7fff_ffff;

/** No time is shorter, and of a longer cell only the end is looked at. */
const LEAST_TIME_BYTES = 8;
const MOST_TAIL_BYTES = 64;
/** So many bytes of a time that begins as the row's own does are no chance. */
const LEAST_BEGUN_BYTES = 4;
/** What a cell cut short may have left, where the column's ordinary cells are shorter still. */
const CUT_BYTES = 6;

/** Of a count, which any digits may be: the next start of a logger is not much earlier than its last row, nor years later. */
const DAY = 86_400_000_000;
const EARLIEST = -DAY;
const LATEST = 366 * DAY;

/** What is known of the columns of a file beforehand. */
export interface Ordinary {
  readonly lengths: Int32Array;
  readonly sparse: readonly boolean[];
  readonly texts: readonly boolean[];
  readonly likeTimes: Int32Array;
  readonly timeBytes: number;
}

/**
 * Finds rows in which a second one begins: where the power fails, a row is cut anywhere, and what the logger writes
 * after its next start follows on the same line, with its time. Where that leaves the row its width, a cell ends with a
 * time that is not its own: a value that is no number, or a number longer than those of its column, because digits run
 * into digits. What follows that cell belongs to another row.
 */
export class GlueWatch {
  /** Bytes of the longest cell of each column of the file so far; only longer ones, and values that are no numbers, are looked at. */
  readonly longest: Int32Array;
  private readonly layout: Layout;
  private readonly reader: TimeReader;
  private readonly likeTimes: Int32Array;
  /** Columns of few cells, or of texts that are no times: none is ordinary, so that each as long as a time is looked at. */
  private readonly isNotes: readonly boolean[];

  constructor(
    layout: Layout,
    reader: TimeReader,
    { lengths, sparse, texts, likeTimes, timeBytes }: Ordinary,
  ) {
    this.layout = layout;
    this.reader = reader;
    this.likeTimes = likeTimes;
    this.isNotes = sparse.map(
      (isSparse, column) =>
        layout.slots[column]! < 0 && (isSparse || (texts[column]! && likeTimes[column]! < 2)),
    );
    const mostOfNote = Math.max(LEAST_TIME_BYTES, timeBytes - 1);
    this.longest = lengths.map((length, column) => {
      if (!isWatched(layout.slots[column]!)) return UNWATCHED;
      return this.isNotes[column] ? mostOfNote : length;
    });
  }

  /** What is wrong with a row of this time, or null: then its cells are learnt. */
  doubtOf(bytes: Uint8Array, cells: RowCells, time: Micros): Doubt | null {
    const { header, time: timeColumn } = this.layout;
    const own = cells.cell(bytes, timeColumn.index);
    for (let column = 0; column < header.length; column++) {
      const length = cells.lengthOf(column);
      if (length === 0 || this.longest[column] === UNWATCHED) continue;
      const isValue = this.layout.slots[column]! >= 0;
      const isLonger = length > this.longest[column]!;
      if (!isLonger && !isValue) continue;
      const cell = cells.cell(bytes, column);
      if (!isLonger && isNumeric(cell)) continue;
      if (this.isGlued(cell, column, isLonger, own, time)) return glued(header[column]!, cell);
    }
    this.learn(bytes, cells);
    return null;
  }

  /** Takes note of how long the cells are. */
  learn(bytes: Uint8Array, cells: RowCells): void {
    const { longest } = this;
    for (let column = 0; column < longest.length; column++) {
      const length = cells.lengthOf(column);
      if (length <= longest[column]! || this.isNotes[column]) continue;
      if (this.layout.slots[column]! >= 0 && !isNumeric(cells.cell(bytes, column))) continue;
      longest[column] = length;
    }
  }

  private isGlued(
    cell: Uint8Array,
    column: number,
    isLonger: boolean,
    own: Uint8Array,
    time: Micros,
  ): boolean {
    const isNumber = isNumeric(cell);
    const isValue = this.layout.slots[column]! >= 0;
    const at = this.timeAt(cell, time);
    if (isValue && !isNumber) return at >= 0;
    if (!isLonger) return false;
    const longest = this.longest[column]!;
    if (isNumber) {
      const most = Math.max(longest, CUT_BYTES);
      if (at === 0 && isValue) return longest > 0 && this.likeTimes[column]! < 2;
      if (at === 0) return this.isStray(column);
      return (at > 0 && at <= most) || (longest > 0 && beginsLike(cell, own, most));
    }
    return at === 0 ? this.isStray(column) : at > 0 && isAttached(cell[at - 1]!);
  }

  /** Whether a time in a column that is not read does not belong there; where two have come, such times do. */
  private isStray(column: number): boolean {
    if (this.likeTimes[column]! >= 2) return false;
    this.likeTimes[column]!++;
    return true;
  }

  /** Where the time begins that the cell ends with; -1 where it ends with none. */
  private timeAt(cell: Uint8Array, time: Micros): number {
    const last = cell.length - LEAST_TIME_BYTES;
    for (let at = Math.max(0, cell.length - MOST_TAIL_BYTES); at <= last; at++) {
      const found = this.reader.read(cell, at, cell.length);
      if (found < 0) continue;
      if (!isCount(cell, at) || (found - time >= EARLIEST && found - time <= LATEST)) return at;
    }
    return -1;
  }
}

function isWatched(slot: number): boolean {
  return slot >= 0 || slot === SKIP_SLOT || slot === EVENT_SLOT;
}

/** Whether the cell, after what a cut cell may have left, goes on as the row's own time begins. */
function beginsLike(cell: Uint8Array, own: Uint8Array, most: number): boolean {
  const longest = Math.min(cell.length, own.length - 1);
  for (let length = longest; length >= LEAST_BEGUN_BYTES; length--) {
    const from = cell.length - length;
    if (from > most) return false;
    if (from > 0 && cell.subarray(from).every((byte, i) => byte === own[i])) return true;
  }
  return false;
}

/** Digits alone, with a sign, a point or without, say of themselves little: most of them are some instant. */
function isCount(cell: Uint8Array, start: number): boolean {
  for (let at = cell[start] === MINUS ? start + 1 : start; at < cell.length; at++)
    if (!isDigit(cell[at]!) && cell[at] !== DOT) return false;
  return true;
}

function isDigit(byte: number): boolean {
  return (byte - ZERO) >>> 0 < 10;
}

/** A note may name a time, after a blank or a bracket; what is glued has nothing in between. */
function isAttached(byte: number): boolean {
  return isDigit(byte) || byte === DOT || byte >= 128 || ((byte | 32) >= 97 && (byte | 32) <= 122);
}

function glued(column: string, cell: Uint8Array): Doubt {
  const message = `two rows in one line: the cell ${JSON.stringify(excerptOf(cell))} ends with the time of another row, so that what follows it is of that row; the power may have failed while this one was written`;
  return { code: 'row.glued', message, column };
}
