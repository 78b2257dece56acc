import type { Column } from './column.ts';
import { cellLines, lengthOf, longestWord } from './wrap.ts';

export interface FittedColumn {
  readonly column: Column;
  /** Where its cells stand in a row. */
  readonly index: number;
  readonly width: number;
}

const BETWEEN = 2;
/** A row of more lines than this is read more easily as a record. */
const MOST_LINES = 4;
/** What a dash stands for is not there. */
export const isEmpty = (cell: string) => cell === '' || cell === '–';

/**
 * The columns that are shown and how wide each is; null where the width is too narrow for a table. Cells of numbers are
 * never broken.
 */
export function fitColumns(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number | null,
): FittedColumn[] | null {
  const all = columns.map((column, index) => ({
    ...{ column, index },
    width: Math.max(lengthOf(column.title), ...rows.map((row) => lengthOf(row[index]!))),
  }));
  if (width === null || totalOf(all) <= width) return all;
  const full = all.filter(({ index }) => rows.some((row) => !isEmpty(row[index]!)));
  const minor = full.filter(({ column }) => column.isMinor);
  for (let left = 0; left <= minor.length; left++) {
    const without = minor.slice(minor.length - left);
    const fitted = narrowedTo(
      full.filter((one) => !without.includes(one)),
      rows,
      width,
    );
    if (fitted !== null && isReadable(fitted, rows)) return fitted;
  }
  return null;
}

function totalOf(columns: readonly { readonly width: number }[]): number {
  return columns.reduce((sum, { width }) => sum + width + BETWEEN, -BETWEEN);
}

/** The widest columns are narrowed first, to one width; none below its longest word. */
function narrowedTo(
  columns: readonly FittedColumn[],
  rows: readonly (readonly string[])[],
  width: number,
): FittedColumn[] | null {
  const least = columns.map(({ column, index }) => {
    const lengthOfCell = column.align === 'right' ? lengthOf : longestWord;
    return Math.max(longestWord(column.title), ...rows.map((row) => lengthOfCell(row[index]!)));
  });
  const capped = (cap: number) =>
    columns.map((column, i) => ({ ...column, width: Math.max(least[i]!, Math.min(column.width, cap)) }));
  for (let cap = Math.max(width, ...columns.map((column) => column.width)); cap > 0; cap--) {
    const fitted = capped(cap);
    if (totalOf(fitted) <= width) return fitted;
  }
  return null;
}

function isReadable(columns: readonly FittedColumn[], rows: readonly (readonly string[])[]): boolean {
  return rows.every((row) =>
    columns.every(({ index, width }) => cellLines(row[index]!, Math.max(1, width)).length <= MOST_LINES),
  );
}
