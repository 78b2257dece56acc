/** What of a file cannot be taken in, row by row. */
import type { AssayRead, RejectedRecord } from '../../domain/assay/tables.ts';
import { groupedText } from '../../domain/words/count.ts';

/** Cells of a row that are listed one by one; of more, the row is listed with their number. */
const MOST_CELLS_LISTED = 5;

export interface RejectedCell {
  readonly column: string;
  readonly code: string;
  readonly message: string;
  readonly text: string;
}

export class RejectList {
  readonly records: RejectedRecord[] = [];

  row(line: number, code: string, message: string, text: string, records: number): void {
    this.records.push({ line, column: null, code, message, text, records });
  }

  /** Cells of one row: of a reason that many of them have, one record says how many. */
  cells(line: number, cells: readonly RejectedCell[]): void {
    for (const [code, alike] of Map.groupBy(cells, (cell) => cell.code)) {
      if (alike.length <= MOST_CELLS_LISTED) {
        this.records.push(...alike.map((cell) => ({ line, ...cell, records: 1 })));
        continue;
      }
      const [first] = alike;
      const message = `${first!.message}, in ${groupedText(alike.length)} cells of the row from ${first!.column} on`;
      this.records.push({ line, column: null, code, message, text: first!.text, records: alike.length });
    }
  }

  /** By line. */
  sorted(): readonly RejectedRecord[] {
    return this.records.toSorted((a, b) => a.line - b.line);
  }
}

/** What a file that breaks off within a row says about the rest of it. */
export function cutOffWarnings(rejected: readonly RejectedRecord[]): AssayRead['warnings'] {
  const row = rejected.find(({ code }) => code === 'row.cut-off');
  if (row === undefined) return [];
  const message = `the file breaks off within line ${row.line}: what follows was not sent, or was lost on the way`;
  return [{ code: 'file.cut-off', message }];
}

/** @param line of a last row without a line end that was taken in */
export function notEndedWarnings(line: number | null): AssayRead['warnings'] {
  if (line === null) return [];
  const message = `line ${line} has no line end, so that its last value may lack digits: compare it with the file that was sent`;
  return [{ code: 'row.unended', message }];
}
