import type { Micros } from '../../domain/time.ts';
import { LF } from '../reading/bytes.ts';
import type { Layout } from '../reading/layout.ts';
import type { LineCounts } from '../reading/line-counts.ts';
import type { After, RowReader } from '../reading/read-rows.ts';
import { IGNORED, UNMAPPED } from '../reading/reading.ts';
import type { RowBatch } from '../reading/row-batch.ts';
import type { RowCells } from '../reading/row-cells.ts';
import { type Progress, RowJudge } from '../reading/row-judge.ts';
import { brokenOffWithin, lineTooLong } from '../reading/row-problems.ts';
import { delimiterByte } from './csv.ts';
import { afterFiller, countLines, startsWith } from './line-bytes.ts';
import { holdsRows } from './lone-quote.ts';
import { MALFORMED, splitRecord } from './record.ts';
import { type RowEnding, rowEnding } from './row-ending.ts';
import { quoteProblem, widthProblem } from './row-messages.ts';
import type { RowRules } from './row-rules.ts';
import type { FirstRows } from './row-width.ts';
import type { Section } from './section.ts';
import { Sections } from './sections.ts';

/** The row does not end within the bytes at hand. */
const INCOMPLETE = -1;

/**
 * Turns bytes into batches, rejects and events. Each row is tried as a plain one first (`plain-rows.ts`). What is not
 * plain is split and judged with care here; that reading alone decides, the plain one only agrees faster.
 */
export class CsvRows implements RowReader {
  readonly judge: RowJudge;
  private readonly rules: RowRules;
  private readonly delimiter: number;
  private readonly progress: Progress;
  private readonly preamble: number;
  private readonly headerLines: number;
  private readonly sections: Sections;
  /** The rows before a header have to be handed over before it is read. */
  private isTurning = false;
  private comments = 0;
  /** Lines of rows beyond the first of each. */
  private furtherLines = 0;
  /** The rest of a line that was too long has yet to pass. */
  private skipping = false;
  /** Offset in the file up to which a line end ends a row, quote or not. */
  private singleLinesUntil = 0;

  /** The header stands on `headerLine`, and the first row begins on `line`. */
  constructor(rules: RowRules, layout: Layout, firstRows: FirstRows, headerLine: number, line: number) {
    const { plan } = rules;
    this.rules = rules;
    this.delimiter = delimiterByte(plan.dialect);
    this.progress = { line, rows: 0, blank: 0 };
    this.preamble = headerLine - 1;
    this.headerLines = line - headerLine;
    this.sections = new Sections(rules, layout, firstRows, this.progress);
    const judged = {
      layout,
      reader: plan.time.reader,
      kindOf: plan.kindOf,
      wordsAt: plan.wordsAt,
      survey: rules.survey,
      decimal: plan.dialect.decimal,
      isDecimalDeclared: true,
      delimiter: String.fromCharCode(delimiterByte(plan.dialect)),
      doubtOf: (bytes: Uint8Array, cells: RowCells, time: Micros) =>
        this.section.glue.doubtOf(bytes, cells, time),
    };
    this.judge = new RowJudge(judged, this.batch, this.progress);
  }

  get batch(): RowBatch {
    return this.section.batch;
  }

  private get section(): Section {
    return this.sections.current;
  }

  mustHandOver(): boolean {
    return this.isTurning || this.batch.isFull();
  }

  /** What is said of the file's headers below the first, and of columns that one of them has or none. */
  headers(): Pick<Layout, 'unmapped' | 'missingColumns' | 'warnings'> {
    const { unmapped, missingColumns, warnings } = this.sections.strangers();
    return { unmapped, missingColumns, warnings: [...warnings, ...this.sections.warnings()] };
  }

  /** Rows met, readable or not. */
  get count(): number {
    return this.progress.rows;
  }

  /** What each line so far was. */
  lines(): LineCounts {
    const { progress, preamble, headerLines, comments, furtherLines } = this;
    return {
      // A last line that is passed over and has no line end never ended.
      all: progress.line - (this.skipping ? 0 : 1),
      preamble,
      header: headerLines,
      blank: progress.blank,
      comments,
      headersAgain: this.sections.headersAgain,
      skipped: this.sections.skipped,
      rows: progress.rows + furtherLines,
    };
  }

