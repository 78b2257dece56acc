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
  const rollup = new RollupInParts(windowSeconds);
  rollup.add(samples);
  return rollup.finish();
}

/** The last window so far; more of it may come. */
interface OpenWindow {
  readonly index: number;
  n: number;
  sum: number;
  /** The same of the values times 2^-64: where the sum itself is beyond a double, the mean is not. */
  scaledSum: number;
  min: number;
  max: number;
  worst: number;
}
const SCALE = 2 ** -64;

/** A rollup of samples that come part by part, in order of time: equal to that of all at once, to the last bit. */
export class RollupInParts {
  readonly #rollup: Rollup;
  #open: OpenWindow | null = null;

  constructor(windowSeconds: Seconds) {
    this.#rollup = { windowSeconds, index: [], n: [], min: [], mean: [], max: [], worst: [] };
  }

  add(samples: Selection): void {
    const { times } = samples;
    const length = this.#rollup.windowSeconds * MICROS_PER_SECOND;
    for (let begin = 0, end = 0; begin < times.length; begin = end) {
      const index = Math.floor(times[begin]! / length);
      const windowEnd = (index + 1) * length;
      while (end < times.length && times[end]! < windowEnd) end += 1;
      if (this.#open?.index !== index) this.#close();
      this.#open = extended(this.#open ?? emptyWindow(index), samples, begin, end);
    }
  }

  finish(): Rollup {
    this.#close();
    return this.#rollup;
  }

  #close(): void {
    if (this.#open === null) return;
    const { index, n, sum, scaledSum, min, max, worst } = this.#open;
    this.#open = null;
    this.#rollup.index.push(index);
    this.#rollup.n.push(n);
    this.#rollup.min.push(min);
    this.#rollup.mean.push(between(min, Number.isFinite(sum) ? sum / n : scaledSum / n / SCALE, max));
    this.#rollup.max.push(max);
    this.#rollup.worst.push(worst);
  }
}

function emptyWindow(index: number): OpenWindow {
  const [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  return { index, n: 0, sum: 0, scaledSum: 0, min, max, worst: 0 };
}

/** The window with the samples from `begin` up to `end`, of which there is at least one. */
function extended(window: OpenWindow, samples: Selection, begin: number, end: number): OpenWindow {
  const { values, flags } = samples;
  let { sum, scaledSum, min, max, worst } = window;
  for (let i = begin; i < end; i++) {
    const value = values[i]!;
    sum += value;
    scaledSum += value * SCALE;
    if (value < min) min = value;
    if (value > max) max = value;
    const quality = BADNESS[flags[i]!]!;
    if (quality > worst) worst = quality;
  }
  return { index: window.index, n: window.n + end - begin, sum, scaledSum, min, max, worst };
}

/** A mean lies between the least and the greatest value; rounding alone puts it outside. */
export function between(min: number, mean: number, max: number): number {
  return Math.min(Math.max(mean, min), max);
}
