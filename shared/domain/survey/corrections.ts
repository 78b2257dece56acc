/** What is changed when a file is read again, because the whole of it shows that its rows cannot be read as they stand. */
import type { Micros } from '../time.ts';
import type { RejectCode } from '../words/reject.ts';
import type { FoldCorrection } from './fold-corrections.ts';

/** Rows of one kind that are rejected, from one line of the file to before another. */
export interface LineStretch {
  /** As the plan numbers kinds; 0 where the plan has no keys. */
  readonly kind: number;
  readonly from: number;
  /** The first line that is read again; `Infinity` where the stretch goes to the end of the file. */
  readonly to: number;
  readonly code: RejectCode;
  readonly message: string;
}

/** Rows whose time is before `from`, or at or after `to`, are rejected. */
export interface TimeSpan {
  readonly from: Micros;
  readonly to: Micros;
  readonly code: RejectCode;
  readonly message: string;
}

export interface Corrections {
  /** In the file's order, of one kind without overlap. */
  readonly stretches: readonly LineStretch[];
  readonly span: TimeSpan | null;
  /** Of the hour that a clock shows twice: in the file's order, without overlap. */
  readonly folds: readonly FoldCorrection[];
}

/** The file is read as its source says. */
export const NO_CORRECTIONS: Corrections = { stretches: [], span: null, folds: [] };
