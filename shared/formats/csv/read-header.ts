import { Refusal } from '../../domain/refusal.ts';
import { CR, LF, SPACE, TAB } from './bytes.ts';
import { RecordCells, splitRecord, UNCLOSED } from './record.ts';
import { headerText, refuseControls, refuseForeign } from './refuse-foreign.ts';

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/** The header of a file and where its rows begin. */
export interface Header {
  /** Trimmed cells. */
  readonly cells: readonly string[];
  /** The line on which the header stands. */
  readonly line: number;
  /** Position of the first row in the bytes, and its line. */
  readonly end: number;
  readonly endLine: number;
}

/**
 * Reads the first record that is not blank. Null where it does not end within the bytes and more may come (`last`
 * is false). Fails with `file.empty`, `file.binary`, `file.encoding`, `file.line-ends`, `header.too-long` or
 * `header.quote-unclosed`; of such a file nothing counts.
 */
export function readHeader(
  bytes: Uint8Array,
  last: boolean,
  delimiter: number,
  maxBytes: number,
): Header | null {
  refuseForeign(bytes);
  const head = bytes.subarray(0, maxBytes + 1);
  let start = BYTE_ORDER_MARK.every((byte, i) => bytes[i] === byte) ? BYTE_ORDER_MARK.length : 0;
  for (let line = 1; ; line++) {
    const lineEnd = head.indexOf(LF, start);
    if (lineEnd < 0) {
      if (bytes.length > maxBytes) throw tooLong(head, maxBytes);
      if (last) throw empty();
      return null;
    }
    if (!isBlankLine(head.subarray(start, lineEnd), delimiter))
      return splitHeader(head, start, last || bytes.length > maxBytes, delimiter, line);
    start = lineEnd + 1;
  }
}

function splitHeader(
  head: Uint8Array,
  start: number,
  last: boolean,
  delimiter: number,
  line: number,
): Header | null {
  const cells = new RecordCells(countOf(delimiter, head.subarray(start)) + 1);
  const end = splitRecord(head, start, head.length, delimiter, cells);
  if (end === UNCLOSED && !last) return null;
  refuseControls(head.subarray(start, cells.stoppedAt));
  if (end < 0)
    throw new Refusal(
      'invalid',
      'header.quote-unclosed',
      'a quoted name in the header does not end, or something stands between its closing quote and the delimiter',
      { line },
    );
  headerText(head.subarray(start, end - 1));
  const names = Array.from({ length: cells.count }, (_, i) => headerText(cells.cell(head, i)).trim());
  return { cells: names, end, endLine: line + countOf(LF, head.subarray(start, end)), line };
}

function isBlankLine(line: Uint8Array, delimiter: number): boolean {
  return line.every((byte) => byte === SPACE || byte === TAB || byte === CR || byte === delimiter);
}

function tooLong(head: Uint8Array, maxBytes: number): Refusal {
  refuseControls(head);
  return new Refusal(
    'invalid',
    'header.too-long',
    `the first ${maxBytes} bytes hold no whole header: expected the names of the columns, ended by a line end`,
    { line: 1 },
  );
}

function empty(): Refusal {
  return new Refusal(
    'invalid',
    'file.empty',
    'the file is empty: expected a header line, then a row an instant',
  );
}

function countOf(wanted: number, bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(wanted); at >= 0; at = bytes.indexOf(wanted, at + 1)) count++;
  return count;
}
