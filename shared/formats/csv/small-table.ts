/** Tables that people write and send: contact plans, issues of a control run. */
import { RecordCells, splitRecord } from './record.ts';

export interface TableRow {
  /** The line it begins on, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

const HASH = 35;
const LF = 10;
const DELIMITERS = [',', ';', '\t'] as const;

/**
 * The rows of a small table that hold anything, header first; lines that begin with # are left out. Of comma,
 * semicolon and tab, the first that the header holds separates the cells. Of more than `width` cells one more is read, so
 * that it shows.
 *
 * @param unclosed makes the error of a quote that does not close, on that line
 */
export function readSmallTable(text: string, width: number, unclosed: (line: number) => Error): TableRow[] {
  // A file with the line ends of a classic Mac has no LF at all.
  const lines = text.includes('\n') ? text : text.replaceAll('\r', '\n');
  const bytes = new TextEncoder().encode(`${lines}\n`);
  const delimiter = delimiterOf(lines).charCodeAt(0);
  const record = new RecordCells(width + 1);
  const decoder = new TextDecoder();
  const rows: TableRow[] = [];
  let line = 1;
  for (let at = 0; at < bytes.length; ) {
    const isComment = bytes[at] === HASH;
    const end = isComment
      ? bytes.indexOf(LF, at) + 1
      : splitRecord(bytes, at, bytes.length, delimiter, record);
    if (end <= 0) throw unclosed(line);
    if (!isComment && !record.isBlank()) {
      const cells = Array.from({ length: record.count }, (_, i) => decoder.decode(record.cell(bytes, i)));
      rows.push({ line, cells });
    }
    for (; at < end; at++) if (bytes[at] === LF) line++;
  }
  return rows;
}

function delimiterOf(text: string): string {
  const header = text.split('\n').find((line) => line.trim() !== '' && !line.startsWith('#')) ?? '';
  return DELIMITERS.find((one) => header.includes(one)) ?? ',';
}
