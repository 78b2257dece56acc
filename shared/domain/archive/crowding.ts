/**
 * Whether a downlink falls into time that is full already: its samples lie between samples that are there at the step at
 * which it sends itself, so that the series would have twice the samples that it can have. A clock is wrong then, not
 * the hardware.
 */
import { median } from '../../stats/median.ts';
import type { Micros } from '../time.ts';
import { gather, type Part, partsBySeries, type RankedFrame } from './samples.ts';

export interface Crowding {
  readonly series: string;
  /** Samples of the downlink, and those that are there already between its first and its last. */
  readonly brought: number;
  readonly held: number;
  /** Of those brought, how many lie between two held ones that are a step apart. */
  readonly between: number;
}

/** Two samples that are farther apart, in steps, have room for one between them. */
const FULL = 1.5;

/** @param periodOf the declared period, µs; null of a series that is not declared any more */
export function crowdingOf(
  held: readonly RankedFrame[],
  brought: readonly RankedFrame[],
  periodOf: (series: string) => Micros | null,
): Crowding[] {
  const known = partsBySeries(held);
  return Array.from(partsBySeries(brought), ([series, parts]): Crowding[] => {
    const period = periodOf(series);
    const there = known.get(series);
    if (period === null || there === undefined) return [];
    return [{ series, ...between(timesOf(there), timesOf(parts), period) }];
  }).flat();
}

/** In order of time, each once. */
function timesOf(parts: readonly Part[]): Float64Array {
  const { times } = gather(parts);
  return Float64Array.from(new Set(times.toSorted()));
}

function between(held: Float64Array, brought: Float64Array, period: Micros): Omit<Crowding, 'series'> {
  // Where a period is declared too long, the file shows the true one.
  const step = Math.min(period, medianStep(brought) ?? period);
  const count = { brought: brought.length, held: 0, between: 0 };
  const [first, last] = [brought[0] ?? 0, brought.at(-1) ?? 0];
  for (const time of held) if (time >= first && time <= last) count.held++;
  let k = 0;
  for (const time of brought) {
    while (k < held.length && held[k]! < time) k++;
    const [before, after] = [held[k - 1], held[k]];
    if (before === undefined || after === undefined || after === time) continue;
    if (after - before <= FULL * step) count.between++;
  }
  return count;
}

function medianStep(times: Float64Array): Micros | null {
  return median(Float64Array.from(times.subarray(1), (time, i) => time - times[i]!));
}

/** Fewer prove nothing. */
const LEAST = 10;

/** Half of what it brings, and of what is there, at the least: a hole that is filled, or a few odd samples, are no crowd. */
export function isCrowded({ brought, held, between }: Crowding): boolean {
  return between >= LEAST && 2 * between >= brought && 2 * between >= held;
}

/** Of a series in several buckets. */
export function addCrowding(a: Crowding, b: Crowding): Crowding {
  return {
    ...a,
    brought: a.brought + b.brought,
    held: a.held + b.held,
    between: a.between + b.between,
  };
}
