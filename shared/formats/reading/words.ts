/** Bytes that are compared and hashed by words. */

/** Bytes that compare in one step, read as a double. */
export const WORD = 8;

/** 2³² over the golden ratio, as a signed number. */
const HASH_FACTOR = -0x61c88647;

/**
 * Whether two stretches hold the same bytes, a word at a time; the last may overlap those before. As doubles -0 equals
 * 0, both of which are made of NULs: callers keep these out. NaNs differ from themselves, which costs time only.
 */
export function sameBytes(one: DataView, at: number, other: DataView, from: number, length: number): boolean {
  if (length < WORD) return sameFewBytes(one, at, other, from, length);
  const last = length - WORD;
  for (let i = 0; i < last; i += WORD)
    if (one.getFloat64(at + i, true) !== other.getFloat64(from + i, true)) return false;
  return one.getFloat64(at + last, true) === other.getFloat64(from + last, true);
}

function sameFewBytes(one: DataView, at: number, other: DataView, from: number, length: number): boolean {
  if (length >= 4)
    return (
      one.getInt32(at, true) === other.getInt32(from, true) &&
      one.getInt32(at + length - 4, true) === other.getInt32(from + length - 4, true)
    );
  for (let i = 0; i < length; i++) if (one.getUint8(at + i) !== other.getUint8(from + i)) return false;
  return true;
}

/** The hash of what was hashed before and four bytes more. */
export function hashOf(hash: number, bytes: number): number {
  return Math.imul(hash ^ bytes, HASH_FACTOR);
}

/** A product's low bits know only the low bits of its factors: the high ones are brought down to them. */
export function mixed(hash: number): number {
  const product = Math.imul(hash ^ (hash >>> 15), HASH_FACTOR);
  return product ^ (product >>> 15);
}
