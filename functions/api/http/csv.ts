import { spreadsheetText } from '../../../shared/formats/csv/spreadsheet-text.ts';
import type { Fact } from './facts.ts';

/** Tables as CSV (RFC 4180), with the same digits as the JSON answer. */
export interface CsvTable {
  /** Stand above the header, in lines that begin with #. */
  readonly facts?: readonly Fact[];
  readonly header: readonly string[];
  /** What each column holds, where the operation leaves that to its table. */
  readonly types?: ColumnTypes;
  readonly rows: Iterable<readonly Cell[]>;
}

/** What a column of the table holds. A cell that is empty is null. */
export type ColumnType = 'text' | 'timestamp' | 'int32' | 'float64' | 'boolean';

/** By the name of the column; a function where the names are not known before. */
export type ColumnTypes = Readonly<Record<string, ColumnType>> | ((name: string) => ColumnType);

export type Cell = string | number | boolean | null | undefined;

export function csvText({ facts = [], header, rows }: CsvTable): string {
  const lines = [...facts.map(([name, text]) => `# ${name}: ${text}`), header.map(cell).join(',')];
  for (const row of rows) lines.push(row.map(cell).join(','));
  return `${lines.join('\r\n')}\r\n`;
}

/** A number that is not there is an empty cell; 0 is 0. In quotes a # is no comment, whatever reads it; no text is a formula. */
function cell(value: Cell): string {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'string' ? spreadsheetText(value) : String(value);
  return /["#,\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
