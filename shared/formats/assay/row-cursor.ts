/** Goes through the rows of a table, one by one; what is wrong with the form of a row is said of that row alone. */
import { countLines } from '../csv/line-bytes.ts';
import { MALFORMED, RecordCells, splitRecord } from '../csv/record.ts';
import { CR, LF } from '../reading/bytes.ts';
import { excerptOf } from '../reading/excerpt.ts';
import { textOfCell } from './cell-text.ts';
import { MOST_LINE_BYTES, refuseAbove } from './limits.ts';
import type { WholeText } from './whole-text.ts';

export interface RowProblem {
  readonly code: 'row.width' | 'row.too-long' | 'row.cut-off' | 'quote.unclosed' | 'quote.malformed';
  readonly message: string;
}

/** Where the rows of a table begin. */
export interface RowsAt {
  readonly at: number;
  /** Counted from 1. */
  readonly line: number;
}

/** How often a quote may be looked for beyond its line: a file whose every line opens one is read in a moment. */
const MOST_SEARCHES = 100;
/** A text that runs over several lines is no longer. */
const LONGEST_QUOTE = 64 * 1024;

export class RowCursor {
  readonly bytes: Uint8Array;
  readonly cells: RecordCells;
  /** Line of the row, from 1. */
  line: number;
  /** What is wrong with the row; its cells mean nothing then. */
  problem: RowProblem | null = null;
  readonly #text: WholeText;
  readonly #delimiter: number;
  readonly #width: number;
  #start = 0;
  #end: number;
  #nextLine: number;
  #searches = 0;

  /** @param width cells of a row; 0 where rows may be of any width, of which `most` cells are kept */
  constructor(text: WholeText, from: RowsAt, delimiter: number, width: number, most = width) {
    this.#text = text;
    this.bytes = text.bytes;
    this.cells = new RecordCells(most);
    this.#delimiter = delimiter;
    this.#width = width;
    this.#end = from.at;
    this.line = from.line;
    this.#nextLine = from.line;
  }

  /** Goes to the next row that holds anything; false at the end. Fails with `assay.too-large` at a line above 1 MB. */
  next(): boolean {
    for (;;) {
      if (this.#end >= this.bytes.length) return false;
      this.#take();
      if (this.problem !== null || !this.cells.isBlank()) return true;
    }
  }

  /** Where the row begins in the bytes, and where the next one does. */
  get bounds(): readonly [start: number, end: number] {
    return [this.#start, this.#end];
  }

  /** Whether the row is the last one of a file that does not end its last line. */
  isUnended(): boolean {
    return this.#end >= this.bytes.length && !this.#text.isEnded;
  }

  /** Whether a separator is the last of the row. */
  endsEmpty(): boolean {
    let at = this.#end - 2;
    while (this.bytes[at] === CR) at--;
    return at >= this.#start && this.bytes[at] === this.#delimiter;
  }

  /** The cell's text; null where its bytes are no UTF-8. */
  cellText(index: number): string | null {
    return textOfCell(this.cells.cell(this.bytes, index));
  }

  excerpt(): string {
    let end = this.#end - 1;
    while (end > this.#start && this.bytes[end - 1] === CR) end--;
    return excerptOf(this.bytes.subarray(this.#start, end));
  }

  #take(): void {
    const start = this.#end;
    const lineEnd = this.bytes.indexOf(LF, start);
    this.line = this.#nextLine;
    this.#start = start;
    refuseAbove(MOST_LINE_BYTES, lineEnd - start, `bytes in line ${this.line}`, 'is this a table of genes?');
    const end = this.#split(start, lineEnd + 1);
    this.#end = end;
    this.#nextLine += countLines(this.bytes, start, end);
  }

  /** Where the row ends; of one with a problem, its first line. */
  #split(start: number, lineEnd: number): number {
    const { bytes, cells } = this;
    const end = splitRecord(bytes, start, lineEnd, this.#delimiter, cells);
    if (end > 0) {
      this.problem = this.#widthProblem(lineEnd);
      return lineEnd;
    }
    if (end !== MALFORMED && this.#searches < MOST_SEARCHES) {
      const far = splitRecord(
        bytes,
        start,
        Math.min(bytes.length, start + LONGEST_QUOTE),
        this.#delimiter,
        cells,
      );
      if (far > 0 && this.#widthProblem(far) === null) {
        this.problem = null;
        return far;
      }
      this.#searches++;
    }
    this.problem = quoteProblem(end === MALFORMED);
    return lineEnd;
  }

  #widthProblem(end: number): RowProblem | null {
    const { total, surplusAt } = this.cells;
    const expected = this.#width;
    if (expected === 0 || total === expected || (total > expected && surplusAt < 0)) return null;
    const got = `expected ${expected} cells, got ${total}`;
    if (total > expected)
      return { code: 'row.too-long', message: `${got}: which of them is too much cannot be told` };
    const isLast = end >= this.bytes.length && !this.#text.isEnded;
    if (isLast && !this.cells.isBlank())
      return { code: 'row.cut-off', message: `${got}: the file breaks off within this row; send it again` };
    return this.cells.isBlank()
      ? null
      : { code: 'row.width', message: `${got}: which of them lacks cannot be told` };
  }
}

function quoteProblem(isMalformed: boolean): RowProblem {
  return isMalformed
    ? {
        code: 'quote.malformed',
        message: 'expected a delimiter or the line end after a closing quote, got other text',
      }
    : {
        code: 'quote.unclosed',
        message: 'expected the quote that begins in this row to end within it, got none that does',
      };
}
