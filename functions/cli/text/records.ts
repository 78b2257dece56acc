import type { Column } from './column.ts';
import { isEmpty } from './fit-columns.ts';
import type { Page } from './page.ts';
import { painted } from './paint.ts';
import { cellLines, lengthOf } from './wrap.ts';

const INDENT = '  ';
const NARROWEST = 20;

interface Field {
  readonly title: string;
  readonly value: string;
  readonly paint: (line: string) => string;
}

/**
 * A table row by row: its head, then what is not empty by title. Two short values that follow each other share a line;
 * long ones hang under their beginning.
 */
export function recordsText(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  page: Page,
): string {
  const isHead = ({ isHead = false }: Column, i: number) => isHead || i === 0;
  const label = Math.max(0, ...columns.map((column, i) => (isHead(column, i) ? 0 : lengthOf(column.title))));
  const records = rows.map((row) => {
    const cells = columns.map((column, i) => ({
      ...{ title: column.title, value: row[i]!, isHead: isHead(column, i) },
      paint: (line: string) => painted(line, column.colourOf?.(row[i]!) ?? null, page),
    }));
    const full = cells.filter(({ value }) => !isEmpty(value));
    const head = full.filter((one) => one.isHead).map(({ value, paint }) => paint(value));
    const fields = full.filter((one) => !one.isHead);
    return [head.join(INDENT), ...fieldLines(fields, label, page.width ?? 0)];
  });
  return `${records.map((lines) => lines.map((line) => `${line}\n`).join('')).join('\n')}`;
}

function fieldLines(fields: readonly Field[], label: number, width: number): string[] {
  const half = Math.floor((width - INDENT.length) / 2);
  const room = half - label - 2 * INDENT.length;
  const isShort = ({ value }: Field) => lengthOf(value) <= room;
  const lines: string[] = [];
  for (let i = 0; i < fields.length; i++) {
    const [field, next] = [fields[i]!, fields[i + 1]];
    if (!isShort(field)) {
      lines.push(...hangingLines(field, label, width));
    } else if (next === undefined || !isShort(next)) {
      lines.push(fieldText(field, label, half).trimEnd());
    } else {
      lines.push((fieldText(field, label, half) + fieldText(next, label, half)).trimEnd());
      i++;
    }
  }
  return lines;
}

/** Filled up to where the second of a line begins. */
function fieldText({ title, value, paint }: Field, label: number, half: number): string {
  const blanks = ' '.repeat(Math.max(0, half - 2 * INDENT.length - label - lengthOf(value)));
  return `${INDENT}${title.padEnd(label)}${INDENT}${paint(value)}${blanks}`;
}

function hangingLines({ title, value, paint }: Field, label: number, width: number): string[] {
  const room = Math.max(NARROWEST, width - label - 2 * INDENT.length);
  return cellLines(value, room).map(
    (line, y) => `${INDENT}${(y === 0 ? title : '').padEnd(label)}${INDENT}${paint(line)}`,
  );
}
