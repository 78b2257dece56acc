/** The beginning of a file as a table of texts, and what is guessed of its times. */
import type { FileShape } from '../../domain/source-proposal/file-shape.ts';
import type { Micros } from '../../domain/time.ts';
import type { LineAbove } from '../time/epoch-above.ts';

/** A table of texts: what both formats come to. */
export interface Table {
  /** Columns as a source would call them. */
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** The line on which the names stand. */
  readonly headerLine: number;
  /** Of each row. */
  readonly lines: readonly number[];
  /** What stands above the header. */
  readonly above: readonly LineAbove[];
  readonly delimiter: string;
  /** As in `FileShape`. */
  readonly objects: readonly string[];
}

/** What is guessed of the times of a table. */
export type GuessedTime = FileShape['time'];

/** Of times in whatever order, NaN where a row has none. */
export function medianStep(times: ArrayLike<number>): Micros | null {
  const sorted = [...new Set(Array.from(times).filter((time) => !Number.isNaN(time)))].sort((a, b) => a - b);
  const steps = sorted.slice(1).map((time, i) => time - sorted[i]!);
  return steps.sort((a, b) => a - b)[steps.length >> 1] ?? null;
}
