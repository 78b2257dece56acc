/** What is said of a row, or of a cell of it, that is not taken; the same for every format. */

import { quoted } from '../../domain/quoted.ts';
import { listText } from '../../domain/words/list.ts';
import type { RejectCode } from '../../domain/words/reject.ts';
import { CUT_OFF } from './broken-off.ts';

export interface RowProblem {
  readonly code: RejectCode;
  readonly message: string;
}

/** Of words that a message names. */
const MOST_WORDS_LISTED = 10;

export const NO_VALUE: RowProblem = { code: 'value.empty', message: 'the row has no value' };

/** The file breaks off within the row, or line: whichever its format is made of. */
export function brokenOffWithin(what: 'row' | 'line'): RowProblem {
  return { code: CUT_OFF, message: `the file breaks off within this ${what}` };
}

export function lineTooLong(maxLineBytes: number): RowProblem {
  return { code: 'line.too-long', message: `the line is longer than ${maxLineBytes} bytes` };
}

export function unendedCell(header: string): RowProblem {
  return {
    code: CUT_OFF,
    message: `the file ends within the row's last cell, ${header}, without a line end: its text may go on`,
  };
}

export function unknownWord(words: Iterable<string>): RowProblem {
  const known = listText([...words], ', ', MOST_WORDS_LISTED);
  return {
    code: 'value.unknown-word',
    message: `expected a number or a word that is declared (${known}): add this one to the enumeration of its channel, or to missing in its source, exactly as it is written here`,
  };
}

export function twice(header: string): RowProblem {
  return {
    code: 'row.duplicate-key',
    message: `the row has ${quoted(header)} twice: expected it once, because nobody can tell which is meant`,
  };
}

/** Of a row whose key cells, under these headers, are neither mapped nor ignored. */
export function unmapped(headers: readonly string[]): RowProblem {
  return {
    code: 'row.unmapped',
    message: `the source neither maps nor ignores rows with this ${headers.join(' and ')}`,
  };
}
