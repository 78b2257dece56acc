/** Whether a record begins with the settling of its own filter, which no cell ever felt. */
import type { Accelerations } from './acceleration.ts';
import { magnitudes } from './g-summary.ts';

export interface FilterStart {
  /** So long after its beginning the record is the filter's, not the station's. */
  readonly seconds: number;
  /** Length of the vector without the mean of the whole record, in g: within the start, and after it. */
  readonly peak: number;
  readonly peakAfter: number;
  readonly message: string;
}

/** A low-pass filter has settled after about two periods of its cut-off. */
const PERIODS = 2;
/** How many times higher the start rises than anything later. */
const LEAST_FACTOR = 2;

/**
 * Null where the record rises no higher at its beginning than later. A real shock within the first two periods of the
 * cut-off is flagged too: nothing in the record tells both apart.
 */
export function filterStart(record: Accelerations, cutoffHz: number): FilterStart | null {
  const seconds = PERIODS / cutoffHz;
  const { x, y, z } = record;
  const mean = (axis: Float32Array) => axis.reduce((sum, g) => sum + g, 0) / axis.length;
  const left = magnitudes(record, { x: mean(x), y: mean(y), z: mean(z) });
  const from = record.seconds[0]!;
  const most = (isIn: (at: number) => boolean) =>
    left.reduce((best, length, i) => (isIn(record.seconds[i]! - from) ? Math.max(best, length) : best), 0);
  const [peak, peakAfter] = [most((at) => at < seconds), most((at) => at >= seconds)];
  // Of a record that ends within its start, or never moves, nothing is known.
  const isLonger = record.seconds.at(-1)! - from >= seconds;
  if (!isLonger || peak === 0 || peak < LEAST_FACTOR * peakAfter) return null;
  const message = `the first ${seconds.toFixed(2)} s rise to ${micro(peak)} and nothing later above ${micro(peakAfter)}: that is how the ${cutoffHz} Hz filter settles, and no acceleration of the station`;
  return { seconds, peak, peakAfter, message };
}

const micro = (g: number) => `${Number((g * 1e6).toPrecision(3))} µg`;
