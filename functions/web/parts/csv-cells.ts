/** The cells of a CSV table of ours (RFC 4180): a quoted cell may hold commas, line ends and quotes. */
export function csvCells(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const cells = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r?\n|$)/gy;
  for (
    let found = cells.exec(text);
    found !== null && cells.lastIndex <= text.length;
    found = cells.exec(text)
  ) {
    const [all, cell = '', end = ''] = found;
    if (all === '' && row.length === 0) break;
    row.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (end !== ',') {
      rows.push(row);
      row = [];
    }
    if (all === '') break;
  }
  return rows;
}
