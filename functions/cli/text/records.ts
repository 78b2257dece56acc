import type { Column } from './column.ts';
import { isEmpty } from './fit-columns.ts';
import type { Page } from './page.ts';
import { painted } from './paint.ts';
import { cellLines, lengthOf } from './wrap.ts';

const INDENT = '  ';
const NARROWEST = 20;

/** A table row by row: its head, then a line per column that is not empty; values hang under their beginning. */
export function recordsText(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  page: Page,
): string {
  const isHead = ({ isHead = false }: Column, i: number) => isHead || i === 0;
  const labels = columns.map(({ title }, i) => (isHead(columns[i]!, i) ? '' : title));
  const label = Math.max(0, ...labels.map(lengthOf));
  const room = Math.max(NARROWEST, (page.width ?? 0) - INDENT.length - label - INDENT.length);
  const records = rows.map((row) => {
    const head = columns.flatMap((column, i) => {
      const cell = row[i]!;
      return isHead(column, i) && !isEmpty(cell)
        ? [painted(cell, column.colourOf?.(cell) ?? null, page)]
        : [];
    });
    const fields = columns.flatMap((column, i) => {
      const cell = row[i]!;
      if (isHead(column, i) || isEmpty(cell)) return [];
      return cellLines(cell, room).map((line, y) => {
        const text = painted(line, column.colourOf?.(cell) ?? null, page);
        return `${INDENT}${(y === 0 ? column.title : '').padEnd(label)}${INDENT}${text}`;
      });
    });
    return [head.join(INDENT), ...fields].map((line) => `${line}\n`).join('');
  });
  return records.join('\n');
}
