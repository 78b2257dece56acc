import { Refusal } from '../../domain/refusal.ts';
import { CR, LF, SPACE, TAB } from '../reading/bytes.ts';
import { headerText, refuseControls, refuseForeign } from '../reading/refuse-foreign.ts';
import { afterFiller, startsWith } from './line-bytes.ts';
import { RecordCells, splitRecord, UNCLOSED } from './record.ts';

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/** The header of a file and where its rows begin; of a file without one, its first row, with which they begin. */
export interface Header {
  /** Trimmed cells; none where a first row is no record. */
  readonly cells: readonly string[];
  /** The line on which the header stands. */
  readonly line: number;
  /** Position of the first row in the bytes, and its line. */
  readonly end: number;
  readonly endLine: number;
}

/** How to find the header. */
export interface HeaderRules {
  readonly delimiter: number;
  readonly comment: Uint8Array;
  /** As in the dialect: 1 is the first line that is neither blank nor a comment, n the physical line n. */
  readonly headerLine: number | 'none';
  readonly maxBytes: number;
}

/** Lines above a header that are kept, and bytes of each: they say what is worth reading in their first words. */
const MOST_KEPT_LINES = 100;
const MOST_KEPT_BYTES = 300;

/** Looks for the header in stretches of the file that follow each other. What stands above it may be of any length. */
export class HeaderSearch {
  /** Bytes of the last stretch that lie above the header and need not come again. */
  passed = 0;
  private readonly rules: HeaderRules;
  private line = 1;
  private begun = false;
  /** The rest of a line above the header has yet to pass. */
  private skipping = false;
  private readonly above: { line: number; bytes: number[] }[] = [];

  constructor(rules: HeaderRules) {
    this.rules = rules;
  }

  /**
   * Null where the header does not end within the bytes and more may come (`last` is false). Fails with `file.empty`,
   * `file.binary`, `file.encoding`, `file.line-ends`, `header.missing`, `header.too-long` or `header.quote-unclosed`;
   * of such a file nothing counts.
   */
  search(bytes: Uint8Array, last: boolean): Header | null {
    const at = this.passAbove(bytes, this.begun ? 0 : this.begin(bytes));
    this.passed = at;
    const { maxBytes } = this.rules;
    const head = bytes.subarray(0, at + maxBytes + 1);
    const lineEnd = head.indexOf(LF, at);
    if (this.rules.headerLine === 'none') return this.firstRow(bytes, at, lineEnd, last);
    if (lineEnd >= 0) return this.split(head, at, lineEnd, last || bytes.length > at + maxBytes);
    if (bytes.length > at + maxBytes) throw tooLong(head.subarray(at), this.line, maxBytes);
    const { headerLine } = this.rules;
    if (last)
      throw headerLine === 1
        ? empty('a header line, then a row per instant')
        : noHeader(headerLine, this.line - 1);
    return null;
  }

  /** What is wrong with a row is for those to say who read the others. */
  private firstRow(bytes: Uint8Array, at: number, lineEnd: number, last: boolean): Header | null {
    const { delimiter, maxBytes } = this.rules;
    const { line } = this;
    if (lineEnd < 0 && bytes.length <= at + maxBytes) {
      if (last) throw empty('a row per instant');
      return null;
    }
    const head = bytes.subarray(0, lineEnd + 1);
    const from = afterFiller(head, at);
    refuseControls(head.subarray(from), line);
    const cells = new RecordCells(countOf(delimiter, head.subarray(from)) + 1);
    const isRecord = lineEnd >= 0 && splitRecord(head, from, head.length, delimiter, cells) >= 0;
    const texts = Array.from({ length: isRecord ? cells.count : 0 }, (_, i) =>
      new TextDecoder().decode(cells.cell(head, i)).trim(),
    );
    return { cells: texts, line, end: at, endLine: line };
  }

  /** The beginnings of the first lines above the header, blank ones left out. Bytes that are no UTF-8 become U+FFFD. */
  preamble(): readonly { readonly line: number; readonly text: string }[] {
    const decoder = new TextDecoder();
    return this.above.map(({ line, bytes }) => ({ line, text: decoder.decode(Uint8Array.from(bytes)) }));
  }

