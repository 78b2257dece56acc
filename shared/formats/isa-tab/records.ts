/** Records of tab-separated text whose cells may stand in double quotes. */
import { Refusal } from '../../domain/refusal.ts';

export interface IsaRecord {
  /** The line it begins on, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** A quoted cell with what ends it, or a plain one. */
const CELL = /"([^"]*(?:""[^"]*)*)"(\t|\r\n?|\n|$)|([^\t\r\n]*)(\t|\r\n?|\n|$)/y;

/** Empty lines and those that begin with # are left out. Fails with a Refusal where a quote does not close. */
export function readRecords(file: string, text: string): IsaRecord[] {
  const records: IsaRecord[] = [];
  let line = 1;
  let cells: string[] = [];
  let begun = 1;
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text;
  for (let at = 0; at < body.length; ) {
    if (cells.length === 0) begun = line;
    CELL.lastIndex = at;
    const [whole = '', quoted, endOfQuoted, plain = '', endOfPlain = ''] = CELL.exec(body) ?? [];
    if (quoted === undefined && plain.startsWith('"')) throw unclosed(file, line);
    cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    line += whole.split(/\r\n?|\n/).length - 1;
    at = CELL.lastIndex;
    const isAtEnd = at >= body.length;
    if ((endOfQuoted ?? endOfPlain) === '\t') {
      if (isAtEnd) cells.push('');
      else continue;
    }
    if (!isBlank(cells)) records.push({ line: begun, cells });
    cells = [];
  }
  return records;
}

const isBlank = (cells: readonly string[]): boolean =>
  (cells[0] ?? '').startsWith('#') || cells.every((cell) => cell === '');

const unclosed = (file: string, line: number): Refusal =>
  new Refusal(
    'invalid',
    'isa-tab.unclosed',
    `${file}, line ${line}: expected a cell whose quote closes before a tab or the end of a line, got one that does not`,
    { field: file },
  );
