/**
 * The merged view of a bucket: what all visible segments say together, whatever order they came in. One sample a key
 * wins, by source rank and then by content; the others are kept as losing (docs/design.md#duplicates-and-conflicts).
 * A sample whose row was not ended gives way to any other: it is no conflict, and nothing is left of it.
 */
import { endingOf } from '../telemetry/flags.ts';
import type { Series } from '../telemetry/series.ts';
import {
  areInTurn,
  compareContent,
  endOfKey,
  gather,
  orderOf,
  type Part,
  partsBySeries,
  type RankedFrame,
  type Samples,
  sameContent,
} from './samples.ts';
import { SharedArrays } from './shared-arrays.ts';

/**
 * Merges frames, in any order, to series sorted by name. Their arrays may be those of a frame; series that stand in the
 * same frames share their times, and flags that are all alike.
 */
export function mergeFrames(frames: readonly RankedFrame[]): Series[] {
  const byTime = [...frames].sort((a, b) => (a.frame.times[0] ?? 0) - (b.frame.times[0] ?? 0));
  const shared = new SharedArrays();
  return Array.from(partsBySeries(byTime), ([series, parts]) => mergeParts(series, parts, shared));
}

const NOTHING = { times: new Float64Array(0), values: new Float64Array(0), flags: new Uint8Array(0) };

function mergeParts(series: string, parts: readonly Part[], shared: SharedArrays): Series {
  const samples = gather(parts, shared);
  const { times, values, flags } = samples;
  if (areInTurn(parts)) return { series, times, values, flags, losing: NOTHING };
  const order = orderOf(samples, 'rank-then-content');
  const winning = new Uint32Array(order.length);
  const losing: number[] = [];
  let keys = 0;
  for (let from = 0; from < order.length; ) {
    const to = endOfKey(times, order, from);
    winning[keys++] = order[from]!;
    if (to - from > 1) losing.push(...losersOf(samples, order.subarray(from, to)));
    from = to;
  }
  return { series, ...pick(samples, winning.subarray(0, keys)), losing: pick(samples, losing) };
}

/** Of the samples of one key, the winner first, each other content once. Their source's rank is not part of what they say. */
function losersOf(samples: Samples, [winner, ...others]: Uint32Array): number[] {
  const { values, flags } = samples;
  const byContent = others.sort((a, b) => compareContent(values[a]!, flags[a]!, values[b]!, flags[b]!));
  return byContent.filter(
    (index, i) =>
      endingOf(flags[index]!) === 'ENDED' &&
      !sameContent(samples, winner!, samples, index) &&
      (i === 0 || !sameContent(samples, byContent[i - 1]!, samples, index)),
  );
}

function pick({ times, values, flags }: Samples, indices: Uint32Array | readonly number[]) {
  const { length } = indices;
  const picked = {
    times: new Float64Array(length),
    values: new Float64Array(length),
    flags: new Uint8Array(length),
  };
  for (let i = 0; i < length; i++) {
    const index = indices[i]!;
    picked.times[i] = times[index]!;
    picked.values[i] = values[index]!;
    picked.flags[i] = flags[index]!;
  }
  return picked;
}
