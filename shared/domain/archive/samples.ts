/**
 * Samples of one series as parallel arrays, and the order that everything about conflicts rests on:
 * by time (the key), then by content (value, flags). Arrival is not part of it.
 */
import { flagsAt } from '../telemetry/flags.ts';
import type { Frame } from '../telemetry/frame.ts';

export interface Samples {
  readonly times: Float64Array;
  readonly values: Float64Array;
  readonly flags: Uint8Array;
  /** Rank of the source each sample came from; the lower wins. */
  readonly ranks: Float64Array;
}

export interface RankedFrame {
  readonly frame: Frame;
  readonly rank: number;
}

/** Names of all series in the frames, sorted. */
export function seriesIn(frames: readonly RankedFrame[]): string[] {
  const names = new Set<string>();
  for (const { frame } of frames) for (const column of frame.columns) names.add(column.series);
  return [...names].sort();
}

/** All samples of a series in the frames, in the order given; cells that hold none (NaN) are left out. */
export function gather(frames: readonly RankedFrame[], series: string): Samples {
  const parts = frames.flatMap(({ frame, rank }) =>
    frame.columns
      .filter((column) => column.series === series)
      .map((column) => ({ times: frame.times, values: column.values, flags: column.flags, rank })),
  );
  let capacity = 0;
  for (const part of parts) capacity += part.times.length;
  const times = new Float64Array(capacity);
  const values = new Float64Array(capacity);
  const flags = new Uint8Array(capacity);
  const ranks = new Float64Array(capacity);
  let n = 0;
  for (const part of parts) {
    for (let i = 0; i < part.times.length; i++) {
      const value = part.values[i]!;
      if (Number.isNaN(value)) continue;
      times[n] = part.times[i]!;
      values[n] = value;
      flags[n] = flagsAt(part.flags, i);
      ranks[n] = part.rank;
      n++;
    }
  }
  return {
    times: times.subarray(0, n),
    values: values.subarray(0, n),
    flags: flags.subarray(0, n),
    ranks: ranks.subarray(0, n),
  };
}

/** True where times ascend strictly: no two samples share a key. */
export function isStrictlyAscending(times: Float64Array): boolean {
  for (let i = 1; i < times.length; i++) if (times[i]! <= times[i - 1]!) return false;
  return true;
}

/** Indices of the samples by time, then rank (if asked), then content. */
export function orderOf(samples: Samples, by: 'rank-then-content' | 'content'): Uint32Array {
  const { times, values, flags, ranks } = samples;
  const order = Uint32Array.from(times, (_, i) => i);
  return order.sort((a, b) => {
    const byTime = times[a]! - times[b]!;
    if (byTime !== 0) return byTime;
    const byRank = by === 'content' ? 0 : ranks[a]! - ranks[b]!;
    if (byRank !== 0) return byRank;
    return compareContent(values[a]!, flags[a]!, values[b]!, flags[b]!);
  });
}

/** Equal value, bit for bit (0 is not -0), and equal flags. */
export function sameContent(a: Samples, i: number, b: Samples, j: number): boolean {
  return Object.is(a.values[i], b.values[j]) && a.flags[i] === b.flags[j];
}

/** By value, then by flags; 0 for the same content only. */
export function compareContent(value: number, flags: number, otherValue: number, otherFlags: number): number {
  return compareValues(value, otherValue) || flags - otherFlags;
}

/** Numeric order with -0 before 0, so that different bits never compare equal. */
function compareValues(a: number, b: number): number {
  if (a !== b) return a < b ? -1 : 1;
  if (a !== 0) return 0;
  return Number(Object.is(a, 0)) - Number(Object.is(b, 0));
}
