/**
 * Rows of one unit and bucket on their way into a segment. Rows come in file order, which need not be time order;
 * `drain` hands them over as frames whose times ascend strictly. A key that occurs again with the same content is
 * left out and counted; with other content it goes into a further frame: nothing is lost.
 */
import type { Column, Frame } from '../telemetry/frame.ts';
import { type ColumnReading, flagsOf } from '../telemetry/reading.ts';
import type { Micros } from '../time.ts';

export interface DrainedRows {
  /** The first frame holds a sample for every key; the others what conflicts within the file. */
  readonly frames: readonly Frame[];
  /** Samples left out because the file repeats them. */
  readonly repeated: number;
}

const FEWEST_ROWS = 32;

export class BucketRows {
  readonly #readings: readonly ColumnReading[];
  #times = new Float64Array(FEWEST_ROWS);
  #columns: { values: Float64Array; flags: Uint8Array }[];
  #rows = 0;

  constructor(readings: readonly ColumnReading[]) {
    this.#readings = readings;
    this.#columns = readings.map(() => ({
      values: new Float64Array(FEWEST_ROWS),
      flags: new Uint8Array(FEWEST_ROWS),
    }));
  }

  /** Cells held, empty ones too: what the caller's memory budget counts. */
  get cells(): number {
    return this.#rows * this.#readings.length;
  }

  /** `values[c]` is the cell of reading c, NaN where there is none. */
  add(at: Micros, values: readonly number[]): void {
    if (this.#rows === this.#times.length) this.#grow();
    const row = this.#rows++;
    this.#times[row] = at;
    for (let c = 0; c < this.#columns.length; c++) {
      const value = values[c]!;
      const column = this.#columns[c]!;
      column.values[row] = value;
      column.flags[row] = Number.isNaN(value) ? 0 : flagsOf(this.#readings[c]!, value, at);
    }
  }

  /** Takes all rows out. */
  drain(): DrainedRows {
    const order = this.#inTimeOrder();
    const frames: Float64Array[][] = [];
    const flagFrames: Uint8Array[][] = [];
    const times = distinct(this.#times, order);
    let repeated = 0;
    this.#columns.forEach((column, c) => {
      let slot = -1;
      let previous = Number.NaN;
      for (const row of order) {
        const at = this.#times[row]!;
        if (at !== previous) slot++;
        previous = at;
        const value = column.values[row]!;
        if (Number.isNaN(value)) continue;
        const flags = column.flags[row]!;
        const layer = layerFor(frames, flagFrames, c, slot, value, flags);
        if (layer === null) {
          repeated++;
          continue;
        }
        if (layer === frames.length) {
          frames.push(this.#readings.map(() => new Float64Array(times.length).fill(Number.NaN)));
          flagFrames.push(this.#readings.map(() => new Uint8Array(times.length)));
        }
        frames[layer]![c]![slot] = value;
        flagFrames[layer]![c]![slot] = flags;
      }
    });
    this.#rows = 0;
    return {
      frames: frames.map((values, layer) => this.#frame(times, values, flagFrames[layer]!)),
      repeated,
    };
  }

  #frame(times: Float64Array, values: readonly Float64Array[], flags: readonly Uint8Array[]): Frame {
    const rows = rowsWithSamples(values, times.length);
    const columns = this.#readings.flatMap((reading, c): Column[] => {
      const cells = Float64Array.from(rows, (row) => values[c]![row]!);
      if (cells.every(Number.isNaN)) return [];
      const bytes = Uint8Array.from(rows, (row) => flags[c]![row]!);
      return [
        { series: reading.series, storage: reading.storage, values: cells, flags: constantOf(cells, bytes) },
      ];
    });
    return { times: Float64Array.from(rows, (row) => times[row]!), columns };
  }

  #inTimeOrder(): Uint32Array {
    const times = this.#times;
    const order = Uint32Array.from({ length: this.#rows }, (_, i) => i);
    for (let i = 1; i < this.#rows; i++) {
      if (times[i]! < times[i - 1]!) return order.sort((a, b) => times[a]! - times[b]! || a - b);
    }
    return order;
  }

  #grow(): void {
    const capacity = this.#times.length * 2;
    const times = new Float64Array(capacity);
    times.set(this.#times);
    this.#times = times;
    this.#columns = this.#columns.map((column) => {
      const values = new Float64Array(capacity);
      values.set(column.values);
      const flags = new Uint8Array(capacity);
      flags.set(column.flags);
      return { values, flags };
    });
  }
}

function distinct(times: Float64Array, order: Uint32Array): Float64Array {
  const found: number[] = [];
  for (const row of order)
    if (found.length === 0 || found[found.length - 1] !== times[row]) found.push(times[row]!);
  return Float64Array.from(found);
}

/** The first frame whose cell is free, or null where one already holds this very sample. */
function layerFor(
  frames: readonly Float64Array[][],
  flagFrames: readonly Uint8Array[][],
  c: number,
  slot: number,
  value: number,
  flags: number,
): number | null {
  for (let layer = 0; layer < frames.length; layer++) {
    const held = frames[layer]![c]![slot]!;
    if (Number.isNaN(held)) return layer;
    if (Object.is(held, value) && flagFrames[layer]![c]![slot] === flags) return null;
  }
  return frames.length;
}

function rowsWithSamples(values: readonly Float64Array[], length: number): number[] {
  const rows: number[] = [];
  for (let row = 0; row < length; row++)
    if (values.some((cells) => !Number.isNaN(cells[row]!))) rows.push(row);
  return rows;
}

/** One byte for all samples where they agree; cells without a sample have no say. */
function constantOf(cells: Float64Array, flags: Uint8Array): number | Uint8Array {
  const first = cells.findIndex((value) => !Number.isNaN(value));
  const constant = flags[first]!;
  const agrees = flags.every((flag, i) => flag === constant || Number.isNaN(cells[i]!));
  return agrees ? constant : flags;
}
