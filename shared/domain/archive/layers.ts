/**
 * Samples of a series that fit under strictly ascending times, layer by layer: the first holds one sample of every
 * key, the others what conflicts with it. Which layer a sample comes to depends on contents alone, not on their order.
 */
import { Refusal } from '../refusal.ts';
import { endingOf, flagsAt } from '../telemetry/flags.ts';
import type { Storage } from '../telemetry/frame.ts';
import { type ColumnReading, readCells } from '../telemetry/reading.ts';
import { isoOf } from '../time.ts';
import { compareContent } from './samples.ts';
import { timeOrder } from './time-order.ts';

export interface Layer {
  readonly series: string;
  readonly storage: Storage;
  /** µs since the epoch, strictly ascending. */
  readonly times: Float64Array;
  /** No NaN. */
  readonly values: Float64Array;
  readonly flags: number | Uint8Array;
}

/** A layer is an object in every bucket: a channel with more values at one time is not keyed by that time. */
const MOST_LAYERS = 256;

/** Cells of a file under one reading, in its order. */
export interface FileCells {
  readonly reading: ColumnReading;
  readonly times: Float64Array;
  readonly values: Float64Array;
  /** Whether every time is later than the one before. */
  readonly isAscending: boolean;
}

/**
 * Reads all cells of one series. Their arrays are used up: they may become those of the layers.
 *
 * @throws Refusal `downlink.many-values-at-once` where one time has more than 256 different values.
 */
export function layersOf(cells: readonly FileCells[]): { layers: Layer[]; repeated: number } {
  const { series, storage } = cells[0]!.reading;
  const all = concatenated(cells.map(read));
  if (cells.length === 1 && cells[0]!.isAscending)
    return { layers: [{ series, storage, ...all }], repeated: 0 };
  const order = timeOrder(all.times);
  const { depths, counts, repeated } = depthsOf(series, all, order);
  const layers = counts.map((count) => ({
    series,
    storage,
    times: new Float64Array(count),
    values: new Float64Array(count),
    flags: typeof all.flags === 'number' ? all.flags : new Uint8Array(count),
  }));
  const filled = new Uint32Array(counts.length);
  for (let i = 0; i < order.length; i++) {
    const depth = depths[i]!;
    if (depth === REPEATED) continue;
    const { times, values, flags } = layers[depth]!;
    const to = filled[depth]!++;
    const index = order[i]!;
    times[to] = all.times[index]!;
    values[to] = all.values[index]!;
    if (typeof flags !== 'number') flags[to] = flagsAt(all.flags, index);
  }
  return { layers, repeated };
}

type Cells = Pick<Layer, 'times' | 'values' | 'flags'>;

function read({ reading, times, values }: FileCells): Cells {
  return { times, values, flags: readCells(reading, times, values) };
}

function concatenated(parts: readonly Cells[]): Cells {
  if (parts.length === 1) return parts[0]!;
  const count = parts.reduce((sum, { times }) => sum + times.length, 0);
  const all = {
    times: new Float64Array(count),
    values: new Float64Array(count),
    flags: new Uint8Array(count),
  };
  let at = 0;
  for (const { times, values, flags } of parts) {
    all.times.set(times, at);
    all.values.set(values, at);
    if (typeof flags === 'number') all.flags.fill(flags, at, at + times.length);
    else all.flags.set(flags, at);
    at += times.length;
  }
  return all;
}

const REPEATED = 0xffff;

/**
 * The layer of each sample, in the given order of time: how many smaller contents its key has; REPEATED for one whose
 * content the key has already, or that gives way because its row was not ended. Puts the samples of a key in order of
 * content.
 */
function depthsOf(
  series: string,
  { times, values, flags }: Cells,
  order: Uint32Array,
): { depths: Uint16Array; counts: number[]; repeated: number } {
  const compare = (a: number, b: number): number =>
    compareContent(values[a]!, flagsAt(flags, a), values[b]!, flagsAt(flags, b));
  const depths = new Uint16Array(order.length);
  const counts = [0];
  let repeated = 0;
  for (let from = 0, to = 0; from < order.length; from = to) {
    const at = times[order[from]!]!;
    for (to = from + 1; to < order.length && times[order[to]!] === at; ) to++;
    counts[0]!++;
    if (to === from + 1) continue;
    order.subarray(from, to).sort(compare);
    let depth = 0;
    for (let i = from + 1; i < to; i++) {
      const isUnended = endingOf(flagsAt(flags, order[i]!)) === 'UNENDED';
      if (isUnended || compare(order[i - 1]!, order[i]!) === 0) {
        depths[i] = REPEATED;
        repeated++;
        continue;
      }
      depth++;
      if (depth === MOST_LAYERS) throw manyValues(series, at);
      depths[i] = depth;
      counts[depth] = (counts[depth] ?? 0) + 1;
    }
  }
  return { depths, counts, repeated };
}

function manyValues(series: string, at: number): Refusal {
  return new Refusal(
    'invalid',
    'downlink.many-values-at-once',
    `expected at most ${MOST_LAYERS} different values of one channel at one time, got more for ${series} at ${isoOf(at)}: the time column is probably not the time of measurement; name the one that is in the source`,
    { column: series },
  );
}
