import type { Micros } from '../time.ts';
import { agreementOf } from './row-prints.ts';

/** What a time is to the rows of its kind that came before. */
export type Standing =
  /** There is a row of this time with these values, as far as both have them: it was sent again. */
  | 'AGAIN'
  /** It lies in a hole of the file, or beyond its rows. */
  | 'FREE'
  /**
   * It lies in a hole where a row may have stood that was early or late, or the rows of this time have none of its
   * cells: others of its stretch must tell.
   */
  | 'NEAR'
  /** Another row has the time, or the rows around it leave no room for one more. */
  | 'TAKEN';

/** A row that came late lies about a step from the rows around it; a clock that is wrong hits any place between them. */
const LEAST_DISTANCE = 0.75;
const NEAREST = 0.5;
/** What is no longer than so many steps is no hole. */
const HOLE = 2 * LEAST_DISTANCE;
/** With more blocks than this the last one takes the rest, each row in its place. */
const MOST_BLOCKS = 256;

/**
 * The rows of one kind, in blocks that ascend, so that it can be told whether a time is taken. Memory is bounded: of
 * more rows than the budget allows the earlier ones of a block are forgotten, and a time among those counts as taken.
 */
export class RememberedRows {
  readonly #step: Micros;
  readonly #printBytes: number;
  readonly #budget: RowBudget;
  readonly #blocks: Block[] = [];

  /** All prints of rows have `printBytes` bytes (`row-prints.ts`). */
  constructor(step: Micros, printBytes: number, budget: RowBudget) {
    this.#step = step;
    this.#printBytes = printBytes;
    this.#budget = budget;
  }

  /** `inNewBlock` where the row does not go on from the one that was added before. */
  add(time: Micros, print: Uint8Array, inNewBlock: boolean): void {
    let block = this.#blocks.at(-1);
    if (block === undefined || (inNewBlock && this.#blocks.length < MOST_BLOCKS)) {
      block = new Block(this.#printBytes, this.#budget);
      this.#blocks.push(block);
    }
    block.add(time, print);
  }

  standingOf(time: Micros, print: Uint8Array): Standing {
    let all: Standing = 'FREE';
    for (const block of this.#blocks) {
      const standing = block.standingOf(time, print, this.#step);
      if (standing === 'AGAIN') return standing;
      if (standing === 'TAKEN' || all === 'FREE') all = standing;
    }
    return all;
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
  readonly #printBytes: number;
  readonly #budget: RowBudget;
  #times = new Float64Array(64);
  #prints: Uint8Array<ArrayBuffer>;
  #first = Number.NaN;
  #count = 0;

  constructor(printBytes: number, budget: RowBudget) {
    this.#printBytes = printBytes;
    this.#prints = new Uint8Array(this.#times.length * printBytes);
    this.#budget = budget;
  }

  add(time: Micros, print: Uint8Array): void {
    const bytes = this.#printBytes;
    if (!(time >= this.#first)) this.#first = time;
    if (this.#budget.left === 0) this.#forget();
    if (this.#count === this.#times.length) this.#grow();
    const isLast = this.#count === 0 || time >= this.#times[this.#count - 1]!;
    const at = isLast ? this.#count : this.#firstAtOrAfter(time);
    if (!isLast) {
      this.#times.copyWithin(at + 1, at, this.#count);
      this.#prints.copyWithin((at + 1) * bytes, at * bytes, this.#count * bytes);
    }
    this.#times[at] = time;
    this.#prints.set(print, at * bytes);
    this.#count++;
    this.#budget.left--;
  }

  standingOf(time: Micros, print: Uint8Array, step: Micros): Standing {
    const next = this.#firstAtOrAfter(time);
    if (this.#times[next] === time && next < this.#count) return this.#standingAt(next, time, print);
    const before = next > 0 ? time - this.#times[next - 1]! : Number.POSITIVE_INFINITY;
    const after = next < this.#count ? this.#times[next]! - time : Number.POSITIVE_INFINITY;
    const isForgotten = next === 0 && time >= this.#first;
    const distance = Math.min(before, after);
    if (isForgotten || distance < NEAREST * step || before + after < HOLE * step) return 'TAKEN';
    return distance < LEAST_DISTANCE * step ? 'NEAR' : 'FREE';
  }

  /** Among the rows of this very time, of which `from` is the first. */
  #standingAt(from: number, time: Micros, print: Uint8Array): Standing {
    let standing: Standing = 'NEAR';
    for (let at = from; at < this.#count && this.#times[at] === time; at++) {
      const agreement = agreementOf(this.#prints, at * this.#printBytes, print);
      if (agreement === 'SAME') return 'AGAIN';
      if (agreement === 'DIFFERENT') standing = 'TAKEN';
    }
    return standing;
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
    const prints = new Uint8Array(times.length * this.#printBytes);
    times.set(this.#times);
    prints.set(this.#prints);
    this.#times = times;
    this.#prints = prints;
  }

  /** The earlier half. A block of a few rows keeps them: the budget is passed by as much. */
  #forget(): void {
    const gone = this.#count >> 1;
    if (gone < 32) return void this.#budget.left++;
    this.#times.copyWithin(0, gone, this.#count);
    this.#prints.copyWithin(0, gone * this.#printBytes, this.#count * this.#printBytes);
    this.#count -= gone;
    this.#budget.left += gone;
  }
}
