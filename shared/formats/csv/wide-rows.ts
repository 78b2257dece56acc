import type { TimeReader } from '../time/compile-time-formats.ts';
import { CR, LF, QUOTE } from './bytes.ts';
import { excerptOf } from './excerpt.ts';
import { type Layout, TIME_SLOT } from './layout.ts';
import { explainNumber, NOT_PLAIN, readNumberCell, readPlainNumber } from './number.ts';
import { MALFORMED, RecordCells, splitRecord } from './record.ts';
import { RowBatch } from './row-batch.ts';
import type { Reject, WideBatch } from './wide-csv.ts';

/** Rejects that may wait to be handed over. */
const MOST_REJECTS = 1000;

/** The row does not end within the bytes at hand. */
const INCOMPLETE = -1;

/**
 * What comes after the bytes at hand: more of the file; nothing, they end with a line end; or nothing, because the
 * file was cut off within its last row, whose line end was added.
 */
export type After = 'more' | 'nothing' | 'unended' | 'cut-off';

/** How the rows of one file are to be read. */
export interface RowRules {
  readonly layout: Layout;
  readonly reader: TimeReader;
  readonly delimiter: number;
  readonly maxLineBytes: number;
  /** Line on which the first row begins. */
  readonly line: number;
}

/**
 * Turns bytes into batches and rejects. Each row is tried as a plain one (no quotes, no blanks around cells, nothing
 * wrong): numbers are parsed while their end is searched for, and no text is made. What is not plain is split and
 * judged with care; that reading alone decides, the plain one only agrees faster.
 */
export class WideRows {
  private readonly rules: RowRules;
  private readonly cells: RecordCells;
  private readonly batch: RowBatch;
  private line: number;
  private rejects: Reject[] = [];
  /** The rest of a line that was too long has yet to pass. */
  private skipping = false;
  /** Offset in the file up to which a line end ends a row, quote or not. */
  private singleLinesUntil = 0;
  /** Rows met, readable or not. */
  rows = 0;

  constructor(rules: RowRules) {
    this.rules = rules;
    this.line = rules.line;
    this.cells = new RecordCells(rules.layout.slots.length);
    this.batch = new RowBatch(rules.layout.columns);
  }

  isFull(): boolean {
    return this.batch.row === this.batch.capacity;
  }

  isEmpty(): boolean {
    return this.batch.row === 0;
  }

  /**
   * Reads rows from `start` on, until the batch is full, many rejects wait, or a row does not end within the bytes.
   * Returns where it stopped. `base` is the file's offset of the first byte.
   */
  read(bytes: Uint8Array, start: number, base: number, after: After): number {
    const plainEnd = bytes.lastIndexOf(LF, after === 'cut-off' || after === 'unended' ? -2 : -1) + 1;
    let at = this.skipping ? this.skipLine(bytes, start) : start;
    while (at < bytes.length && !this.isFull() && this.rejects.length < MOST_REJECTS) {
      let next = at < plainEnd ? this.plainRow(bytes, at) : NOT_PLAIN;
      if (next === NOT_PLAIN) {
        this.batch.clearRow();
        next = this.carefulRow(bytes, at, base, after);
        if (next === INCOMPLETE) break;
      }
      at = next;
    }
    return at;
  }

  takeBatch(): WideBatch {
    return this.batch.take();
  }

  takeRejects(): readonly Reject[] {
    const { rejects } = this;
    if (rejects.length > 0) this.rejects = [];
    return rejects;
  }

  private plainRow(bytes: Uint8Array, start: number): number {
    const { values, row } = this.batch;
    const { layout, delimiter, reader, maxLineBytes } = this.rules;
    const { slots } = layout;
    let timeStart = start;
    let timeEnd = start;
    let readings = 0;
    let at = start;
    for (let column = 0; ; column++, at++) {
      if (column === slots.length) return NOT_PLAIN;
      const slot = slots[column]!;
      const cellStart = at;
      if (slot >= 0) {
        at = readPlainNumber(bytes, at, delimiter, values[slot]!, row);
        if (at > cellStart) readings++;
      } else {
        at = endOfPlainText(bytes, at, delimiter);
        if (slot === TIME_SLOT) {
          timeStart = cellStart;
          timeEnd = at;
        }
      }
      if (at === NOT_PLAIN) return NOT_PLAIN;
      if (bytes[at] !== delimiter) break;
    }
    if (bytes[at] === CR && bytes[++at] !== LF) return NOT_PLAIN;
    if (at - start > maxLineBytes) return NOT_PLAIN;
    const time = reader.read(bytes, timeStart, timeEnd);
    if (Number.isNaN(time)) return NOT_PLAIN;
    this.batch.commit(time, this.line, readings);
    this.rows++;
    this.line++;
    return at + 1;
  }

