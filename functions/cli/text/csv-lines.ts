/** Rows as CSV (RFC 4180). */
export function csvLines(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(quoted).join(',')}\r\n`).join('');
}

function quoted(cell: string): string {
  return /["#,\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
