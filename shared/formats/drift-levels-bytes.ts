/**
 * Where a series stood, between two buckets: single-precision numbers one after another, 136 bytes at most. It is rounded so
 * that levels that were stored go on with the same bits as others.
 */
import type { Levels } from '../domain/detect/drift/levels.ts';
import { BadBytes } from './checked/bad-bytes.ts';

const WHERE = 'the levels of a drift detector';
/** Numbers before the past means. */
const FIXED = 6;

export function packedLevels({
  stretch,
  n,
  sum,
  recent,
  steady,
  first,
  past,
}: Levels): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Float32Array.of(stretch, n, sum, recent, steady, first, ...past).buffer);
}

/** Fails with `BadBytes` where the bytes are not those of `packedLevels`. */
export function unpackedLevels(bytes: Uint8Array): Levels {
  if (bytes.length % 4 !== 0 || bytes.length < 4 * FIXED)
    throw new BadBytes(WHERE, `whole numbers of 4 bytes, ${FIXED} at least`, bytes.length);
  // A copy is aligned, wherever the bytes stood.
  const [stretch = 0, n = 0, sum = 0, recent = Number.NaN, steady = Number.NaN, first = 0, ...past] =
    new Float32Array(Uint8Array.from(bytes).buffer);
  return { stretch, n, sum, recent, steady, first, past };
}
