import { CR, LF } from '../reading/bytes.ts';
import { excerptOf } from '../reading/excerpt.ts';
import { explainNumber, readNumberCell } from '../reading/number.ts';
import { type ReadEvent, type Reject, UNMAPPED } from '../reading/reading.ts';
import { RowBatch } from '../reading/row-batch.ts';
import { RowKinds } from '../reading/row-kinds.ts';
import type { CsvSummary } from './csv.ts';
import { PlainRows } from './plain-rows.ts';
import { startsWith } from './read-header.ts';
import { MALFORMED, RecordCells, splitRecord } from './record.ts';
import type { Progress, RowRules } from './row-rules.ts';

/** Rejects, or events, that may wait to be handed over. */
const MOST_WAITING = 1000;

/** Equals no byte. */
const NO_BYTE = -1;

/** The row does not end within the bytes at hand. */
const INCOMPLETE = -1;

/**
 * What comes after the bytes at hand: more of the file; nothing, they end with a line end; or nothing, because the
 * file was cut off within its last row, whose line end was added.
 */
export type After = 'more' | 'nothing' | 'unended' | 'cut-off';

/**
 * Turns bytes into batches, rejects and events. Each row is tried as a plain one first (`plain-rows.ts`). What is not
 * plain is split and judged with care here; that reading alone decides, the plain one only agrees faster.
 */
export class CsvRows {
  readonly batch: RowBatch;
  private readonly rules: RowRules;
  private readonly delimiter: number;
  private readonly decimal: number;
  private readonly emptyIsReject: boolean;
  private readonly plain: PlainRows;
  private readonly kinds: RowKinds;
  private readonly cells: RecordCells;
  private readonly progress: Progress;
  private rejects: Reject[] = [];
  private events: ReadEvent[] = [];
  /** The rest of a line that was too long has yet to pass. */
  private skipping = false;
  /** Offset in the file up to which a line end ends a row, quote or not. */
  private singleLinesUntil = 0;

  /** The first row begins on `line`. */
  constructor(rules: RowRules, line: number) {
    const { layout, dialect, comment } = rules;
    this.rules = rules;
    this.delimiter = dialect.delimiter.charCodeAt(0);
    this.decimal = dialect.decimal.charCodeAt(0);
    this.emptyIsReject = layout.emptyIsReject;
    this.progress = { line, rows: 0 };
    this.kinds = new RowKinds(rules.kindOf);
    this.cells = new RecordCells(layout.slots.length);
    this.batch = new RowBatch(layout.columns, layout.keys.length > 0);
    const { delimiter } = this;
    // Between delimiters no bare number can hold one as its decimal sign.
    const decimal = this.decimal === delimiter ? NO_BYTE : this.decimal;
    const bytes = { delimiter, decimal, comment: comment[0] ?? NO_BYTE };
    this.plain = new PlainRows({ ...rules, ...bytes }, this.batch, this.progress);
  }

  /** Rows met, readable or not. */
  get count(): number {
    return this.progress.rows;
  }

  unmappedKeys(): CsvSummary['unmappedKeys'] {
    return this.kinds.unmapped();
  }

  /**
   * Reads rows from `start` on, until the batch is full, many rejects or events wait, or a row does not end within the
   * bytes. Returns where it stopped. `base` is the file's offset of the first byte.
   */
  read(bytes: Uint8Array, start: number, base: number, after: After): number {
    const plainEnd = bytes.lastIndexOf(LF, after === 'cut-off' || after === 'unended' ? -2 : -1) + 1;
    let at = this.skipping ? this.skipLine(bytes, start) : start;
    while (at < bytes.length && !this.isWaiting()) {
      if (at < plainEnd) {
        at = this.plain.read(bytes, at, plainEnd);
        if (this.batch.isFull()) break;
        if (at === bytes.length) break;
        this.batch.clearRow();
      }
      const next = this.carefulRow(bytes, at, base, after);
      if (next === INCOMPLETE) break;
      at = next;
    }
    return at;
  }

  takeRejects(): readonly Reject[] {
    const { rejects } = this;
    if (rejects.length > 0) this.rejects = [];
    return rejects;
  }

  takeEvents(): readonly ReadEvent[] {
    const { events } = this;
    if (events.length > 0) this.events = [];
    return events;
  }

  private isWaiting(): boolean {
    return this.batch.isFull() || this.rejects.length >= MOST_WAITING || this.events.length >= MOST_WAITING;
  }

  private carefulRow(bytes: Uint8Array, start: number, base: number, after: After): number {
    const { delimiter, progress } = this;
    const { comment, maxLineBytes } = this.rules;
    if (startsWith(bytes, start, comment)) return this.skipLine(bytes, start);
    const lineEnd = bytes.indexOf(LF, start);
    const lineBytes = bytes.subarray(start, lineEnd < 0 ? bytes.length : lineEnd);
    if (lineBytes.length > maxLineBytes) {
      progress.rows++;
      this.rejectRow('line.too-long', `the line is longer than ${maxLineBytes} bytes`, null, lineBytes);
      return this.skipLine(bytes, start);
    }
    if (lineEnd < 0) return INCOMPLETE;
    const mayRunOn = base + start >= this.singleLinesUntil;
    const bound = mayRunOn ? Math.min(bytes.length, start + maxLineBytes + 1) : lineEnd + 1;
    const next = splitRecord(bytes, start, bound, delimiter, this.cells);
    if (next >= 0) {
      this.judgeCells(bytes, lineBytes, next === bytes.length && this.isCutOff(after));
      progress.line += countLines(bytes, start, next);
      return next;
    }
    if (next !== MALFORMED && mayRunOn && after === 'more' && bytes.length <= start + maxLineBytes)
      return INCOMPLETE;
    this.singleLinesUntil = Math.max(this.singleLinesUntil, base + this.cells.stoppedAt);
    progress.rows++;
    this.rejectBadQuotes(next, lineBytes);
    progress.line++;
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
    this.progress.line++;
    return lineEnd + 1;
  }

