import { CR, LF, QUOTE, SPACE, TAB } from '../reading/bytes.ts';
import type { RowCells } from '../reading/row-cells.ts';

/** The end of the bytes came while a quote was open, or before the row's line end. */
export const UNCLOSED = -1;
/** After a closing quote came something other than a delimiter or the line's end. */
export const MALFORMED = -2;

/** The cells of one record, as positions in the bytes; quotes and the blanks around a cell are left out. */
export class RecordCells implements RowCells {
  readonly width: number;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Cells of the record, up to the width. */
  count = 0;
  /** Cells of the record, however many. */
  total = 0;
  /** The record has a cell past the width that is not empty; where that begins, else -1. */
  surplusAt = -1;
  /** Where splitting stopped: past the record's line end, or where it failed. */
  stoppedAt = 0;
  private readonly doubled: Uint8Array;

  constructor(width: number) {
    this.width = width;
    this.starts = new Int32Array(width);
    this.ends = new Int32Array(width);
    this.doubled = new Uint8Array(width);
  }

  clear(): void {
    this.count = 0;
    this.total = 0;
    this.surplusAt = -1;
  }

  add(start: number, end: number, doubledQuotes: boolean): void {
    this.total++;
    if (this.count < this.width) {
      this.starts[this.count] = start;
      this.ends[this.count] = end;
      this.doubled[this.count] = doubledQuotes ? 1 : 0;
      this.count++;
    } else if (end > start && this.surplusAt < 0) {
      this.surplusAt = start;
    }
  }

  /** True where no cell holds anything. */
  isBlank(): boolean {
    for (let i = 0; i < this.count; i++) if (this.ends[i]! > this.starts[i]!) return false;
    return this.surplusAt < 0;
  }

  /** Bytes between the cell's quotes or delimiters; 0 of a cell that the record does not have. */
  lengthOf(index: number): number {
    return index < this.count ? this.ends[index]! - this.starts[index]! : 0;
  }

  /** A column that a row is read for stands in the header once. */
  isTwice(): boolean {
    return false;
  }

  /** The bytes of a cell; a cell that the record does not have is empty. A doubled quote has become one. */
  cell(bytes: Uint8Array, index: number): Uint8Array {
    if (index >= this.count) return new Uint8Array(0);
    const raw = bytes.subarray(this.starts[index], this.ends[index]);
    return this.doubled[index] === 1 ? withoutDoubling(raw) : raw;
  }
}

/**
 * Splits the record that begins at `start` after RFC 4180: a cell whose first byte is a quote runs, line ends and
 * delimiters included, to the next quote that is not doubled; a quote further inside a cell is text. Blanks around a
 * cell are left out, and CRs before the line's end (a program that turns LF into CR LF twice writes two). Returns the position after the record's LF, or `UNCLOSED`,
 * `MALFORMED`; then `cells.stoppedAt` says where it failed.
 */
export function splitRecord(
  bytes: Uint8Array,
  start: number,
  end: number,
  delimiter: number,
  cells: RecordCells,
): number {
  cells.clear();
  let at = start;
  for (;;) {
    const next =
      bytes[at] === QUOTE && at < end
        ? addQuotedCell(bytes, at, end, delimiter, cells)
        : addBareCell(bytes, at, end, delimiter, cells);
    if (next < 0) return next;
    if (bytes[next] === LF) {
      cells.stoppedAt = next + 1;
      return next + 1;
    }
    at = next + 1;
  }
}

/** Splits the one line in [start, end) at its delimiters alone: quotes are text. `end` is past its LF. */
export function splitUnquoted(
  bytes: Uint8Array,
  start: number,
  end: number,
  delimiter: number,
  cells: RecordCells,
): void {
  cells.clear();
  for (let at = start; at < end; ) at = addBareCell(bytes, at, end, delimiter, cells) + 1;
}

function withoutDoubling(raw: Uint8Array): Uint8Array {
  const single = new Uint8Array(raw.length);
  let length = 0;
  for (let at = 0; at < raw.length; at++) {
    single[length++] = raw[at]!;
    if (raw[at] === QUOTE) at++;
  }
  return single.subarray(0, length);
}

/** Both of the following return the position of the delimiter or LF that ends the cell. */
function addBareCell(
  bytes: Uint8Array,
  start: number,
  end: number,
  delimiter: number,
  cells: RecordCells,
): number {
  let at = start;
  while (at < end && bytes[at] !== delimiter && bytes[at] !== LF) at++;
  if (at >= end) return fail(UNCLOSED, end, cells);
  let from = start;
  let to = at;
  if (bytes[at] === LF) while (to > from && bytes[to - 1] === CR) to--;
  while (from < to && isBlank(bytes[from]!)) from++;
  while (to > from && isBlank(bytes[to - 1]!)) to--;
  cells.add(from, to, false);
  return at;
}

function addQuotedCell(
  bytes: Uint8Array,
  start: number,
  end: number,
  delimiter: number,
  cells: RecordCells,
): number {
  let doubled = false;
  let at = start + 1;
  for (;;) {
    while (at < end && bytes[at] !== QUOTE) at++;
    if (at >= end) return fail(UNCLOSED, end, cells);
    if (bytes[at + 1] !== QUOTE) break;
    doubled = true;
    at += 2;
  }
  let from = start + 1;
  let to = at;
  while (from < to && isBlank(bytes[from]!)) from++;
  while (to > from && isBlank(bytes[to - 1]!)) to--;
  cells.add(from, to, doubled);
  at++;
  while (at < end && bytes[at] !== delimiter && isBlank(bytes[at]!)) at++;
  at = afterLastCrs(bytes, at, end);
  if (at >= end) return fail(UNCLOSED, end, cells);
  return bytes[at] === delimiter || bytes[at] === LF ? at : fail(MALFORMED, at, cells);
}

/** Past the CRs at `at` where nothing but the line's end follows them. */
function afterLastCrs(bytes: Uint8Array, at: number, end: number): number {
  let past = at;
  while (past < end && bytes[past] === CR) past++;
  return past >= end || bytes[past] === LF ? past : at;
}

function fail(reason: number, at: number, cells: RecordCells): number {
  cells.stoppedAt = at;
  return reason;
}

function isBlank(byte: number): boolean {
  return byte === SPACE || byte === TAB;
}
