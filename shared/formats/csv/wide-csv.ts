import type { TimeReader } from '../time/compile-time-formats.ts';

/** How a wide CSV is to be read: a row an instant, a column a series. */
export interface WidePlan {
  readonly time: { readonly header: string; readonly reader: TimeReader };
  /** The mapped columns; each name must be there once at most. */
  readonly columns: readonly { readonly header: string }[];
  /** Columns that are known and not read. */
  readonly ignore: readonly string[];
  readonly delimiter: ',' | ';' | '\t';
  /** Longer lines are rejected; 1 MiB where absent. */
  readonly maxLineBytes?: number;
}

/** Takes what is read. Both are awaited, so that a slow receiver slows the reading. */
export interface WideSink {
  batch(batch: WideBatch): void | Promise<void>;
  reject(reject: Reject): void | Promise<void>;
}

/** Consecutive readable rows. The arrays are fresh and belong to the receiver. */
export interface WideBatch {
  /** The mapped columns that the file has, in the plan's order. */
  readonly columns: readonly string[];
  readonly rows: number;
  /** Values that are not NaN. */
  readonly readings: number;
  /** µs since the epoch, in the file's order. */
  readonly times: Float64Array;
  /** The line on which each row begins, counted from 1. */
  readonly lines: Float64Array;
  /** One array for each of `columns`; NaN where the row has no sample (empty or rejected cell). */
  readonly values: readonly Float64Array[];
}

/** A part of the file that could not be read. */
export interface Reject {
  readonly line: number;
  /** The header of the cell at fault; null where the whole row is. */
  readonly column: string | null;
  readonly code: string;
  readonly message: string;
  /** The text at fault, at most 200 characters, controls escaped. */
  readonly text: string;
  /** The samples that it costs: 1 for a cell, one a mapped column for a row. */
  readonly samples: number;
}

/** What was in the file. The readings handed out and `rejected` together are `samples` (P12). */
export interface WideSummary {
  /** Rows that are not blank, below the header. */
  readonly rows: number;
  readonly samples: number;
  readonly rejected: number;
  /** Rejected samples by code. */
  readonly byReason: Readonly<Record<string, number>>;
  readonly header: readonly string[];
  /** Columns neither mapped nor ignored. */
  readonly unmapped: readonly string[];
  /** Mapped columns that the file does not have. */
  readonly missingColumns: readonly string[];
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
  readonly bytes: number;
}
