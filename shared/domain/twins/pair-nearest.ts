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
  const lastGround = groundTimes.length - 1;
  const lastFlight = most === 0 ? -1 : flightTimes.length - 1;
  let pairs = 0;
  let j = 0;
  // One loop without calls: it sees every sample of an experiment.
  for (let i = 0; i <= lastFlight; i++) {
    const at = flightTimes[i]!;
    let after = at - groundTimes[j]!;
    while (j < lastGround) {
      const before = groundTimes[j + 1]! - at;
      if (before >= after) break;
      j++;
      after = -before;
    }
    const apart = Math.abs(after);
    if (apart > toleranceMicros) continue;
    const near = groundTimes[j]!;
    if (i > 0) {
      const earlier = near - flightTimes[i - 1]!;
      if (Math.abs(earlier) < apart) continue;
      const isMidway = j < lastGround && groundTimes[j + 1]! - at === apart;
      if (earlier === apart && !isMidway) continue;
    }
    if (i < lastFlight) {
      const later = flightTimes[i + 1]!;
      if (Math.abs(later - near) < apart) continue;
      const isMidway = j < lastGround && groundTimes[j + 1]! - later === apart;
      if (later - near === apart && isMidway) continue;
    }
    flight[pairs] = i;
    ground[pairs] = j;
    pairs++;
  }
  return { flight: flight.subarray(0, pairs), ground: ground.subarray(0, pairs) };
}
