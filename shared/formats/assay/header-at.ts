/** Where the header of a table stands, below what a program remarks above it. */
import { Refusal } from '../../domain/refusal.ts';
import { COMMA, LF, SPACE, TAB } from '../reading/bytes.ts';
import { isMissing, isNumber } from './cell-text.ts';
import { RowCursor, type RowsAt } from './row-cursor.ts';
import type { WholeText } from './whole-text.ts';

const HASH = 35;
/** Lines of a series of GEO that are not of its table. */
const EXCLAMATION = 33;
const SEMICOLON = 59;
/** Excel names its separator so, and shows no such line. */
const SEPARATOR_LINE = /^"?sep=.?"?\s*$/i;

/** The first line that holds anything and is no remark, or a remark that is the header of what follows it. Fails with `file.empty`. */
export function headerAt(text: WholeText): RowsAt {
  const { bytes } = text;
  let line = 1;
  let remark: RowsAt | null = null;
  for (let at = 0; at < bytes.length; line++) {
    const end = bytes.indexOf(LF, at);
    const first = bytes.subarray(at, end).find((byte) => byte > SPACE);
    const isRemark = first === HASH || first === EXCLAMATION || isSeparatorLine(bytes.subarray(at, end));
    if (first !== undefined && !isRemark)
      return remark !== null && names(text, remark) ? remark : { at, line };
    // Of a header that begins with a sign the name follows it.
    if (bytes[at] === HASH) remark = { at: at + 1, line };
    at = end + 1;
  }
  throw new Refusal('invalid', 'file.empty', 'the file holds no line of a table: there is nothing to read');
}

function isSeparatorLine(line: Uint8Array): boolean {
  return line.length < 10 && SEPARATOR_LINE.test(new TextDecoder('latin1').decode(line));
}

/** Whether the remark names the columns of the row below it, which holds numbers. */
function names(text: WholeText, remark: RowsAt): boolean {
  return [TAB, SEMICOLON, COMMA].some((delimiter) => {
    const cursor = new RowCursor(text, remark, delimiter, 0, 1000);
    const [header, row] = [cellsOf(cursor), cellsOf(cursor)];
    const isData = row.slice(1).every((cell) => isNumber(cell) || isMissing(cell));
    return row.length > 1 && header.length === row.length && isData && !header.slice(1).every(isNumber);
  });
}

function cellsOf(cursor: RowCursor): string[] {
  if (!cursor.next() || cursor.problem !== null) return [];
  return Array.from({ length: cursor.cells.count }, (_, i) => cursor.cellText(i) ?? '');
}
