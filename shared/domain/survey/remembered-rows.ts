import type { Micros } from '../time.ts';

/** What a time is to the rows of its kind that came before. */
export type Standing =
  /** There is a row of this time with these values: it was sent again. */
  | 'AGAIN'
  /** No row can have stood there: it lies in a hole of the file, or beyond its rows. */
  | 'FREE'
  /** Another row has the time, or the rows around it leave no room for one more. */
  | 'TAKEN';

/** A row that came late lies about a step from the rows around it; a clock that is wrong hits any place between them. */
const LEAST_DISTANCE = 0.75;
/** With more blocks than this the last one takes the rest, each row in its place. */
const MOST_BLOCKS = 256;

/**
 * The rows of one kind, in blocks that ascend, so that it can be told whether a time is taken. Memory is bounded: of
 * more rows than the budget allows the earlier ones of a block are forgotten, and a time among those counts as taken.
 */
export class RememberedRows {
  readonly #step: Micros;
  readonly #budget: RowBudget;
  readonly #blocks: Block[] = [];

  constructor(step: Micros, budget: RowBudget) {
    this.#step = step;
    this.#budget = budget;
  }

  /** `inNewBlock` where the row does not go on from the one that was added before. */
  add(time: Micros, values: number, inNewBlock: boolean): void {
    let block = this.#blocks.at(-1);
    if (block === undefined || (inNewBlock && this.#blocks.length < MOST_BLOCKS)) {
      block = new Block(this.#budget);
      this.#blocks.push(block);
    }
    block.add(time, values);
  }

  standingOf(time: Micros, values: number): Standing {
    let isTaken = false;
    for (const block of this.#blocks) {
      const standing = block.standingOf(time, values, LEAST_DISTANCE * this.#step);
      if (standing === 'AGAIN') return standing;
      if (standing === 'TAKEN') isTaken = true;
    }
    return isTaken ? 'TAKEN' : 'FREE';
  }
}

/** Rows that all kinds together may still remember. */
export class RowBudget {
  left: number;

  constructor(rows: number) {
    this.left = rows;
  }
}

class Block {
  readonly #budget: RowBudget;
  #times = new Float64Array(64);
  #values = new Int32Array(64);
  #first = Number.NaN;
  #count = 0;

  constructor(budget: RowBudget) {
    this.#budget = budget;
  }

  add(time: Micros, values: number): void {
    if (!(time >= this.#first)) this.#first = time;
    if (this.#budget.left === 0) this.#forget();
    if (this.#count === this.#times.length) this.#grow();
    const isLast = this.#count === 0 || time >= this.#times[this.#count - 1]!;
    const at = isLast ? this.#count : this.#firstAtOrAfter(time);
    if (!isLast) {
      this.#times.copyWithin(at + 1, at, this.#count);
      this.#values.copyWithin(at + 1, at, this.#count);
    }
    this.#times[at] = time;
    this.#values[at] = values;
    this.#count++;
    this.#budget.left--;
  }

  standingOf(time: Micros, values: number, distance: Micros): Standing {
    const next = this.#firstAtOrAfter(time);
    if (this.#times[next] === time && next < this.#count)
      return this.#has(next, time, values) ? 'AGAIN' : 'TAKEN';
    const before = next > 0 ? time - this.#times[next - 1]! : Number.POSITIVE_INFINITY;
    const after = next < this.#count ? this.#times[next]! - time : Number.POSITIVE_INFINITY;
    const isForgotten = next === 0 && time >= this.#first;
    return isForgotten || Math.min(before, after) < distance ? 'TAKEN' : 'FREE';
  }

  #has(from: number, time: Micros, values: number): boolean {
    for (let at = from; at < this.#count && this.#times[at] === time; at++)
      if (this.#values[at] === values) return true;
    return false;
  }

  #firstAtOrAfter(time: Micros): number {
    let low = 0;
    let high = this.#count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#times[middle]! < time) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #grow(): void {
    const times = new Float64Array(this.#times.length * 2);
    const values = new Int32Array(times.length);
    times.set(this.#times);
    values.set(this.#values);
    this.#times = times;
    this.#values = values;
  }

  /** The earlier half. A block of a few rows keeps them: the budget is passed by as much. */
  #forget(): void {
    const gone = this.#count >> 1;
    if (gone < 32) return void this.#budget.left++;
    this.#times.copyWithin(0, gone, this.#count);
    this.#values.copyWithin(0, gone, this.#count);
    this.#count -= gone;
    this.#budget.left += gone;
  }
}
