/** Bytes with one bit changed at places that a seed names. */

/** A copy with the bit changed. */
export function flipped(bytes: Uint8Array, bit: number): Uint8Array {
  const damaged = Uint8Array.from(bytes);
  damaged[bit >> 3]! ^= 1 << (bit & 7);
  return damaged;
}

/** So many places of one bit, spread at random over the bytes. */
export function placesIn(bytes: Uint8Array, count: number, seed: number): number[] {
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return state % (8 * bytes.length);
  });
}
