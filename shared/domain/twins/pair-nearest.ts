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
  const flight = new Uint32Array(most);
  const ground = new Uint32Array(most);
  let pairs = 0;
  let j = 0;
  for (let i = 0; i < flightTimes.length && most > 0; i++) {
    const at = flightTimes[i]!;
    while (j + 1 < groundTimes.length && groundTimes[j + 1]! - at < at - groundTimes[j]!) j++;
    const apart = Math.abs(at - groundTimes[j]!);
    if (apart > toleranceMicros) continue;
    if (wantsAnother(flightTimes, groundTimes, i, j, apart)) continue;
    flight[pairs] = i;
    ground[pairs] = j;
    pairs++;
  }
  return { flight: flight.slice(0, pairs), ground: ground.slice(0, pairs) };
}

/** Whether ground sample j is nearer to a neighbour of flight sample i, whose nearest it is. */
function wantsAnother(
  flightTimes: Float64Array,
  groundTimes: Float64Array,
  i: number,
  j: number,
  apart: Micros,
): boolean {
  const at = groundTimes[j]!;
  if (i > 0) {
    const earlier = Math.abs(at - flightTimes[i - 1]!);
    if (earlier < apart) return true;
    if (earlier === apart && !isMidway(flightTimes[i]!, groundTimes, j, apart)) return true;
  }
  if (i + 1 < flightTimes.length) {
    const later = Math.abs(flightTimes[i + 1]! - at);
    if (later < apart) return true;
    if (later === apart && isMidway(flightTimes[i + 1]!, groundTimes, j, apart)) return true;
  }
  return false;
}

/** Whether a flight time that lies `apart` after ground sample j lies as far before the next one. */
function isMidway(flightTime: Micros, groundTimes: Float64Array, j: number, apart: Micros): boolean {
  return j + 1 < groundTimes.length && groundTimes[j + 1]! - flightTime === apart;
}
