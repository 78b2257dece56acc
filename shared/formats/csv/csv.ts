import type { ReadPlan, ReadSummary } from '../reading/reading.ts';
import type { Encoding } from '../reading/text-stages.ts';

/** How the text of a file is laid out. */
export interface CsvDialect {
  /** `blanks`: any run of blanks and tabs outside quotes. */
  readonly delimiter: ',' | ';' | '\t' | '|' | 'blanks';
  /** The sign before the decimals; the other one makes a text no number. Where it is the delimiter too, such numbers are quoted. */
  readonly decimal: '.' | ',';
  /** What a line begins with that is to be passed over. */
  readonly comment: string | null;
  /**
   * 1: the first line that is neither blank nor a comment. n > 1: physical line n; what stands above is not read. none:
   * that first line is a row already, and columns are called by their positions.
   */
  readonly headerLine: number | 'none';
  readonly encoding: Encoding;
  /** Where the writer ends no last line; else a last row without line end may have been cut within its last cell. */
  readonly lastLine?: 'whole' | undefined;
  /** Whether rows may lack cells at their end or have blank ones there; absent: all have one number of cells. */
  readonly ragged?: boolean;
  /** Lines below each header that are no rows, at most; absent: none. The first that reads as a row ends them. */
  readonly rowsAfterHeader?: number;
}

/** How a CSV is to be read. */
export interface CsvPlan extends ReadPlan {
  readonly dialect: CsvDialect;
}

/** What was in a CSV; its rows are those below the header. */
export interface CsvSummary extends ReadSummary {
  readonly header: readonly string[];
}

/** What stands between cells by the time that they are split: runs of blanks are tabs then. */
export const delimiterByte = ({ delimiter }: Pick<CsvDialect, 'delimiter'>): number =>
  (delimiter === 'blanks' ? '\t' : delimiter).charCodeAt(0);
