import type { Micros } from '../time.ts';
import { StepSketches } from './step-sketches.ts';

/** Series whose steps are followed; the steps of further ones are taken to be those of their rows. */
const MOST_FOLLOWED = 4096;
/** Batches looked at one after the other; then, per so many looked at, twice as many are passed over. */
const BATCHES = 16;

export interface RowsOfColumns {
  readonly rows: number;
  /** Values that are not NaN. */
  readonly readings: number;
  readonly times: Float64Array;
  readonly kinds: Uint16Array | null;
  readonly values: readonly Float64Array[];
}

/**
 * The median step of each column of a wide table, by kind of row: a column may have a value in every tenth row only. Batches
 * without an empty cell are passed over, because there every column goes with its rows.
 */
export class ColumnSteps {
  readonly #steps = new StepSketches();
  /** NaN where the series had no value in the batches that were looked at since one was passed over. */
  #last = new Float64Array(0);
  #looked = 0;
  #toPass = 0;

  batch({ rows, readings, times, kinds, values }: RowsOfColumns): void {
    if (values.length < 2) return;
    if (readings === rows * values.length && this.#looked === 0) return;
    if (this.#toPass > 0) {
      this.#toPass--;
      this.#last.fill(Number.NaN);
      return;
    }
    this.#looked++;
    this.#toPass = 2 ** Math.floor(this.#looked / BATCHES) - 1;
    for (let row = 0; row < rows; row++) {
      const first = (kinds?.[row] ?? 0) * values.length;
      if (first + values.length > MOST_FOLLOWED) continue;
      if (first + values.length > this.#last.length) this.#grow(first + values.length);
      for (let column = 0; column < values.length; column++)
        if (!Number.isNaN(values[column]![row]!)) this.#value(first + column, times[row]!);
    }
  }

  /** Null where all its rows have a value, or too few to tell. */
  median(
    kind: number,
    column: number,
    columns: number,
  ): { readonly step: Micros; readonly steps: number } | null {
    const series = kind * columns + column;
    const step = series < this.#last.length ? this.#steps.median(series) : null;
    return step === null ? null : { step, steps: this.#steps.count(series) };
  }

  #value(series: number, time: Micros): void {
    const step = time - this.#last[series]!;
    this.#last[series] = time;
    if (step > 0 && --this.#steps.wait[series]! === 0) this.#steps.take(series, step);
  }

  #grow(length: number): void {
    const last = new Float64Array(length).fill(Number.NaN);
    last.set(this.#last);
    this.#last = last;
    this.#steps.grow(length);
  }
}
