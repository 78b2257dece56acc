/** Columns of a table that names alone do not tell apart, and tables without any. */
import { positionText } from '../../domain/experiment/column-position.ts';
import { quoted } from '../../domain/quoted.ts';
import { Refusal } from '../../domain/refusal.ts';
import { listText } from '../../domain/words/list.ts';
import { isName } from '../csv/column-name.ts';
import type { Table } from './table.ts';

const DIGIT = /^[+-]?[.,]?\d/;

/**
 * Whether the line that was taken for names is a reading: where the rows have numbers or times it has none but such, one
 * at least.
 */
export function isReading({ header, rows }: Table): boolean {
  const places = header.flatMap((cell, i) => (cell !== '' && holdsDigits(rows, i) ? [cell] : []));
  return places.some((cell) => DIGIT.test(cell)) && !places.some(isName);
}

function holdsDigits(rows: Table['rows'], column: number): boolean {
  if (rows.length === 0) return true;
  const filled = rows.map((row) => row[column] ?? '').filter((text) => text !== '');
  return filled.length > 0 && 2 * filled.filter((text) => DIGIT.test(text)).length >= filled.length;
}

/**
 * Fails with `row.width` where names stand right above the first row, and are more or fewer than its cells: a comma in
 * each number may part it in two.
 */
export function refuseNamesOfOtherWidth({ header, above, delimiter }: Table): void {
  const last = above.at(-1);
  const names = delimiter === 'blanks' ? [] : (last?.text.split(delimiter) ?? []).map((name) => name.trim());
  if (last === undefined || names.length < 2 || !names.every(isName)) return;
  throw new Refusal(
    'invalid',
    'row.width',
    `expected rows of ${names.length} cells below the names in line ${last.line} (${listText(names.map(quoted), ', ', 6)}), got ${header.length} in most (${listText(header.map(quoted), ', ', 6)}): numbers with a decimal comma may be cut in two; export them with a decimal point, or with semicolons between the columns`,
    { line: last.line },
  );
}

/** The table with its first line, and what stands above, as rows; columns are called `#1`, `#2`. */
export function withoutHeader(table: Table, comment: string | null): Table {
  const { header, rows, lines, above, headerLine } = table;
  const isRow = ({ text }: { readonly text: string }) => comment === null || !text.startsWith(comment);
  const before = above.filter(isRow);
  return {
    ...table,
    header: header.map((_, i) => positionText(i)),
    rows: [...before.map(({ text }) => [text]), header, ...rows],
    lines: [...before.map(({ line }) => line), headerLine, ...lines],
  };
}

/** The table with a position for every column whose name is blank, though it holds something, or is another's too. */
export function withPositions(table: Table): Table {
  const { header, rows } = table;
  const isFilled = header.map((_, i) => rows.some((row) => (row[i] ?? '') !== ''));
  const counts = Map.groupBy(header, (name) => name);
  return {
    ...table,
    header: header.map((name, i) => {
      if (name === '') return isFilled[i] ? positionText(i) : name;
      return (counts.get(name) ?? []).length > 1 ? positionText(i, name) : name;
    }),
  };
}
