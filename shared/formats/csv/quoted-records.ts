/** Records of text whose cells may stand in double quotes, and hold what separates cells and lines there. */
import { Refusal } from '../../domain/refusal.ts';

export interface QuotedRecord {
  /** The line it begins on, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** A quoted cell with what ends it, or a plain one. */
const CELLS = {
  '\t': /"([^"]*(?:""[^"]*)*)"(\t|\r\n?|\n|$)|([^\t\r\n]*)(\t|\r\n?|\n|$)/y,
  ',': /"([^"]*(?:""[^"]*)*)"(,|\r\n?|\n|$)|([^,\r\n]*)(,|\r\n?|\n|$)/y,
} as const;

/**
 * All records, also one that is wider than others; lines without a character, and those that begin with an unquoted #, are
 * left out. Fails with a Refusal where a quote does not close before a delimiter or the end of a line.
 */
export function readQuotedRecords(file: string, text: string, delimiter: keyof typeof CELLS): QuotedRecord[] {
  const cell = CELLS[delimiter];
  const records: QuotedRecord[] = [];
  let line = 1;
  let begun = 1;
  let cells: string[] = [];
  let isComment = false;
  for (let at = text.startsWith('\uFEFF') ? 1 : 0; at < text.length; ) {
    if (cells.length === 0) {
      begun = line;
      isComment = text[at] === '#';
    }
    cell.lastIndex = at;
    const [whole = '', quoted, endOfQuoted, plain = '', endOfPlain = ''] = cell.exec(text) ?? [];
    if (quoted === undefined && plain.startsWith('"') && !isComment) throw unclosed(file, line);
    cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    line += whole.split(/\r\n?|\n/).length - 1;
    at += whole.length;
    if ((endOfQuoted ?? endOfPlain) === delimiter) {
      if (at < text.length) continue;
      cells.push('');
    }
    const isEmpty = cells.length === 1 && quoted === undefined && plain === '';
    if (!isComment && !isEmpty) records.push({ line: begun, cells });
    cells = [];
  }
  return records;
}

const unclosed = (file: string, line: number): Refusal =>
  new Refusal(
    'invalid',
    'table.unclosed',
    `${file}, line ${line}: expected a cell whose quote closes before the next cell or the end of a line, got one that does not`,
    { field: file },
  );
