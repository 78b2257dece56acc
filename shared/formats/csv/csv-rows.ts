import { CUT_OFF } from '../reading/broken-off.ts';
import { CR, LF, QUOTE } from '../reading/bytes.ts';
import type { After, RowReader } from '../reading/read-rows.ts';
import { UNMAPPED } from '../reading/reading.ts';
import { RowBatch } from '../reading/row-batch.ts';
import { type Progress, RowJudge } from '../reading/row-judge.ts';
import { PlainRows } from './plain-rows.ts';
import { startsWith } from './read-header.ts';
import { MALFORMED, RecordCells, splitRecord } from './record.ts';
import type { RowRules } from './row-rules.ts';

/** Equals no byte. */
const NO_BYTE = -1;

/** What follows a row: a line end; nothing, so that it may go on; or nothing, although it does go on. */
type RowEnding = 'ended' | 'unended' | 'cut-off';

/** The row does not end within the bytes at hand. */
const INCOMPLETE = -1;

/**
 * Turns bytes into batches, rejects and events. Each row is tried as a plain one first (`plain-rows.ts`). What is not
 * plain is split and judged with care here; that reading alone decides, the plain one only agrees faster.
 */
export class CsvRows implements RowReader {
  readonly batch: RowBatch;
  readonly judge: RowJudge;
  private readonly rules: RowRules;
  private readonly delimiter: number;
  private readonly plain: PlainRows;
  private readonly cells: RecordCells;
  private readonly progress: Progress;
  /** The rest of a line that was too long has yet to pass. */
  private skipping = false;
  /** Offset in the file up to which a line end ends a row, quote or not. */
  private singleLinesUntil = 0;

  /** The first row begins on `line`. */
  constructor(rules: RowRules, line: number) {
    const { layout, dialect, comment } = rules;
    this.rules = rules;
    this.delimiter = dialect.delimiter.charCodeAt(0);
    this.progress = { line, rows: 0 };
    this.cells = new RecordCells(layout.slots.length);
    this.batch = new RowBatch(layout.columns, layout.keys.length > 0);
    this.judge = new RowJudge({ ...rules, ...dialect, isDecimalDeclared: true }, this.batch, this.progress);
    const { delimiter } = this;
    const sign = dialect.decimal.charCodeAt(0);
    // Between delimiters no bare number can hold one as its decimal sign.
    const decimal = sign === delimiter ? NO_BYTE : sign;
    const bytes = { delimiter, decimal, comment: comment[0] ?? NO_BYTE };
    this.plain = new PlainRows({ ...rules, ...bytes }, this.batch, this.progress);
  }

  /** Rows met, readable or not. */
  get count(): number {
    return this.progress.rows;
  }

  /**
   * Reads rows from `start` on, until the batch is full, many rejects or events wait, or a row does not end within the
   * bytes. Returns where it stopped. `base` is the file's offset of the first byte.
   */
  read(bytes: Uint8Array, start: number, base: number, after: After): number {
    const plainEnd = bytes.lastIndexOf(LF, after === 'cut-off' || after === 'unended' ? -2 : -1) + 1;
    let at = this.skipping ? this.skipLine(bytes, start) : start;
    while (at < bytes.length && !this.judge.isWaiting()) {
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

  private carefulRow(bytes: Uint8Array, start: number, base: number, after: After): number {
    const { delimiter, progress } = this;
    const { comment, maxLineBytes } = this.rules;
    if (startsWith(bytes, start, comment)) return this.skipLine(bytes, start);
    const lineEnd = bytes.indexOf(LF, start);
    const lineBytes = bytes.subarray(start, lineEnd < 0 ? bytes.length : lineEnd);
    if (lineBytes.length > maxLineBytes) {
      progress.rows++;
      this.judge.rejectRow('line.too-long', `the line is longer than ${maxLineBytes} bytes`, null, lineBytes);
      return this.skipLine(bytes, start);
    }
    if (lineEnd < 0) return INCOMPLETE;
    const mayRunOn = base + start >= this.singleLinesUntil;
    const bound = mayRunOn ? Math.min(bytes.length, start + maxLineBytes + 1) : lineEnd + 1;
    const next = splitRecord(bytes, start, bound, delimiter, this.cells);
    if (next >= 0) {
      this.judgeCells(bytes, lineBytes, next === bytes.length ? this.endingOf(bytes, next, after) : 'ended');
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
   * What is known of the last row's end. It is cut off where the stream broke off, or where no line end stands after a
   * row that lacks cells. A last row of full width without a line end may have lost the last characters of its last
   * cell, unless that is in quotes or half of a line end follows.
   */
  private endingOf(bytes: Uint8Array, next: number, after: After): RowEnding {
    if (after === 'more' || after === 'nothing') return 'ended';
    if (after === 'cut-off' || this.cells.count < this.cells.width) return 'cut-off';
    const last = bytes[next - 2];
    if (this.cells.hasSurplus) return 'ended';
    const isSure = this.rules.dialect.lastLine === 'whole' || last === QUOTE || last === CR;
    return isSure ? 'ended' : 'unended';
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
  private judgeCells(bytes: Uint8Array, lineBytes: Uint8Array, ending: RowEnding): void {
    const { cells } = this;
    if (cells.isBlank()) return;
    this.progress.rows++;
    if (ending === 'cut-off') {
      this.judge.rejectRow(CUT_OFF, 'the file breaks off within this row', null, lineBytes);
      return;
    }
    if (cells.surplusAt >= 0) {
      this.judge.rejectRow('row.too-long', this.surplusMessage(), null, lineBytes);
      return;
    }
    const last = ending === 'unended' ? cells.count - 1 : null;
    const kind = this.judge.judge(bytes, cells, lineBytes, last);
    if (kind !== UNMAPPED && this.rules.layout.keys.length > 0 && cells.count === cells.width)
      this.plain.learn(bytes, cells.starts, cells.ends, kind);
  }

  private surplusMessage(): string {
    const { layout, dialect } = this.rules;
    const advice =
      dialect.delimiter === ','
        ? ': if its numbers have a decimal comma, the source has to say so (decimal: ",", and the delimiter of the file)'
        : '';
    return `the row has more cells than the header, which has ${layout.slots.length}${advice}`;
  }

  private rejectBadQuotes(failure: number, lineBytes: Uint8Array): void {
    const { maxLineBytes } = this.rules;
    if (failure === MALFORMED)
      this.judge.rejectRow(
        'quote.malformed',
        'after a closing quote expected a delimiter or the line end',
        null,
        lineBytes,
      );
    else
      this.judge.rejectRow(
        'quote.unclosed',
        `a quote that begins in this row does not end within ${maxLineBytes} bytes or the file`,
        null,
        lineBytes,
      );
  }
}

function countLines(bytes: Uint8Array, start: number, end: number): number {
  let lines = 0;
  for (let at = start; at < end; at++) if (bytes[at] === LF) lines++;
  return lines;
}
