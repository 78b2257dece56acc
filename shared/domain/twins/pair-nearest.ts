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
  let i = 0;
  let j = 0;
  while (i < flightTimes.length && j < groundTimes.length) {
    const paired = pairRun(flightTimes, groundTimes, toleranceMicros, i, j, partners);
    i += paired;
    j += paired;
    if (arePair(flightTimes, groundTimes, toleranceMicros, i, j)) partners[i++] = j++;
    else if (flightTimes[i]! > groundTimes[j]!) j++;
    else partners[i++] = NO_PARTNER;
    const groundFrom = (flightTimes[i] ?? AFTER_ALL) - toleranceMicros;
    while (j < groundTimes.length && groundTimes[j]! < groundFrom) j++;
    const flightFrom = (groundTimes[j] ?? AFTER_ALL) - toleranceMicros;
    while (i < flightTimes.length && flightTimes[i]! < flightFrom) partners[i++] = NO_PARTNER;
  }
  return partners.fill(NO_PARTNER, i);
}

/** A function that is called once for millions of samples is compiled in its midst, to slower code. */
const LONGEST_RUN = 4096;

/**
 * Pairs the samples from i and j on, one with one, as long as each pair stands clear: no other sample is as near to
 * either of the two. Gives how many pairs that are. This loop sees every sample of an experiment: it reads each once,
 * and its comparisons come out the same for all pairs of a run, whichever of the two is the earlier.
 */
function pairRun(
  flight: Float64Array,
  ground: Float64Array,
  tolerance: Micros,
  i: number,
  j: number,
  partners: Int32Array,
): number {
  if (i === 0 || j === 0) return 0;
  const longest = Math.max(0, Math.min(LONGEST_RUN, flight.length - 1 - i, ground.length - 1 - j));
  let f = flight[i]!;
  let g = ground[j]!;
  let flightBack = f - ground[j - 1]!;
  let groundBack = g - flight[i - 1]!;
  for (let n = 0; n < longest; n++) {
    const nextFlight = flight[i + n + 1]!;
    const nextGround = ground[j + n + 1]!;
    const later = f - g;
    const earlier = g - f;
    const flightAhead = nextFlight - g;
    const groundAhead = nextGround - f;
    const isClear =
      later <= tolerance &&
      earlier <= tolerance &&
      later < groundBack &&
      later < groundAhead &&
      earlier < flightBack &&
      earlier < flightAhead;
    if (!isClear) return n;
    partners[i + n] = j + n;
    flightBack = flightAhead;
    groundBack = groundAhead;
    f = nextFlight;
    g = nextGround;
  }
  return longest;
}

/** Infinities as constants: looking them up on `Number`, seldom as it happens, makes the compiler start over. */
const BEFORE_ALL = Number.NEGATIVE_INFINITY;
const AFTER_ALL = Number.POSITIVE_INFINITY;

/** Whether the two are each other's nearest within the tolerance, ties resolved as above. */
function arePair(
  flight: Float64Array,
  ground: Float64Array,
  tolerance: Micros,
  i: number,
  j: number,
): boolean {
  const f = flight[i]!;
  const g = ground[j]!;
  if (f - g > tolerance || g - f > tolerance) return false;
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