  /**
   * Reads rows from `start` on, until the batch is full, many rejects or events wait, or a row does not end within the
   * bytes. Returns where it stopped. `base` is the file's offset of the first byte.
   */
  read(bytes: Uint8Array, start: number, base: number, after: After): number {
    const plainEnd = bytes.lastIndexOf(LF, after === 'cut-off' || after === 'unended' ? -2 : -1) + 1;
    this.isTurning = false;
    let at = this.skipping ? this.skipLine(bytes, start) : start;
    while (at < bytes.length && !this.judge.isWaiting()) {
      if (at < plainEnd && this.sections.isPlain()) {
        at = this.section.plain.read(bytes, at, plainEnd);
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
    const { cells } = this.section;
    const { comment, maxLineBytes } = this.rules;
    if (startsWith(bytes, start, comment)) return this.passComment(bytes, start);
    const lineEnd = bytes.indexOf(LF, start);
    const lineBytes = bytes.subarray(start, lineEnd < 0 ? bytes.length : lineEnd);
    if (lineBytes.length > maxLineBytes) {
      progress.rows++;
      this.judge.rejectRow(lineTooLong(maxLineBytes), null, lineBytes);
      return this.skipLine(bytes, start);
    }
    if (lineEnd < 0) return INCOMPLETE;
    const from = afterFiller(bytes, start);
    if (this.sections.skips(bytes, from, lineEnd + 1)) {
      progress.line++;
      return lineEnd + 1;
    }
    const mayRunOn = base + start >= this.singleLinesUntil;
    const bound = mayRunOn ? Math.min(bytes.length, start + maxLineBytes + 1) : lineEnd + 1;
    const next = splitRecord(bytes, from, bound, delimiter, cells);
    if (next >= 0) {
      if (next > lineEnd + 1 && holdsRows(bytes, lineEnd + 1, next, this.section.line)) {
        // The line in which the quote ended may hold one of its own that runs on.
        const ended = base + bytes.lastIndexOf(LF, next - 2) + 1;
        return this.rejectQuote(bytes, lineEnd, lineBytes, next, ended);
      }
      const ending = next === bytes.length ? rowEnding(bytes, after, this.section, this.rules) : 'ended';
      if (ending !== 'cut-off' && !cells.isBlank() && this.sections.isHeader(bytes))
        return this.turn(bytes, from, next);
      const glued = ending === 'ended' ? this.sections.headerGluedTo(bytes, from, next) : null;
      if (glued !== null && this.sections.mustHandOverBefore(glued)) return this.handOverFirst();
      this.judgeCells(bytes, lineBytes, ending);
      if (glued !== null) this.turnTo(glued);
      const lines = countLines(bytes, start, next);
      progress.line += lines;
      this.furtherLines += lines - 1;
      return next;
    }
    if (next !== MALFORMED && mayRunOn && after === 'more' && bytes.length <= start + maxLineBytes)
      return INCOMPLETE;
    return this.rejectQuote(bytes, lineEnd, lineBytes, next, base + cells.stoppedAt);
  }

  /** Passes over the rest of a line; where its end is not at hand, what comes next belongs to it too. */
  private skipLine(bytes: Uint8Array, start: number): number {
    const lineEnd = bytes.indexOf(LF, start);
    this.skipping = lineEnd < 0;
    if (this.skipping) return bytes.length;
    this.progress.line++;
    return lineEnd + 1;
  }

  /** Turns to the header in [start, end), or says that rows have to be handed over before. */
  private turn(bytes: Uint8Array, start: number, end: number): number {
    const lines = countLines(bytes, start, end);
    if (!this.sections.turn(bytes, start, end, lines)) return this.handOverFirst();
    this.progress.line += lines;
    this.judge.turnTo(this.section.layout, this.batch);
    return end;
  }

  /** A comment may hold a header in another order, as where the first one is a comment too. */
  private passComment(bytes: Uint8Array, start: number): number {
    const lineEnd = bytes.indexOf(LF, start);
    const from = start + this.rules.comment.length;
    const header = lineEnd < 0 ? null : this.sections.headerInComment(bytes, from, lineEnd + 1);
    if (header !== null && this.sections.mustHandOverBefore(header)) return this.handOverFirst();
    if (header !== null) this.turnTo(header);
    this.comments++;
    return this.skipLine(bytes, start);
  }

  /** The header of these cells stands on a line that is counted as another. */
  private turnTo(header: readonly string[]): void {
    this.sections.turnTo(header);
    this.judge.turnTo(this.section.layout, this.batch);
  }

  private handOverFirst(): number {
    this.isTurning = true;
    return INCOMPLETE;
  }

  /** Takes or rejects the row that was split into `cells`. A row without any content is blank and counts nothing. */
  private judgeCells(bytes: Uint8Array, lineBytes: Uint8Array, ending: RowEnding): void {
    const { section, progress, judge } = this;
    const { cells } = section;
    if (cells.isBlank()) {
      progress.blank++;
      return;
    }
    progress.rows++;
    if (ending === 'cut-off') {
      judge.rejectRow(brokenOffWithin('row'), null, lineBytes);
      return;
    }
    if (this.sections.closed !== null) {
      judge.rejectRow({ code: 'header.changed', message: this.sections.closed }, null, lineBytes);
      return;
    }
    const problem = widthProblem(section, this.rules.plan.dialect);
    if (problem !== null) {
      judge.rejectRow(problem, null, lineBytes);
      return;
    }
    const unended = ending === 'unended' ? cells.count - 1 : null;
    const kind = judge.judge({ bytes, cells, text: lineBytes, unended });
    if (kind === IGNORED) section.glue.learn(bytes, cells);
    if (kind !== UNMAPPED) section.learnKeys(bytes, kind);
  }

  /** One line is lost to its quote, but for the header that it holds. Answers where the next begins. */
  private rejectQuote(
    bytes: Uint8Array,
    lineEnd: number,
    lineBytes: Uint8Array,
    failure: number,
    searchedUntil: number,
  ): number {
    const { progress } = this;
    const { cells, line } = this.section;
    const header = this.sections.headerInQuotes(lineBytes);
    if (header !== null && this.sections.mustHandOverBefore(header)) return this.handOverFirst();
    this.singleLinesUntil = Math.max(this.singleLinesUntil, searchedUntil);
    const holds =
      failure >= 0 || (failure === MALFORMED && holdsRows(bytes, lineEnd + 1, cells.stoppedAt, line));
    progress.rows++;
    this.judge.rejectRow(quoteProblem(failure, holds, this.rules.maxLineBytes), null, lineBytes);
    if (header !== null) this.turnTo(header);
    progress.line++;
    return lineEnd + 1;
  }
}
