import type { FileSurvey } from '../../domain/survey/file-survey.ts';
import { LF } from '../reading/bytes.ts';
import type { Layout } from '../reading/layout.ts';
import type { LineCounts } from '../reading/line-counts.ts';
import type { After, RowReader } from '../reading/read-rows.ts';
import { type ReadPlan, UNMAPPED } from '../reading/reading.ts';
import { RowBatch } from '../reading/row-batch.ts';
import { type Progress, RowJudge } from '../reading/row-judge.ts';
import { brokenOffWithin, lineTooLong } from '../reading/row-problems.ts';
import type { TimeReader } from '../time/compile-time-formats.ts';
import { shapedLine } from './line-shape.ts';
import { Members } from './members.ts';
import { PlainLines } from './plain-lines.ts';
import { LineScan } from './scan-line.ts';
import { afterBlanks } from './scan-tokens.ts';

/** The line does not end within the bytes at hand. */
const INCOMPLETE = -1;

export interface NdjsonRules {
  readonly layout: Layout;
  readonly reader: TimeReader;
  readonly kindOf: (texts: readonly string[]) => number;
  readonly wordsAt: ReadPlan['wordsAt'];
  readonly maxLineBytes: number;
  readonly survey: FileSurvey;
}

/**
 * Turns bytes into batches, rejects and events. Each line is tried as a plain one first (`plain-lines.ts`). What is not
 * plain is scanned and judged with care here; that reading alone decides, the plain one only agrees faster.
 */
export class NdjsonRows implements RowReader {
  readonly batch: RowBatch;
  readonly judge: RowJudge;
  readonly members: Members;
  private readonly rules: NdjsonRules;
  private readonly progress: Progress = { line: 1, rows: 0, blank: 0 };
  private readonly plain: PlainLines;
  private readonly scan = new LineScan();
  /** The rest of a line that was too long has yet to pass. */
  private skipping = false;

  constructor(rules: NdjsonRules) {
    const { layout } = rules;
    this.rules = rules;
    this.batch = new RowBatch(layout.columns, layout.keys.length > 0);
    this.judge = new RowJudge(
      { ...rules, decimal: '.', isDecimalDeclared: false, delimiter: ', ' },
      this.batch,
      this.progress,
    );
    this.members = new Members(layout);
    this.plain = new PlainLines(rules, this.scan, this.batch, this.progress);
  }

  /** Lines met that are not blank, readable or not. */
  get count(): number {
    return this.progress.rows;
  }

  mustHandOver(): boolean {
    return this.batch.isFull();
  }

  /** What each line so far was. */
  lines(): LineCounts {
    const { line, rows, blank } = this.progress;
    return {
      all: line - (this.skipping ? 0 : 1),
      preamble: 0,
      header: 0,
      blank,
      comments: 0,
      headersAgain: 0,
      skipped: 0,
      rows,
    };
  }

  read(bytes: Uint8Array, start: number, _base: number, after: After): number {
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    const plainEnd = bytes.lastIndexOf(LF) + 1;
    let at = this.skipping ? this.skipLine(bytes, start) : start;
    while (at < bytes.length && !this.judge.isWaiting()) {
      if (at < plainEnd) {
        at = this.plain.read(bytes, view, at, plainEnd);
        if (this.batch.isFull() || at === bytes.length) break;
      }
      const next = this.carefulLine(bytes, view, at, after);
      if (next === INCOMPLETE) break;
      at = next;
    }
    return at;
  }

  private carefulLine(bytes: Uint8Array, view: DataView, start: number, after: After): number {
    const { progress, judge } = this;
    const { maxLineBytes } = this.rules;
    const lineEnd = bytes.indexOf(LF, start);
    const line = bytes.subarray(start, lineEnd < 0 ? bytes.length : lineEnd);
    if (line.length > maxLineBytes) {
      progress.rows++;
      judge.rejectRow(lineTooLong(maxLineBytes), null, line);
      return this.skipLine(bytes, start);
    }
    if (lineEnd < 0) return INCOMPLETE;
    if (afterBlanks(bytes, start) < lineEnd) {
      progress.rows++;
      this.takeLine(
        bytes,
        view,
        start,
        line,
        lineEnd + 1 === bytes.length && after !== 'nothing' && after !== 'more',
      );
    } else progress.blank++;
    progress.line++;
    return lineEnd + 1;
  }

  private takeLine(
    bytes: Uint8Array,
    view: DataView,
    start: number,
    line: Uint8Array,
    isUnended: boolean,
  ): void {
    const { scan, members, judge, plain } = this;
    const problem = scan.scan(bytes, start);
    if (problem !== null && isUnended) judge.rejectRow(brokenOffWithin('line'), null, line);
    else if (problem !== null) judge.rejectRow(problem, null, line);
    if (problem !== null) return;
    members.take(bytes, view, scan);
    const kind = judge.judge({ bytes, cells: members, text: line, unended: null });
    // How an object within lies is not learnt: it is gone through each time.
    if (kind === UNMAPPED || !plain.isLearning() || members.hasTwice() || members.hasHeld()) return;
    const shaped = shapedLine(bytes, start, start + line.length, scan, members, this.rules.layout);
    if (shaped !== null) plain.learn(bytes, view, shaped, kind);
  }

  /** Passes over the rest of a line; where its end is not at hand, what comes next belongs to it too. */
  private skipLine(bytes: Uint8Array, start: number): number {
    const lineEnd = bytes.indexOf(LF, start);
    this.skipping = lineEnd < 0;
    if (this.skipping) return bytes.length;
    this.progress.line++;
    return lineEnd + 1;
  }
}
