import type { Corrections, LineStretch, TimeSpan } from '../../domain/survey/corrections.ts';
import type { FoldCorrection } from '../../domain/survey/fold-corrections.ts';
import { isoOf, type Micros } from '../../domain/time.ts';
import type { ReadEvent, Reject } from './reading.ts';
import type { RowBatch } from './row-batch.ts';
import type { RowProblem } from './row-problems.ts';

/** Takes out of the batches of a file what its corrections reject, whatever the format. */
export class Corrector {
  readonly #column: string;
  readonly #span: TimeSpan | null;
  readonly #folds: readonly FoldCorrection[];
  readonly #stretches: ReadonlyMap<number, readonly LineStretch[]>;

  /** `column` is the header of the time. */
  constructor({ stretches, span, folds }: Corrections, column: string) {
    this.#folds = folds;
    this.#column = column;
    this.#span = span;
    this.#stretches = Map.groupBy(stretches, ({ kind }) => kind);
  }

  /** Drops rows from the batch, and says why of each. */
  takeOut(batch: RowBatch): readonly Reject[] {
    if (this.#span === null && this.#stretches.size === 0 && this.#folds.length === 0) return [];
    this.#shift(batch);
    const rejects: Reject[] = [];
    batch.drop((row, readings) => {
      const time = batch.times[row]!;
      const line = batch.lines[row]!;
      const why = this.#whyOut(batch.kindAt(row), line, time);
      if (why === null) return false;
      const { code, message } = why;
      rejects.push({ line, column: this.#column, code, message, text: isoOf(time), samples: readings });
      return true;
    });
    return rejects;
  }

  /** The event as it is read; null where its row is not. */
  corrected(event: ReadEvent): ReadEvent | null {
    const shift = stretchAt(this.#folds, event.line)?.shift ?? 0;
    const time = event.time + shift;
    return this.#whyOut(event.kind, event.line, time) === null ? { ...event, time } : null;
  }

  #shift({ row: rows, times, lines }: RowBatch): void {
    if (this.#folds.length === 0) return;
    for (let row = 0; row < rows; row++) times[row]! += stretchAt(this.#folds, lines[row]!)?.shift ?? 0;
  }

  #whyOut(kind: number, line: number, time: Micros): RowProblem | null {
    const span = this.#span;
    if (span !== null && (time < span.from || time >= span.to)) return span;
    const fold = stretchAt(this.#folds, line);
    if (fold?.shift === null) return fold;
    const stretches = this.#stretches.get(kind);
    return stretches === undefined ? null : stretchAt(stretches, line);
  }
}

/** The stretch that the line lies in. */
function stretchAt<S extends { readonly from: number; readonly to: number }>(
  stretches: readonly S[],
  line: number,
): S | null {
  let low = 0;
  let high = stretches.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (stretches[middle]!.from <= line) low = middle + 1;
    else high = middle;
  }
  const stretch = stretches[low - 1];
  return stretch !== undefined && line < stretch.to ? stretch : null;
}
