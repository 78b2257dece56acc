import type { ColumnReading } from '../telemetry/reading.ts';
import type { Micros } from '../time.ts';
import type { FileCells } from './layers.ts';

const FEWEST = 8;
/** Shorter arrays are not worth keeping. */
const FEWEST_KEPT = 1024;
/**
 * A buffer may take an array so many times as long as it asks for: days in order grow at once into the arrays of the day
 * before, where each doubling would leave garbage of its own.
 */
const MOST_SURPLUS = 16;
const NOTHING = new Float64Array(0);

/** Lengths of arrays: 8, 12, 16, 24, 32 … A day at 1 Hz leaves an eighth of one empty; a third where they double. */
function nextLength(length: number): number {
  if (length < FEWEST) return FEWEST;
  const isPowerOfTwo = (length & (length - 1)) === 0;
  return isPowerOfTwo ? length * 1.5 : (length / 3) * 4;
}

/** The arrays of buffers: how many samples they have room for together, and those that wait to be used again. */
export class Room {
  taken = 0;
  readonly #waiting = new Map<number, Float64Array<ArrayBuffer>[]>();

  /** An array of that length or a longer one that waits, whatever it holds. */
  array(length: number): Float64Array<ArrayBuffer> {
    for (let size = length; size <= length * MOST_SURPLUS; size = nextLength(size)) {
      const waiting = this.#waiting.get(size)?.pop();
      if (waiting !== undefined) return waiting;
    }
    return new Float64Array(length);
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
    const [times, values] = [this.#times, this.#values];
    const least = nextLength(times.length);
    this.#times = this.#room.array(least);
    this.#values = this.#room.array(this.#times.length);
    this.#times.set(times);
    this.#values.set(values);
    this.#room.taken += this.#times.length - times.length;
  }
}
