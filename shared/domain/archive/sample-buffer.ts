import type { ColumnReading } from '../telemetry/reading.ts';
import type { Micros } from '../time.ts';

const FEWEST = 8;
const NOTHING = new Float64Array(0);

/** Counts the room that buffers have together, in samples. */
export interface Room {
  taken: number;
}

/** The cells of one reading in one bucket, in the order of the file, as the file says them. */
export class SampleBuffer {
  readonly reading: ColumnReading;
  readonly #room: Room;
  #times = NOTHING;
  #values = NOTHING;
  #count = 0;

  constructor(reading: ColumnReading, room: Room) {
    this.reading = reading;
    this.#room = room;
  }

  get isEmpty(): boolean {
    return this.#count === 0;
  }

  add(at: Micros, value: number): void {
    const count = this.#count;
    if (count === this.#times.length) this.#grow();
    this.#times[count] = at;
    this.#values[count] = value;
    this.#count = count + 1;
  }

  /** Hands everything over; the arrays are the caller's from then on. */
  take(): { reading: ColumnReading; times: Float64Array; values: Float64Array } {
    const times = this.#times.subarray(0, this.#count);
    const values = this.#values.subarray(0, this.#count);
    this.#room.taken -= this.#times.length;
    this.#times = NOTHING;
    this.#values = NOTHING;
    this.#count = 0;
    return { reading: this.reading, times, values };
  }

  #grow(): void {
    const capacity = Math.max(FEWEST, this.#times.length * 2);
    const times = new Float64Array(capacity);
    const values = new Float64Array(capacity);
    times.set(this.#times);
    values.set(this.#values);
    this.#room.taken += capacity - this.#times.length;
    this.#times = times;
    this.#values = values;
  }
}