  private carefulRow(bytes: Uint8Array, start: number, base: number, after: After): number {
    const { delimiter, maxLineBytes } = this.rules;
    const lineEnd = bytes.indexOf(LF, start);
    const lineBytes = bytes.subarray(start, lineEnd < 0 ? bytes.length : lineEnd);
    if (lineBytes.length > maxLineBytes) {
      this.rows++;
      this.rejectRow('line.too-long', `the line is longer than ${maxLineBytes} bytes`, null, lineBytes);
      return this.skipLine(bytes, start);
    }
    if (lineEnd < 0) return INCOMPLETE;
    const mayRunOn = base + start >= this.singleLinesUntil;
    const bound = mayRunOn ? Math.min(bytes.length, start + maxLineBytes + 1) : lineEnd + 1;
    const next = splitRecord(bytes, start, bound, delimiter, this.cells);
    if (next >= 0) {
      this.judgeCells(bytes, lineBytes, next === bytes.length && this.isCutOff(after));
      this.line += countLines(bytes, start, next);
      return next;
    }
    if (next !== MALFORMED && mayRunOn && after === 'more' && bytes.length <= start + maxLineBytes)
      return INCOMPLETE;
    this.singleLinesUntil = Math.max(this.singleLinesUntil, base + this.cells.stoppedAt);
    this.rows++;
    this.rejectBadQuotes(next, lineBytes);
    this.line++;
    return lineEnd + 1;
  }

  /**
   * Whether the last row may be half of one: the stream broke off, or the file ends without a line end in a row that
   * lacks cells. Its last number could be the beginning of another.
   */
  private isCutOff(after: After): boolean {
    return after === 'cut-off' || (after === 'unended' && this.cells.count < this.cells.width);
  }

  /** Passes over the rest of a line; where its end is not at hand, what comes next belongs to it too. */
  private skipLine(bytes: Uint8Array, start: number): number {
    const lineEnd = bytes.indexOf(LF, start);
    this.skipping = lineEnd < 0;
    if (this.skipping) return bytes.length;
    this.line++;
    return lineEnd + 1;
  }

  /** Takes or rejects the row that was split into `cells`. A row without any content is blank and counts nothing. */
  private judgeCells(bytes: Uint8Array, lineBytes: Uint8Array, cutOff: boolean): void {
    const { cells } = this;
    const { layout, reader } = this.rules;
    if (cells.isBlank()) return;
    this.rows++;
    if (cutOff) {
      this.rejectRow('row.cut-off', 'the file breaks off within this row', null, lineBytes);
      return;
    }
    if (cells.surplusAt >= 0) {
      const message = `the row has more cells than the header, which has ${layout.slots.length}`;
      this.rejectRow('row.too-long', message, null, lineBytes);
      return;
    }
    const timeCell = cells.cell(bytes, layout.slots.indexOf(TIME_SLOT));
    const time = reader.read(timeCell, 0, timeCell.length);
    if (Number.isNaN(time)) {
      this.rejectTime(timeCell, lineBytes);
      return;
    }
    let readings = 0;
    layout.slots.forEach((slot, index) => {
      if (slot >= 0 && this.takeValue(cells.cell(bytes, index), slot)) readings++;
    });
    this.batch.commit(time, this.line, readings);
  }

  /** True where the cell holds a reading; where it is neither that nor empty, it is rejected. */
  private takeValue(cell: Uint8Array, slot: number): boolean {
    if (cell.length === 0) return false;
    const { values, row } = this.batch;
    const column = values[slot]!;
    if (readNumberCell(cell, column, row)) return true;
    column[row] = Number.NaN;
    this.reject(explainNumber(cell), this.rules.layout.columns[slot]!, cell, 1);
    return false;
  }

  private rejectTime(timeCell: Uint8Array, lineBytes: Uint8Array): void {
    const { layout, reader } = this.rules;
    const { code, message } = reader.explain(timeCell, 0, timeCell.length);
    if (timeCell.length > 0) this.rejectRow(code, message, layout.timeHeader, timeCell);
    else this.rejectRow(code, 'the row has no time', layout.timeHeader, lineBytes);
  }

  private rejectBadQuotes(failure: number, lineBytes: Uint8Array): void {
    const { maxLineBytes } = this.rules;
    if (failure === MALFORMED)
      this.rejectRow(
        'quote.malformed',
        'after a closing quote expected a delimiter or the line end',
        null,
        lineBytes,
      );
    else
      this.rejectRow(
        'quote.unclosed',
        `a quote that begins in this row does not end within ${maxLineBytes} bytes or the file`,
        null,
        lineBytes,
      );
  }

  /** One reject that costs a sample for each mapped column that the file has. */
  private rejectRow(code: string, message: string, column: string | null, text: Uint8Array): void {
    const line = text.at(-1) === CR ? text.subarray(0, -1) : text;
    this.reject({ code, message }, column, line, this.rules.layout.columns.length);
  }

  private reject(
    { code, message }: { readonly code: string; readonly message: string },
    column: string | null,
    text: Uint8Array,
    samples: number,
  ): void {
    this.rejects.push({ line: this.line, column, code, message, text: excerptOf(text), samples });
  }
}

/** Where a cell without quotes ends: at the delimiter, LF or CR. */
function endOfPlainText(bytes: Uint8Array, start: number, delimiter: number): number {
  let at = start;
  let byte = bytes[at]!;
  if (byte === QUOTE) return NOT_PLAIN;
  while (byte !== delimiter && byte !== LF && byte !== CR) byte = bytes[++at]!;
  return at;
}

function countLines(bytes: Uint8Array, start: number, end: number): number {
  let lines = 0;
  for (let at = start; at < end; at++) if (bytes[at] === LF) lines++;
  return lines;
}
