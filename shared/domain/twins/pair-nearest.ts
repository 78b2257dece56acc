import type { Micros } from '../time.ts';

/** Indices of paired samples, ascending: flight[k] goes with ground[k]. */
export interface IndexPairs {
  readonly flight: Uint32Array;
  readonly ground: Uint32Array;
}

/**
 * Whether a sample of a range is paired, and with what, is settled by the samples up to this many tolerances
 * beyond it.
 */
export const PAIRING_MARGIN = 3;

/**
 * Pairs what is mutually nearest: a flight and a ground sample each of which is the other's nearest, no farther
 * apart than the tolerance. Each sample is used once at most.
 *
 * Of two equally near samples the earlier is the nearest; but a ground sample midway between two flight samples
 * takes the later one where that stands itself midway between it and the next ground sample. Two series half a
 * period apart consist of nothing but such ties: with "the earlier" on both sides, every sample would want the one
 * before it and none would be wanted back.
 *
 * @param flightTimes strictly ascending.
 * @param groundTimes strictly ascending, on the flight's axis.
 */
export function pairNearest(
  flightTimes: Float64Array,
  groundTimes: Float64Array,
  toleranceMicros: Micros,
): IndexPairs {
  const most = Math.min(flightTimes.length, groundTimes.length);
  const pairs = { flight: new Uint32Array(most), ground: new Uint32Array(most) };
  let at: Reached = { ground: 0, pairs: 0 };
  for (let from = 0; most > 0 && from < flightTimes.length; from += BLOCK) {
    const to = Math.min(from + BLOCK, flightTimes.length);
    at = pairBlock(flightTimes, groundTimes, toleranceMicros, { from, to }, at, pairs);
  }
  return { flight: pairs.flight.subarray(0, at.pairs), ground: pairs.ground.subarray(0, at.pairs) };
}

interface Reached {
  /** Index of the ground sample nearest to the flight sample before. */
  readonly ground: number;
  readonly pairs: number;
}

/** A function that runs once over all samples is compiled in its midst, to code half as fast as one called often. */
const BLOCK = 8192;

/** Pairs the flight samples of a block. One loop without calls: it sees every sample of an experiment. */
function pairBlock(
  flightTimes: Float64Array,
  groundTimes: Float64Array,
  tolerance: Micros,
  { from, to }: { readonly from: number; readonly to: number },
  reached: Reached,
  { flight, ground }: IndexPairs,
): Reached {
  const lastFlight = flightTimes.length - 1;
  const lastGround = groundTimes.length - 1;
  let j = reached.ground;
  let pairs = reached.pairs;
  let before = from > 0 ? flightTimes[from - 1]! : Number.NEGATIVE_INFINITY;
  let at = flightTimes[from]!;
  let near = groundTimes[j]!;
  let next = j < lastGround ? groundTimes[j + 1]! : Number.POSITIVE_INFINITY;
  for (let i = from; i < to; i++) {
    const after = i < lastFlight ? flightTimes[i + 1]! : Number.POSITIVE_INFINITY;
    while (next - at < at - near) {
      j++;
      near = next;
      next = j < lastGround ? groundTimes[j + 1]! : Number.POSITIVE_INFINITY;
    }
    const apart = Math.abs(at - near);
    const earlier = Math.abs(near - before);
    const later = Math.abs(after - near);
    // The ground sample wants this one: both neighbours are farther, or as far and it is the tie's (see above).
    const isNearest =
      (earlier > apart || (earlier === apart && near > before && next - at === apart)) &&
      (later > apart || (later === apart && !(after > near && next - after === apart)));
    if (apart <= tolerance && isNearest) {
      flight[pairs] = i;
      ground[pairs] = j;
      pairs++;
    }
    before = at;
    at = after;
  }
  return { ground: j, pairs };
}
