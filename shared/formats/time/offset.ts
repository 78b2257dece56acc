import { MICROS_PER_SECOND } from '../../domain/time.ts';
import { type Outcome, UNREADABLE } from './outcome.ts';

const ZERO = 48;
const BLANK = 32;
const DASH = 45;
const PLUS = 43;
const COLON = 58;
const LOWER = 32;

/**
 * µs of the offset that fills [at, end): `Z`, `UTC` or `GMT` in either case, `±hh`, `±hhmm` or `±hh:mm`; a blank may
 * stand before it.
 */
export function offsetAt(bytes: Uint8Array, at: number, end: number): Outcome {
  const from = bytes[at] === BLANK ? at + 1 : at;
  const mark = bytes[from]!;
  if (mark !== PLUS && mark !== DASH) return isUtc(bytes, from, end) ? 0 : UNREADABLE;
  const length = end - from;
  if (length !== 3 && length !== 5 && length !== 6) return UNREADABLE;
  if (length === 6 && bytes[from + 3] !== COLON) return UNREADABLE;
  const hours = twoDigits(bytes, from + 1);
  const minutes = length === 3 ? 0 : twoDigits(bytes, end - 2);
  if (!(hours <= 23 && minutes <= 59)) return UNREADABLE;
  const magnitude = (hours * 3600 + minutes * 60) * MICROS_PER_SECOND;
  return mark === DASH ? -magnitude : magnitude;
}

/** The number in two digits, or NaN. */
export function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = bytes[at]! - ZERO;
  const ones = bytes[at + 1]! - ZERO;
  return tens >>> 0 < 10 && ones >>> 0 < 10 ? tens * 10 + ones : Number.NaN;
}

function isUtc(bytes: Uint8Array, from: number, end: number): boolean {
  const letter = (i: number) => bytes[from + i]! | LOWER;
  if (end - from === 1) return letter(0) === 0x7a;
  if (end - from !== 3) return false;
  const isUtc = letter(0) === 0x75 && letter(1) === 0x74 && letter(2) === 0x63;
  return isUtc || (letter(0) === 0x67 && letter(1) === 0x6d && letter(2) === 0x74);
}
