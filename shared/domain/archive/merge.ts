/**
 * The merged view of a bucket: what all visible segments say together, whatever order they came in.
 * One sample a key wins, by source rank and then by content; the others are kept as losing (DESIGN section 6).
 */
import type { Series } from '../telemetry/series.ts';
import {
  gather,
  isStrictlyAscending,
  orderOf,
  type RankedFrame,
  type Samples,
  sameContent,
  seriesIn,
} from './samples.ts';

/** Merges frames, in any order, to series sorted by name. */
export function mergeFrames(frames: readonly RankedFrame[]): Series[] {
  const byTime = [...frames].sort((a, b) => (a.frame.times[0] ?? 0) - (b.frame.times[0] ?? 0));
  return seriesIn(frames).map((series) => mergeSamples(series, gather(byTime, series)));
}

const NOTHING = { times: new Float64Array(0), values: new Float64Array(0), flags: new Uint8Array(0) };

function mergeSamples(series: string, samples: Samples): Series {
  if (isStrictlyAscending(samples.times)) {
    return { series, times: samples.times, values: samples.values, flags: samples.flags, losing: NOTHING };
  }
  const order = orderOf(samples, 'rank-then-content');
  const winning: number[] = [];
  const losing: number[] = [];
  let firstOfKey = 0;
  for (const index of order) {
    const winner = winning[winning.length - 1];
    if (winner === undefined || samples.times[winner] !== samples.times[index]) {
      winning.push(index);
      firstOfKey = losing.length;
    } else if (!sameContent(samples, winner, samples, index) && !holds(samples, losing, firstOfKey, index)) {
      losing.push(index);
    }
  }
  return { series, ...pick(samples, winning), losing: pick(samples, sortedByContent(samples, losing)) };
}

/** Whether the key's losing samples (from `start` on) already hold this content. */
function holds(samples: Samples, losing: readonly number[], start: number, index: number): boolean {
  for (let i = start; i < losing.length; i++)
    if (sameContent(samples, losing[i]!, samples, index)) return true;
  return false;
}

/** Losing samples are ordered by content alone: their source's rank is not part of what they say. */
function sortedByContent(samples: Samples, indices: readonly number[]): number[] {
  if (indices.length < 2) return [...indices];
  const place = new Map<number, number>();
  orderOf(samples, 'content').forEach((index, position) => {
    place.set(index, position);
  });
  return [...indices].sort((a, b) => place.get(a)! - place.get(b)!);
}

function pick(samples: Samples, indices: readonly number[]) {
  return {
    times: Float64Array.from(indices, (i) => samples.times[i]!),
    values: Float64Array.from(indices, (i) => samples.values[i]!),
    flags: Uint8Array.from(indices, (i) => samples.flags[i]!),
  };
}
