import type { Micros } from '../time.ts';
import { NUMBERS_PER_STRETCH, type PairStretches, withStretch } from './pair-stretches.ts';

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
 * A pair stands side by side among all samples in the order of time: a sample between the two would be nearer to
 * one of them. So it is enough to merge both series and look at what meets; of two that are no pair the earlier has
 * met all that it could pair with.
 *
 * @param flightTimes strictly ascending.
 * @param groundTimes strictly ascending, on the flight's axis.
 */
export function pairNearest(
  flightTimes: Float64Array,
  groundTimes: Float64Array,
  toleranceMicros: Micros,
): PairStretches {
  const merge: Merge = {
    flight: flightTimes,
    ground: groundTimes,
    toleranceMicros,
    room: new Uint32Array(NUMBERS_PER_STRETCH * Math.min(flightTimes.length, LONGEST_RUN)),
    i: 0,
    j: 0,
  };
  const pairs: Uint32Array[] = [];
  while (merge.i < flightTimes.length - 1 && merge.j < groundTimes.length - 1) pairs.push(pairRun(merge));
  pairs.push(pairEnd(merge));
  return pairs;
}

/** Two series being merged. */
interface Merge {
  readonly flight: Float64Array;
  readonly ground: Float64Array;
  readonly toleranceMicros: Micros;
  /** For the stretches of one run. */
  readonly room: Uint32Array;
  /** The earliest flight and ground sample that are not settled yet. */
  i: number;
  j: number;
}

/**
 * How far one call of `pairRun` goes. A loop that is entered once for millions of samples is compiled in its midst,
 * and such code keeps its times as objects: three times slower. The next call enters code compiled as a whole.
 */
const LONGEST_RUN = 4096;

/**
 * Settles samples from i and j on and gives the stretches of their pairs; the last one of each series it leaves to `pairEnd`, so that the samples met have
 * successors. Nearly all are lone pairs, passed many at once; who is nearest is asked only where there is a third.
 */
function pairRun(merge: Merge): Uint32Array {
  const { flight, ground, toleranceMicros, room } = merge;
  let { i, j } = merge;
  const flightEnd = Math.min(flight.length - 1, i + LONGEST_RUN);
  const groundEnd = Math.min(ground.length - 1, j + LONGEST_RUN);
  let used = 0;
  // Where the stretch begins that ends before i and j.
  let first = i;
  // As far as is known; it stays so over lone pairs, and over samples that nothing is within the tolerance of.
  let isClear = false;
  while (i < flightEnd && j < groundEnd) {
    const f = flight[i]!;
    const g = ground[j]!;
    let found = 0;
    if (f - g <= toleranceMicros && g - f <= toleranceMicros) {
      isClear ||= isClearBefore(merge, i, j);
      if (isClear) found = lonePairs(merge, i, j, Math.min(flightEnd, i + groundEnd - j));
      isClear = found > 0;
      if (!isClear && arePair(merge, i, j)) found = 1;
    }
    if (found > 0) {
      i += found;
      j += found;
    } else {
      used = withStretch(room, used, first, j - (i - first), i - first);
      if (f > g) j++;
      else i++;
      first = i;
    }
  }
  used = withStretch(room, used, first, j - (i - first), i - first);
  merge.i = i;
  merge.j = j;
  return room.slice(0, used);
}

/**
 * How many pairs stand side by side from samples i and j on, up to flight sample `end`, with no third sample within
 * the tolerance of either of a pair: nothing can be nearer, and no tie is possible. Samples i and j must be within
 * the tolerance and clear before. This loop sees every sample of an experiment: it keeps their times at hand and
 * reads each once; `| 0` spares it the question whether an index has left 32 bits.
 */
function lonePairs({ flight, ground, toleranceMicros }: Merge, i: number, j: number, end: number): number {
  const shift = j - i;
  let f = flight[i]!;
  let g = ground[j]!;
  let k = i;
  do {
    const next = (k + 1) | 0;
    const nextFlight = flight[next]!;
    const nextGround = ground[(next + shift) | 0]!;
    if (nextFlight - g <= toleranceMicros || nextGround - f <= toleranceMicros) break;
    f = nextFlight;
    g = nextGround;
    k = next;
  } while (k < end && f - g <= toleranceMicros && g - f <= toleranceMicros);
  return k - i;
}

/** Whether neither of samples i and j is within the tolerance of the other series' sample before. */
function isClearBefore({ flight, ground, toleranceMicros }: Merge, i: number, j: number): boolean {
  if (i > 0 && ground[j]! - flight[i - 1]! <= toleranceMicros) return false;
  return j === 0 || flight[i]! - ground[j - 1]! > toleranceMicros;
}

/** Settles what is left once either series has come to its last sample: there is room for one pair. */
function pairEnd(merge: Merge): Uint32Array {
  const { flight, ground } = merge;
  let { i, j } = merge;
  while (i < flight.length && j < ground.length) {
    if (arePair(merge, i, j)) return Uint32Array.of(i, j, 1);
    if (flight[i]! > ground[j]!) j++;
    else i++;
  }
  return new Uint32Array();
}

/** Infinities as constants: looking them up on `Number`, seldom as it happens, makes the compiler start over. */
const BEFORE_ALL = Number.NEGATIVE_INFINITY;
const AFTER_ALL = Number.POSITIVE_INFINITY;

/** Whether samples i and j are each other's nearest within the tolerance, ties resolved as above. */
function arePair({ flight, ground, toleranceMicros }: Merge, i: number, j: number): boolean {
  const f = flight[i]!;
  const g = ground[j]!;
  if (f - g > toleranceMicros || g - f > toleranceMicros) return false;
  const nextGround = j + 1 < ground.length ? ground[j + 1]! : AFTER_ALL;
  if (f > g) {
    const flightBefore = i > 0 ? flight[i - 1]! : BEFORE_ALL;
    const isMidway = nextGround - f === f - g;
    return nextGround - f >= f - g && (g - flightBefore > f - g || (g - flightBefore === f - g && isMidway));
  }
  const groundBefore = j > 0 ? ground[j - 1]! : BEFORE_ALL;
  const nextFlight = i + 1 < flight.length ? flight[i + 1]! : AFTER_ALL;
  const goesToNext = nextFlight - g === g - f && nextGround - nextFlight === nextFlight - g;
  return f - groundBefore > g - f && nextFlight - g >= g - f && !goesToNext;
}
