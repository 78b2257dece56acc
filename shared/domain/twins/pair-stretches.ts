/**
 * Pairs of two series, as stretches of neighbours, ascending: flight sample first + k goes with ground sample
 * first + k, for k below the stretch's length. Three numbers a stretch (first flight sample, first ground sample,
 * length), any number of stretches an array. Two series lose few samples, so that a stretch holds many pairs: to
 * write a partner for every sample took memory whose first touch cost a third of the pairing.
 */
export type PairStretches = readonly Uint32Array[];

export const NUMBERS_PER_STRETCH = 3;

/** Writes a stretch into `room` from `used` on, unless it is empty; gives how much of `room` is used now. */
export function withStretch(
  room: Uint32Array,
  used: number,
  flight: number,
  ground: number,
  length: number,
): number {
  if (length === 0) return used;
  room[used] = flight;
  room[used + 1] = ground;
  room[used + 2] = length;
  return used + NUMBERS_PER_STRETCH;
}

/** Indices of the paired samples, ascending: flight[k] goes with ground[k]. */
export function pairIndices(stretches: PairStretches): { flight: Uint32Array; ground: Uint32Array } {
  const flight = new Uint32Array(pairsIn(stretches));
  const ground = new Uint32Array(flight.length);
  let pairs = 0;
  for (const numbers of stretches) {
    for (let at = 0; at < numbers.length; at += NUMBERS_PER_STRETCH) {
      const firstFlight = numbers[at]!;
      const firstGround = numbers[at + 1]!;
      const length = numbers[at + 2]!;
      for (let k = 0; k < length; k++) {
        flight[pairs] = firstFlight + k;
        ground[pairs++] = firstGround + k;
      }
    }
  }
  return { flight, ground };
}

function pairsIn(stretches: PairStretches): number {
  let pairs = 0;
  for (const numbers of stretches) {
    for (let at = 2; at < numbers.length; at += NUMBERS_PER_STRETCH) pairs += numbers[at]!;
  }
  return pairs;
}
