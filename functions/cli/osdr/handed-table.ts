/** A table that is handed on, with the meaning of each of its columns: both are of one list, so neither lacks the other. */
import type { PlainTable } from '../../../shared/domain/osdr/compare-tables.ts';
import { spreadsheetText } from '../../../shared/formats/csv/spreadsheet-text.ts';
import { csvLines } from '../text/csv-lines.ts';

type Cell = string | number | boolean | null | undefined;

export interface Column<Row> {
  readonly name: string;
  /** UCUM code; a column of the same row that holds it is named as [column]; absent: none. */
  readonly ucum?: string;
  readonly meaning: string;
  /** How it is computed; absent: as it was declared or received. */
  readonly computed?: string;
  /** The columns, or what else, that say how far it may be believed. */
  readonly qualified?: string;
  readonly cell: (row: Row) => Cell;
}

export interface HandedTable extends PlainTable {
  readonly path: string;
  /** How many of the first cells name a row. */
  readonly keys: number;
  /** A line of the data dictionary per column. */
  readonly dictionary: readonly (readonly string[])[];
}

export const DICTIONARY_HEADER = ['file', 'column', 'ucum', 'meaning', 'computed', 'qualified_by'];

export function tableOf<Row>(
  { path, keys }: Pick<HandedTable, 'path' | 'keys'>,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): HandedTable {
  return {
    ...{ path, keys },
    header: columns.map(({ name }) => name),
    rows: rows.map((row) => columns.map(({ cell }) => textOf(cell(row)))),
    dictionary: columns.map(({ name, ucum = '', meaning, computed = '', qualified = '' }) => [
      ...[path, name, ucum, meaning, computed, qualified],
    ]),
  };
}

/** A number keeps all its digits; what is not known is empty, and 0 is 0. */
function textOf(cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  return typeof cell === 'string' ? spreadsheetText(cell) : String(cell);
}

export const csvOf = ({ header, rows }: PlainTable): string => csvLines([header, ...rows]);

/** Who excluded what, and when, is told in a table of its own: another home records it anew. */
export const withoutHand = (text: string): string =>
  text.replaceAll(/(excluded: [A-Z_]+), by .*? at \S+, (before|after) unblinding/g, '$1, $2 unblinding');
