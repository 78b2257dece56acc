import type { ColumnReading } from '../telemetry/reading.ts';
import type { Micros } from '../time.ts';
import type { FileCells } from './layers.ts';

const FEWEST = 8;
/** Shorter arrays are not worth keeping. */
const FEWEST_KEPT = 1024;
const NOTHING = new Float64Array(0);

/** The arrays of buffers: how many samples they have room for together, and those that wait to be used again. */
export class Room {
  taken = 0;
  readonly #waiting = new Map<number, Float64Array<ArrayBuffer>[]>();

  /** An array of that length, whatever it holds. */
  array(length: number): Float64Array<ArrayBuffer> {
    return this.#waiting.get(length)?.pop() ?? new Float64Array(length);
  }

  /** Takes back an array that nobody looks at any more. */
  release(array: Float64Array<ArrayBuffer>): void {
    if (array.length < FEWEST_KEPT) return;
    const alike = this.#waiting.get(array.length);
    if (alike === undefined) this.#waiting.set(array.length, [array]);
    else alike.push(array);
  }
}

/** A column of rows: `values` is NaN where a cell holds no sample. */
export interface Cells {
  readonly times: Float64Array;
  readonly values: Float64Array;
}

export interface TakenCells extends FileCells {
  /** Takes the arrays back, to be used again. */
  readonly release: () => void;
}

/** The cells of one reading in one bucket, in the order of the file, as the file says them. */
export class SampleBuffer {
  readonly reading: ColumnReading;
  readonly #room: Room;
  #times = NOTHING;
  #values = NOTHING;
  #count = 0;
  #last = Number.NEGATIVE_INFINITY;
  #isAscending = true;

  constructor(reading: ColumnReading, room: Room) {
    this.reading = reading;
    this.#room = room;
  }

  get isEmpty(): boolean {
    return this.#count === 0;
  }

  /**
   * Adds the cells of rows `rows[from]` to `rows[to - 1]` that hold a number, up to the first whose time is not in
   * [begin, end); gives the place of that one in `rows`, or `to`.
   */
  add(cells: Cells, rows: Uint32Array, from: number, to: number, begin: Micros, end: Micros): number {
    let times = this.#times;
    let values = this.#values;
    let count = this.#count;
    let last = this.#last;
    let isAscending = this.#isAscending;
    let i = from;
    for (; i < to; i++) {
      const row = rows[i]!;
      const value = cells.values[row]!;
      if (Number.isNaN(value)) continue;
      const at = cells.times[row]!;
      if (!(at >= begin && at < end)) break;
      if (count === times.length) {
        this.#grow();
        times = this.#times;
        values = this.#values;
      }
      if (at <= last) isAscending = false;
      last = at;
      times[count] = at;
      values[count] = value;
      count++;
    }
    this.#count = count;
    this.#last = last;
    this.#isAscending = isAscending;
    return i;
  }

  /** Hands everything over; `release` takes the arrays back when nothing looks at them any more. */
  take(): TakenCells {
    const { reading } = this;
    const room = this.#room;
    const [times, values] = [this.#times, this.#values];
    const taken = {
      reading,
      times: times.subarray(0, this.#count),
      values: values.subarray(0, this.#count),
      isAscending: this.#isAscending,
      release: () => {
        room.release(times);
        room.release(values);
      },
    };
    room.taken -= times.length;
    this.#times = NOTHING;
    this.#values = NOTHING;
    this.#count = 0;
    this.#last = Number.NEGATIVE_INFINITY;
    this.#isAscending = true;
    return taken;
  }

  #grow(): void {
    const capacity = Math.max(FEWEST, this.#times.length * 2);
    this.#room.taken += capacity - this.#times.length;
    this.#times = this.#grown(this.#times, capacity);
    this.#values = this.#grown(this.#values, capacity);
  }

  #grown(array: Float64Array<ArrayBuffer>, capacity: number): Float64Array<ArrayBuffer> {
    const grown = this.#room.array(capacity);
    grown.set(array);
    return grown;
  }
}
