/**
 * Tables for people: a title above, columns two blanks apart, numbers to the right. On a page that is too narrow, empty
 * columns are left out, then cells are broken between words, then every row becomes a record of a line per column.
 */
import type { Column } from './column.ts';
import { type FittedColumn, fitColumns, isEmpty } from './fit-columns.ts';
import type { Page } from './page.ts';
import { painted } from './paint.ts';
import { recordsText } from './records.ts';
import { shownText } from './shown.ts';
import { cellLines, lengthOf } from './wrap.ts';

export function tableText(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  page: Page,
): string {
  const cells = rows.map((row) => columns.map((_, i) => shownText(row[i] ?? '')));
  const fitted = fitColumns(columns, cells, page.width);
  if (fitted === null) return recordsText(columns, cells, page);
  const titles = linesOf(
    fitted.map(({ column }) => column.title),
    fitted,
  );
  const rule = fitted.map(({ width }) => '─'.repeat(width)).join('  ');
  const height = Math.max(0, ...titles.map((lines) => lines.length));
  // What has fewer lines stands on the rule.
  const head = titles.map((lines) => [...new Array<string>(height - lines.length).fill(''), ...lines]);
  const body = cells.flatMap((row) => {
    const shown = fitted.map(({ index }) => row[index]!);
    return rowText(linesOf(shown, fitted), fitted, (line, i) =>
      painted(line, fitted[i]!.column.colourOf?.(shown[i]!) ?? null, page),
    );
  });
  const shown = new Set(fitted.map(({ index }) => index));
  const left = columns.filter(
    ({ isMinor }, i) => isMinor && !shown.has(i) && cells.some((row) => !isEmpty(row[i]!)),
  );
  const note =
    left.length === 0 ? [] : [`not shown at this width: ${left.map(({ title }) => title).join(', ')}`];
  return `${[...rowText(head, fitted, (line) => line), rule, ...body, ...note].join('\n')}\n`;
}

function linesOf(cells: readonly string[], fitted: readonly FittedColumn[]): string[][] {
  return cells.map((cell, i) => cellLines(cell, Math.max(1, fitted[i]!.width)));
}

function rowText(
  cells: readonly (readonly string[])[],
  fitted: readonly FittedColumn[],
  paint: (line: string, column: number) => string,
): string[] {
  const height = Math.max(1, ...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, y) =>
    cells
      .map((lines, i) => {
        const line = lines[y] ?? '';
        const blanks = ' '.repeat(fitted[i]!.width - lengthOf(line));
        const text = paint(line, i);
        return fitted[i]!.column.align === 'right' ? blanks + text : text + blanks;
      })
      .join('  ')
      .trimEnd(),
  );
}
