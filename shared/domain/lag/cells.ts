/** Two series as means of equal cells of one time axis, so that a lag is a whole number of cells. */
import type { Selection } from '../telemetry/selection.ts';
import { MICROS_PER_SECOND, type Micros, type Seconds } from '../time.ts';

export interface LagCells {
  /** NaN is an empty cell. */
  readonly flight: Float64Array;
  readonly ground: Float64Array;
  readonly stepSeconds: Seconds;
  /** Middle of the first cell. */
  readonly start: Micros;
}

/** Memory and time of a search are bounded by it: longer series get longer cells. */
const MOST_CELLS = 16_384;

/**
 * The cells of two series, `times` of both on the flight's axis, from the first sample of either to the last. A sample of
 * the flight stands in the middle of its cell, so that a shift of a millisecond moves no sample into another one.
 * Null where either is empty.
 */
export function lagCells(flight: Selection, ground: Selection, periodSeconds: Seconds): LagCells | null {
  if (flight.times.length === 0 || ground.times.length === 0) return null;
  const first = Math.min(flight.times[0]!, ground.times[0]!);
  const last = Math.max(flight.times.at(-1)!, ground.times.at(-1)!);
  const period = Math.max(periodSeconds, observedSeconds(flight), observedSeconds(ground));
  const periods = Math.ceil((last - first) / (period * MICROS_PER_SECOND)) + 2;
  const stepSeconds = period * Math.ceil(periods / MOST_CELLS);
  const step = stepSeconds * MICROS_PER_SECOND;
  const before = Math.ceil((flight.times[0]! - first) / step);
  const start = flight.times[0]! - before * step;
  const count = Math.floor((last - start) / step + 0.5) + 1;
  return {
    flight: cellMeans(flight, start - step / 2, step, count),
    ground: cellMeans(ground, start - step / 2, step, count),
    stepSeconds,
    start,
  };
}

/** The middle of the distances between neighbours: what a series declared at 60 s and sent every 89 s is laid on. */
function observedSeconds({ times }: Selection): Seconds {
  const looked = Math.min(times.length, 1001);
  const steps = Float64Array.from({ length: looked - 1 }, (_, i) => times[i + 1]! - times[i]!).sort();
  return steps.length === 0 ? 0 : steps[steps.length >> 1]! / MICROS_PER_SECOND;
}

function cellMeans({ times, values }: Selection, from: Micros, step: Micros, cells: number): Float64Array {
  const sums = new Float64Array(cells);
  const counts = new Uint32Array(cells);
  for (let i = 0; i < times.length; i++) {
    const cell = Math.floor((times[i]! - from) / step);
    if (cell < 0 || cell >= cells) continue;
    sums[cell] = sums[cell]! + values[i]!;
    counts[cell] = counts[cell]! + 1;
  }
  for (let cell = 0; cell < cells; cell++) sums[cell] = sums[cell]! / counts[cell]!;
  return sums;
}

/** The same in cells of `factor` times the length. */
export function coarser(cells: Float64Array, factor: number): Float64Array {
  if (factor === 1) return cells;
  const means = new Float64Array(Math.ceil(cells.length / factor));
  for (let cell = 0; cell < means.length; cell++) {
    let sum = 0;
    let n = 0;
    for (let i = cell * factor; i < Math.min(cells.length, (cell + 1) * factor); i++) {
      if (Number.isNaN(cells[i]!)) continue;
      sum += cells[i]!;
      n += 1;
    }
    means[cell] = sum / n;
  }
  return means;
}

/** How many cells hold a value. */
export function filledCells(cells: Float64Array): number {
  let filled = 0;
  for (let i = 0; i < cells.length; i++) if (!Number.isNaN(cells[i]!)) filled += 1;
  return filled;
}
