import type { Micros } from '../time.ts';

/** In the place of a partner's index: the sample has none. */
export const NO_PARTNER = -1;

/**
 * Whether a sample of a range is paired, and with what, is settled by the samples up to this many tolerances
 * beyond it.
 */
export const PAIRING_MARGIN = 3;

/**
 * Pairs what is mutually nearest: a flight and a ground sample each of which is the other's nearest, no farther
 * apart than the tolerance. Each sample is used once at most. Gives the index of each flight sample's partner, or
 * `NO_PARTNER`; the indices ascend.
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
): Int32Array {
  const partners = new Int32Array(flightTimes.length);
  const merge: Merge = { flight: flightTimes, ground: groundTimes, toleranceMicros, partners, i: 0, j: 0 };
  while (merge.i < flightTimes.length - 1 && merge.j < groundTimes.length - 1) pairRun(merge);
  pairEnd(merge);
  return partners.fill(NO_PARTNER, merge.i);
}

/** Two series being merged. */
interface Merge {
  readonly flight: Float64Array;
  readonly ground: Float64Array;
  readonly toleranceMicros: Micros;
  /** Settled for the flight samples before `i`. */
  readonly partners: Int32Array;
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
 * Settles samples from i and j on; the last one of each series it leaves to `pairEnd`, so that the samples met have
 * successors. Two within the tolerance, with no third within the tolerance of either, are a pair: nothing can be nearer,
 * and no tie is possible. Nearly all are, so that nothing else is asked but where there is a third. This loop sees
 * every sample of an experiment: it keeps their times at hand and reads each once.
 */
function pairRun(merge: Merge): void {
  const { flight, ground, toleranceMicros, partners } = merge;
  let { i, j } = merge;
  const flightEnd = Math.min(flight.length - 1, i + LONGEST_RUN);
  const groundEnd = Math.min(ground.length - 1, j + LONGEST_RUN);
  let f = flight[i]!;
  let g = ground[j]!;
  let isClear = isClearBefore(merge, i, j);
  while (i < flightEnd && j < groundEnd) {
    const nextFlight = flight[i + 1]!;
    const nextGround = ground[j + 1]!;
    if (f - g > toleranceMicros) {
      j++;
      g = nextGround;
    } else if (g - f > toleranceMicros) {
      partners[i++] = NO_PARTNER;
      f = nextFlight;
    } else if (isClear && nextFlight - g > toleranceMicros && nextGround - f > toleranceMicros) {
      partners[i++] = j++;
      f = nextFlight;
      g = nextGround;
    } else {
      if (arePair(merge, i, j)) partners[i++] = j++;
      else if (f > g) j++;
      else partners[i++] = NO_PARTNER;
      f = flight[i]!;
      g = ground[j]!;
      isClear = isClearBefore(merge, i, j);
    }
  }
  merge.i = i;
  merge.j = j;
}

/**
 * Whether neither of samples i and j is within the tolerance of the other series' sample before. It stays so over all
 * that `pairRun` settles without asking `arePair`.
 */
function isClearBefore({ flight, ground, toleranceMicros }: Merge, i: number, j: number): boolean {
  if (i > 0 && ground[j]! - flight[i - 1]! <= toleranceMicros) return false;
  return j === 0 || flight[i]! - ground[j - 1]! > toleranceMicros;
}

/** Settles what is left once either series has come to its last sample. */
function pairEnd(merge: Merge): void {
  const { flight, ground, partners } = merge;
  let { i, j } = merge;
  while (i < flight.length && j < ground.length) {
    if (arePair(merge, i, j)) partners[i++] = j++;
    else if (flight[i]! > ground[j]!) j++;
    else partners[i++] = NO_PARTNER;
  }
  merge.i = i;
  merge.j = j;
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
