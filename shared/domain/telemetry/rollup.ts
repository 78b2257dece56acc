/**
 * Rollups: what the samples of equal, epoch-aligned windows come to. Every window's length divides a day, so that
 * none lies in two buckets.
 */
import { MICROS_PER_SECOND, type Seconds } from '../time.ts';
import { QUALITIES, qualityOf } from './flags.ts';
import type { Selection } from './selection.ts';

const MINUTES_A_DAY = 1440;
const MIN_PERIODS = 16;

/** Place in QUALITIES of each flag byte's quality, looked up because it is asked for every sample. */
const BADNESS = Uint8Array.from({ length: 256 }, (_, flags) => QUALITIES.indexOf(qualityOf(flags)));

/** Parallel arrays, an entry for each window that holds a sample, ascending. */
export interface Rollup {
  readonly windowSeconds: Seconds;
  /** The window begins `index` × `windowSeconds` after the epoch. */
  readonly index: number[];
  readonly n: number[];
  readonly min: number[];
  readonly mean: number[];
  readonly max: number[];
  /** The worst quality, as its place in QUALITIES. */
  readonly worst: number[];
}

/**
 * Lengths of the two levels for a period: fine ones of a minute, coarse ones of an hour, and longer where that is
 * fewer than 16 periods (a day at most). A coarse window is a whole number of fine ones.
 */
export function rollupWindows(periodSeconds: Seconds): { readonly fine: Seconds; readonly coarse: Seconds } {
  const fine = divisorOfDay(1, (MIN_PERIODS * periodSeconds) / 60);
  const coarse = divisorOfDay(fine, 60);
  return { fine: fine * 60, coarse: coarse * 60 };
}

/** The least number of minutes that divides a day, is a multiple of `step` and at least `atLeast`; else a day. */
function divisorOfDay(step: number, atLeast: number): number {
  for (let minutes = step; minutes < MINUTES_A_DAY; minutes += step) {
    if (minutes >= atLeast && MINUTES_A_DAY % minutes === 0) return minutes;
  }
  return MINUTES_A_DAY;
}

/** The rollup of samples in order of time over windows of that length. */
export function rollUp(samples: Selection, windowSeconds: Seconds): Rollup {
  const rollup = emptyRollup(windowSeconds);
  const { times } = samples;
  const length = windowSeconds * MICROS_PER_SECOND;
  for (let begin = 0, end = 0; begin < times.length; begin = end) {
    const index = Math.floor(times[begin]! / length);
    const windowEnd = (index + 1) * length;
    while (end < times.length && times[end]! < windowEnd) end += 1;
    appendWindow(rollup, index, samples, begin, end);
  }
  return rollup;
}

function emptyRollup(windowSeconds: Seconds): Rollup {
  return { windowSeconds, index: [], n: [], min: [], mean: [], max: [], worst: [] };
}

/** Appends the window of the samples from `begin` up to `end`, of which there is at least one. */
function appendWindow(rollup: Rollup, index: number, samples: Selection, begin: number, end: number): void {
  const { values, flags } = samples;
  const n = end - begin;
  let sum = 0;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let worst = 0;
  for (let i = begin; i < end; i++) {
    const value = values[i]!;
    sum += value;
    if (value < min) min = value;
    if (value > max) max = value;
    const quality = BADNESS[flags[i]!]!;
    if (quality > worst) worst = quality;
  }
  const mean = between(min, Number.isFinite(sum) ? sum / n : meanOfHuge(values, begin, end), max);
  rollup.index.push(index);
  rollup.n.push(n);
  rollup.min.push(min);
  rollup.mean.push(mean);
  rollup.max.push(max);
  rollup.worst.push(worst);
}

/** The mean where the sum itself is beyond a double. */
function meanOfHuge(values: Float64Array, begin: number, end: number): number {
  let mean = 0;
  for (let i = begin; i < end; i++) mean += values[i]! / (end - begin);
  return mean;
}

/** A mean lies between the least and the greatest value; rounding alone puts it outside. */
export function between(min: number, mean: number, max: number): number {
  return Math.min(Math.max(mean, min), max);
}