  /** A line above the header may come in pieces. */
  private keep(piece: Uint8Array): void {
    let last = this.above.at(-1);
    if (last?.line !== this.line) {
      if (this.above.length === MOST_KEPT_LINES) return;
      last = { line: this.line, bytes: [] };
      this.above.push(last);
    }
    for (let i = 0; i < piece.length && last.bytes.length < MOST_KEPT_BYTES; i++) last.bytes.push(piece[i]!);
  }

  private begin(bytes: Uint8Array): number {
    refuseForeign(bytes, 'CSV');
    this.begun = true;
    return BYTE_ORDER_MARK.every((byte, i) => bytes[i] === byte) ? BYTE_ORDER_MARK.length : 0;
  }

  /** Where the header begins, or as far as it is known to begin later. */
  private passAbove(bytes: Uint8Array, start: number): number {
    let at = start;
    for (;;) {
      if (!this.skipping) {
        const end = this.endOfLineAbove(bytes, at);
        if (end === at) return at;
        this.skipping = end < 0;
        if (end >= 0) {
          at = end;
          this.line++;
          continue;
        }
      }
      const lineEnd = bytes.indexOf(LF, at);
      this.keep(bytes.subarray(at, lineEnd < 0 ? bytes.length : lineEnd));
      if (lineEnd < 0) return bytes.length;
      this.skipping = false;
      this.line++;
      at = lineEnd + 1;
    }
  }

  /** The next line's beginning; `at` where the line at `at` may be the header; -1 where its end has to be looked for. */
  private endOfLineAbove(bytes: Uint8Array, at: number): number {
    const { headerLine, delimiter, comment } = this.rules;
    if (headerLine !== 'none' && headerLine > 1) return this.line < headerLine ? -1 : at;
    if (startsWith(bytes, at, comment)) return -1;
    let end = at;
    while (end < bytes.length && isBlank(bytes[end]!, delimiter)) end++;
    return bytes[end] === LF ? end + 1 : at;
  }

  private split(head: Uint8Array, start: number, lineEnd: number, last: boolean): Header | null {
    const { delimiter } = this.rules;
    if (head.subarray(start, lineEnd).every((byte) => isBlank(byte, delimiter)))
      throw noHeader(this.line, this.line);
    const cells = new RecordCells(countOf(delimiter, head.subarray(start)) + 1);
    const end = splitRecord(head, start, head.length, delimiter, cells);
    if (end === UNCLOSED && !last) return null;
    refuseControls(head.subarray(start, cells.stoppedAt), this.line);
    if (end < 0)
      throw new Refusal(
        'invalid',
        'header.quote-unclosed',
        'a quoted name in the header does not end, or something stands between its closing quote and the delimiter',
        { line: this.line },
      );
    headerText(head.subarray(start, end - 1), this.line);
    const names = Array.from({ length: cells.count }, (_, i) =>
      headerText(cells.cell(head, i), this.line).trim(),
    );
    return {
      cells: names,
      line: this.line,
      end,
      endLine: this.line + countOf(LF, head.subarray(start, end)),
    };
  }
}

function isBlank(byte: number, delimiter: number): boolean {
  return byte === SPACE || byte === TAB || byte === CR || byte === delimiter;
}

function tooLong(head: Uint8Array, line: number, maxBytes: number): Refusal {
  refuseControls(head, line);
  return new Refusal(
    'invalid',
    'header.too-long',
    `line ${line} is longer than ${maxBytes} bytes: expected the names of the columns, ended by a line end`,
    { line },
  );
}

function noHeader(headerLine: number, line: number): Refusal {
  const came = line < headerLine ? `the file ends on line ${line}` : 'that line is blank';
  return new Refusal(
    'invalid',
    'header.missing',
    `expected a header on line ${headerLine}, as the source says, but ${came}`,
    { line },
  );
}

function empty(expected: string): Refusal {
  return new Refusal('invalid', 'file.empty', `the file is empty: expected ${expected}`);
}

function countOf(wanted: number, bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(wanted); at >= 0; at = bytes.indexOf(wanted, at + 1)) count++;
  return count;
}