  /** Takes or rejects the row that was split into `cells`. A row without any content is blank and counts nothing. */
  private judgeCells(bytes: Uint8Array, lineBytes: Uint8Array, cutOff: boolean): void {
    const { cells } = this;
    const { layout, reader } = this.rules;
    if (cells.isBlank()) return;
    this.progress.rows++;
    if (cutOff) {
      this.rejectRow('row.cut-off', 'the file breaks off within this row', null, lineBytes);
      return;
    }
    if (cells.surplusAt >= 0) {
      this.rejectRow('row.too-long', this.surplusMessage(), null, lineBytes);
      return;
    }
    const kind = this.kindOfRow(bytes);
    if (kind < 0) return;
    const timeCell = cells.cell(bytes, layout.time.index);
    const time = reader.read(timeCell, 0, timeCell.length);
    if (time < 0) {
      this.rejectTime(timeCell, lineBytes);
      return;
    }
    this.takeCells(bytes, time, kind, lineBytes);
  }

  /** The kind that the keys give the row; a negative one when it was dealt with, ignored or rejected. */
  private kindOfRow(bytes: Uint8Array): number {
    const { cells, rules, plain } = this;
    const { keys } = rules.layout;
    if (keys.length === 0) return 0;
    const texts = keys.map(({ index }) => cells.cell(bytes, index));
    const kind = this.kinds.ofCells(texts);
    if (kind === UNMAPPED) this.rejectUnmapped(texts);
    else if (cells.count === cells.width) plain.learn(bytes, cells.starts, cells.ends, kind);
    return kind;
  }

  /** Takes the values and the event of a row whose kind and time are known. */
  private takeCells(bytes: Uint8Array, time: number, kind: number, lineBytes: Uint8Array): void {
    const { cells, batch, progress } = this;
    const { layout } = this.rules;
    let readings = 0;
    let filled = 0;
    layout.slots.forEach((slot, index) => {
      if (slot < 0 || cells.lengthOf(index) === 0) return;
      filled++;
      if (this.takeValue(cells.cell(bytes, index), slot)) readings++;
    });
    const label = layout.event === null ? null : cells.cell(bytes, layout.event.index);
    if (label !== null && label.length > 0)
      this.events.push({ line: progress.line, time, text: excerptOf(label) });
    else if (this.emptyIsReject && filled === 0) {
      this.rejectRow('value.empty', 'the row has no value', layout.columns[0]!, lineBytes);
      return;
    }
    batch.commit(time, progress.line, kind, readings);
  }

  /** True where the cell, which is not empty, holds a reading; else it is rejected. */
  private takeValue(cell: Uint8Array, slot: number): boolean {
    const { values, row } = this.batch;
    const { layout, dialect } = this.rules;
    const column = values[slot]!;
    if (readNumberCell(cell, this.decimal, column, row)) return true;
    column[row] = Number.NaN;
    this.reject(explainNumber(cell, dialect.decimal), layout.columns[slot]!, cell, 1);
    return false;
  }

  /** Costs each value that is there, and a row without any costs one: it said something. */
  private rejectUnmapped(keys: readonly Uint8Array[]): void {
    const { layout, dialect } = this.rules;
    let filled = 0;
    layout.slots.forEach((slot, index) => {
      if (slot >= 0 && this.cells.lengthOf(index) > 0) filled++;
    });
    const names = layout.keys.map(({ header }) => header).join(' and ');
    const problem = {
      code: 'row.unmapped',
      message: `the source neither maps nor ignores rows with this ${names}`,
    };
    const text = keys.map((key) => excerptOf(key)).join(dialect.delimiter);
    this.reject(problem, null, new TextEncoder().encode(text), Math.max(1, filled));
  }

  private surplusMessage(): string {
    const { layout, dialect } = this.rules;
    const advice =
      dialect.delimiter === ','
        ? ': if its numbers have a decimal comma, the source has to say so (decimal: ",", and the delimiter of the file)'
        : '';
    return `the row has more cells than the header, which has ${layout.slots.length}${advice}`;
  }

  private rejectTime(timeCell: Uint8Array, lineBytes: Uint8Array): void {
    const { layout, reader } = this.rules;
    const { code, message } = reader.explain(timeCell, 0, timeCell.length);
    if (timeCell.length > 0) this.rejectRow(code, message, layout.time.header, timeCell);
    else this.rejectRow(code, 'the row has no time', layout.time.header, lineBytes);
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
    this.rejects.push({ line: this.progress.line, column, code, message, text: excerptOf(text), samples });
  }
}

function countLines(bytes: Uint8Array, start: number, end: number): number {
  let lines = 0;
  for (let at = start; at < end; at++) if (bytes[at] === LF) lines++;
  return lines;
}
