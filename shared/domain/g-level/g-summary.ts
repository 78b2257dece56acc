/** What a record of accelerations says: how much, how steadily, how shaken, and for how long above what. */
import type { Accelerations } from './acceleration.ts';

export interface GVector {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

export interface GSummary {
  readonly records: number;
  /** In g, per axis: of a sensor in orbit mostly its bias. */
  readonly mean: GVector;
  /** Standard deviation per axis, n − 1. */
  readonly sd: GVector;
  /** Mean of the vector's length, bias included. */
  readonly meanMagnitude: number;
  /** Root of the mean square of what is left of the vector without its mean over 100 s. */
  readonly rms: number;
  /** Records that the RMS is of; 0 where no window holds ten, and it is around the mean of the whole record. */
  readonly shaken: number;
  /** Length of the vector without its mean, where it is largest. */
  readonly peak: { readonly g: number; readonly seconds: number };
  /** Below 0.01 Hz; null where the record is shorter than one window. */
  readonly quasiSteady: QuasiSteady | null;
  readonly above: readonly MinutesAbove[];
  /** Of which the record tells: gaps are not counted. */
  readonly minutes: number;
}

export interface QuasiSteady {
  readonly windows: number;
  /** Length of the mean vector of a window: least, mean and largest over the windows. */
  readonly least: number;
  readonly mean: number;
  readonly most: number;
}

export interface MinutesAbove {
  readonly g: number;
  /** In which the vector's length, bias included, was above. */
  readonly minutes: number;
}

/** 1 / 0.01 Hz: a mean over so long keeps what is slower, which microgravity science calls quasi-steady (NASA SSP 57003). */
export const QUASI_STEADY_SECONDS = 100;
/** A window of which more is missing says nothing. */
const LEAST_FILLED = 0.9;
/** So many records make the mean of a window; with fewer, what they hold of vibrations does not cancel. */
export const LEAST_OF_A_WINDOW = 10;
/** Records come a little early or late; a longer step is a gap. */
const MOST_PERIODS = 1.5;
const SECONDS_PER_MINUTE = 60;

/**
 * @param periodSeconds between two records: a step of more than 1.5 of them is a gap, of which one period is counted
 * @param thresholds in g
 */
export function summariseG(
  record: Accelerations,
  periodSeconds: number,
  thresholds: readonly number[],
): GSummary {
  const { seconds } = record;
  const mean = meanOf(record, 0, seconds.length);
  const lengths = magnitudes(record, { x: 0, y: 0, z: 0 });
  const left = magnitudes(record, mean);
  const peakAt = left.reduce((best, length, i) => (length > left[best]! ? i : best), 0);
  const spans = spansOf(seconds, periodSeconds);
  const windows = windowsOf(seconds);
  return {
    ...{ records: seconds.length, mean, sd: sdOf(record, mean) },
    meanMagnitude: lengths.reduce((sum, length) => sum + length, 0) / lengths.length,
    ...shakenIn(record, windows),
    peak: { g: left[peakAt]!, seconds: seconds[peakAt]! },
    quasiSteady: quasiSteady(record, windows, periodSeconds),
    above: thresholds.map((g) => ({ g, minutes: minutesWhere(spans, (i) => lengths[i]! > g) })),
    minutes: minutesWhere(spans, () => true),
  };
}

/** The length of each vector, once the other one is taken off. */
export function magnitudes({ x, y, z }: Accelerations, off: GVector): Float64Array {
  const lengths = new Float64Array(x.length);
  // Not Math.hypot, which takes ten times as long: no g-level comes near what a double cannot hold squared.
  for (let i = 0; i < lengths.length; i++)
    lengths[i] = Math.sqrt((x[i]! - off.x) ** 2 + (y[i]! - off.y) ** 2 + (z[i]! - off.z) ** 2);
  return lengths;
}

type Vectors = Pick<Accelerations, 'x' | 'y' | 'z'>;

function meanOf({ x, y, z }: Vectors, from: number, to: number): GVector {
  const mean = (axis: Float32Array) => axis.subarray(from, to).reduce((sum, g) => sum + g, 0) / (to - from);
  return { x: mean(x), y: mean(y), z: mean(z) };
}

function sdOf({ x, y, z }: Accelerations, mean: GVector): GVector {
  const sd = (axis: Float32Array, around: number) =>
    Math.sqrt(axis.reduce((sum, g) => sum + (g - around) ** 2, 0) / (axis.length - 1));
  return { x: sd(x, mean.x), y: sd(y, mean.y), z: sd(z, mean.z) };
}

/** How long each record stands for: up to the next one, or for a period where that is missing. */
export function spansOf(times: Float64Array, period: number): Float64Array {
  return times.map((at, i) => {
    const step = (times[i + 1] ?? Infinity) - at;
    return step <= MOST_PERIODS * period ? step : period;
  });
}

function minutesWhere(spans: Float64Array, isIn: (record: number) => boolean): number {
  return spans.reduce((sum, span, i) => sum + (isIn(i) ? span : 0), 0) / SECONDS_PER_MINUTE;
}

/** Places of records, `to` excluded, in each 100 s in which there are any. */
interface Window {
  readonly from: number;
  readonly to: number;
}

function windowsOf(seconds: Float64Array): Window[] {
  const windows: Window[] = [];
  for (let from = 0; from < seconds.length; ) {
    const end = seconds[from]! + QUASI_STEADY_SECONDS;
    let to = from;
    while (to < seconds.length && seconds[to]! < end) to += 1;
    windows.push({ from, to });
    from = to;
  }
  return windows;
}

/** Around the mean of each window: around that of all, a rotor that starts or stops would count as one that shakes. */
function shakenIn({ x, y, z }: Vectors, windows: readonly Window[]): Pick<GSummary, 'rms' | 'shaken'> {
  const told = windows.filter(({ from, to }) => to - from >= LEAST_OF_A_WINDOW);
  let squares = 0;
  const around = told.length > 0 ? told : [{ from: 0, to: x.length }];
  for (const { from, to } of around) {
    const mean = meanOf({ x, y, z }, from, to);
    for (let i = from; i < to; i++)
      squares += (x[i]! - mean.x) ** 2 + (y[i]! - mean.y) ** 2 + (z[i]! - mean.z) ** 2;
  }
  const counted = (all: readonly Window[]) => all.reduce((sum, { from, to }) => sum + to - from, 0);
  return { rms: Math.sqrt(squares / counted(around)), shaken: counted(told) };
}

function quasiSteady(record: Accelerations, windows: readonly Window[], period: number): QuasiSteady | null {
  const least = (LEAST_FILLED * QUASI_STEADY_SECONDS) / period;
  const lengths = windows
    .filter(({ from, to }) => to - from >= least)
    .map(({ from, to }) => meanOf(record, from, to))
    .map(({ x, y, z }) => Math.hypot(x, y, z));
  if (lengths.length === 0) return null;
  return {
    windows: lengths.length,
    least: lengths.reduce((a, b) => Math.min(a, b)),
    mean: lengths.reduce((a, b) => a + b) / lengths.length,
    most: lengths.reduce((a, b) => Math.max(a, b)),
  };
}
