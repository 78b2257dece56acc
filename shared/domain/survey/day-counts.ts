import { MICROS_PER_DAY, type Micros } from '../time.ts';

/** Days of the years 1970 to 2100, to which the times of files are held. */
const DAYS = Math.ceil(Date.UTC(2101, 0, 1) / 86_400_000);

/** From the end of a day to the beginning of the same day of the next month: never shorter. */
const MONTH = 27 * MICROS_PER_DAY;
const FIRST_LEAPS = 4;

/** A row that stands a month or more after the row before it in the file. */
export interface Leap {
  readonly line: number;
  readonly from: Micros;
  readonly to: Micros;
}

/** How many rows of a file lie in each UTC day, and the first few leaps between days. */
export class DayCounts {
  readonly leaps: Leap[] = [];
  #last = Number.NaN;
  #counts = new Uint32Array(0);
  #day = 0;

  /** `ascends` where the rows are known to. */
  batch(rows: number, times: Float64Array, lines: Float64Array, ascends: boolean): void {
    if (rows === 0) return;
    if (this.#counts.length === 0) this.#counts = new Uint32Array(DAYS);
    const counts = this.#counts;
    const last = times[rows - 1]!;
    const from = this.#day * MICROS_PER_DAY;
    if (ascends && times[0]! >= from && last < from + MICROS_PER_DAY) {
      counts[this.#day]! += rows;
      this.#last = last;
      return;
    }
    // Each row for itself: where the rows are in no order, to ask whether the day is that of the row before costs more.
    let before = this.#last;
    for (let row = 0; row < rows; row++) {
      const time = times[row]!;
      if (time - before >= MONTH) this.#leap(before, time, lines[row]!);
      counts[Math.floor(time / MICROS_PER_DAY)]!++;
      before = time;
    }
    this.#day = Math.floor(last / MICROS_PER_DAY);
    this.#last = last;
  }

  #leap(from: Micros, to: Micros, line: number): void {
    if (this.leaps.length < FIRST_LEAPS) this.leaps.push({ line, from, to });
  }

  /** The beginning of the last day that has rows; null where none has. */
  last(): Micros | null {
    const day = this.#counts.findLastIndex((rows) => rows > 0);
    return day < 0 ? null : day * MICROS_PER_DAY;
  }

  /** Days since 1970-01-01 that have rows, in order. */
  days(): readonly { readonly day: number; readonly rows: number }[] {
    return [...this.#counts].flatMap((rows, day) => (rows > 0 ? [{ day, rows }] : []));
  }
}
