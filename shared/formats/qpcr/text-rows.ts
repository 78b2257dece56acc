/** All rows of a text, of any width, as texts. */
import { RowCursor } from '../assay/row-cursor.ts';
import type { WholeText } from '../assay/whole-text.ts';

export interface TextRow {
  readonly line: number;
  /** Null where the quotes of the row do not match, or a cell is no UTF-8. */
  readonly cells: readonly string[] | null;
  readonly isAfterBlank: boolean;
  readonly isUnended: boolean;
  readonly text: string;
}

const MOST_CELLS = 1000;

/** @param most cells of a row that are kept */
export function textRows(text: WholeText, delimiter: number, most = MOST_CELLS): TextRow[] {
  return [...eachTextRow(text, delimiter, most)];
}

/** The same one by one, for tables that are too wide to be held as texts. */
export function* eachTextRow(text: WholeText, delimiter: number, most = MOST_CELLS): Generator<TextRow> {
  const cursor = new RowCursor(text, { at: 0, line: 1 }, delimiter, 0, most);
  let next = 1;
  while (cursor.next()) {
    const { line } = cursor;
    const { count } = cursor.cells;
    const texts =
      cursor.problem === null ? Array.from({ length: count }, (_, i) => cursor.cellText(i)) : null;
    const cells = texts === null || texts.includes(null) ? null : texts.map((one) => one ?? '');
    yield {
      line,
      cells,
      isAfterBlank: line > next,
      isUnended: cursor.isUnended(),
      text: cursor.excerpt(),
    };
    next = line + 1;
  }
}
