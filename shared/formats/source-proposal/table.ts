/** The beginning of a file as a table of texts, and what is guessed of its times. */
import type { Micros } from '../../domain/time.ts';
import type { LineAbove } from '../time/epoch-above.ts';

/** A table of texts: what both formats come to. */
export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Of each row. */
  readonly lines: readonly number[];
  /** What stands above the header. */
  readonly above: readonly LineAbove[];
  readonly delimiter: string;
}

/** The column, or columns, of the times, and every format that reads most of their texts. */
export interface GuessedTime {
  readonly columns: readonly [string, ...string[]];
  /** The likeliest first; more than one where the texts can be read as different times (`M/d` and `d/M`). */
  readonly formats: readonly string[];
  /** The texts carry no offset, so that the source must name their zone. */
  readonly needsZone: boolean;
  /** The zone that the file states for texts without offset; null where it states none. */
  readonly zone: string | null;
  /** Where counts begin; null: in 1970. */
  readonly epoch: string | { readonly above: readonly string[]; readonly format: string } | null;
  /** Of counts since 1970: the time of the first row. */
  readonly firstCount: Micros | null;
  /** Rows that stand between the header and the first with a time. */
  readonly rowsAfterHeader: number;
  /** Rows further down without a readable time. */
  readonly unread: readonly { readonly line: number; readonly text: string }[];
  /** Columns that hold times too. */
  readonly others: readonly string[];
  /** Median of the steps between different times; null where there is one time. */
  readonly step: Micros | null;
}

/** Of times in whatever order, NaN where a row has none. */
export function medianStep(times: ArrayLike<number>): Micros | null {
  const sorted = [...new Set(Array.from(times).filter((time) => !Number.isNaN(time)))].sort((a, b) => a - b);
  const steps = sorted.slice(1).map((time, i) => time - sorted[i]!);
  return steps.sort((a, b) => a - b)[steps.length >> 1] ?? null;
}
