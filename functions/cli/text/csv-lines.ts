import { spreadsheetText } from '../../../shared/formats/csv/spreadsheet-text.ts';

/** Rows as CSV (RFC 4180); no text of them is a formula. */
export function csvLines(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(quoted).join(',')}\r\n`).join('');
}

function quoted(text: string): string {
  const cell = spreadsheetText(text);
  return /["#,\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
