import type { Micros } from '../../domain/time.ts';
import { type OutcomeReader, UNREADABLE, withinRange } from './outcome.ts';

const ZERO = 48;
const DOT = 46;
const COMMA = 44;
const MINUS = 45;

/** More digits than any µs of the years 1970 to 2100 has, and few enough to be exact in a double. */
const MOST_DIGITS = 16;
const NO_NUMBER = -1;

/** How many decimal places the unit lies above the microsecond (below it, for nanoseconds). */
export const EPOCH_UNITS = { 'epoch-s': 6, 'epoch-ms': 3, 'epoch-us': 0, 'epoch-ns': -3 } as const;

/** Where counts begin: 1970, unless the source or the file says otherwise. */
export interface Epoch {
  at: Micros;
}

/**
 * Reads a count since the epoch: digits, then perhaps a point and more digits; no exponent, because a rounded time
 * is a different time. What is finer than a microsecond is cut off (towards the past). Where the file's decimal sign is
 * a comma, a comma may stand in place of the point.
 */
export function epochReader(places: number, decimal: '.' | ',', epoch: Epoch = { at: 0 }): OutcomeReader {
  const sign = decimal === ',' ? COMMA : DOT;
  const factor = places < 0 ? 0 : 10 ** places;
  let seen: Uint8Array = new Uint8Array(0);
  let view: DataView = new DataView(seen.buffer);
  return (bytes, start, end) => {
    if (bytes !== seen) {
      seen = bytes;
      view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    }
    // A count of whole units that is no longer than what a double holds exactly, which most are.
    if (factor > 0 && end - start <= MOST_DIGITS - places && end > start) {
      const count = wholeNumber(view, start, end);
      if (count !== NO_NUMBER) return withinRange(epoch.at + count * factor);
    }
    const negative = bytes[start] === MINUS;
    const from = negative ? start + 1 : start;
    let point = from;
    while (point < end && isDigit(bytes[point]!)) point++;
    if (point === from || !isFraction(bytes, point, end, sign)) return UNREADABLE;
    const micros = scaled(bytes, from, point, end, places);
    return withinRange(epoch.at + (negative ? -micros : micros));
  };
}

/** The value of digits that a double holds exactly, or `NO_NUMBER` where not all bytes are digits. */
function wholeNumber(view: DataView, start: number, end: number): number {
  let value = 0;
  let at = start;
  for (const first = start + ((end - start) & 3); at < first; at++) {
    const byte = view.getUint8(at);
    if (!isDigit(byte)) return NO_NUMBER;
    value = value * 10 + (byte - ZERO);
  }
  for (; at < end; at += 4) {
    const four = fourDigits(view.getInt32(at, true));
    if (four === NO_NUMBER) return NO_NUMBER;
    value = value * 10_000 + four;
  }
  return value;
}

const ZEROS = 0x30303030;
const SIXES = 0x06060606;
const UPPER_HALVES = 0xf0f0f0f0 | 0;

/**
 * The value of four digits in a word whose lowest byte is the first of them, or `NO_NUMBER`: two neighbours at a time
 * become one number, all in the same few steps.
 */
function fourDigits(word: number): number {
  // 0 to 9 are what stays below 16, also with 6 added.
  const digits = word ^ ZEROS;
  if (((digits | (digits + SIXES)) & UPPER_HALVES) !== 0) return NO_NUMBER;
  const pairs = (Math.imul(digits, 10) + (digits >>> 8)) & 0x00ff00ff;
  return (Math.imul(pairs, 100) + (pairs >>> 16)) & 0xffff;
}

function isFraction(bytes: Uint8Array, point: number, end: number, sign: number): boolean {
  if (point === end) return true;
  if ((bytes[point] !== DOT && bytes[point] !== sign) || point + 1 === end) return false;
  for (let at = point + 1; at < end; at++) if (!isDigit(bytes[at]!)) return false;
  return true;
}

/** The decimal number with its point moved `places` to the right, without what then stands behind it. */
function scaled(bytes: Uint8Array, from: number, point: number, end: number, places: number): number {
  const whole = places < 0 ? Math.max(from, point + places) : point;
  let first = from;
  while (first < whole && bytes[first] === ZERO) first++;
  if (whole - first > MOST_DIGITS) return Number.POSITIVE_INFINITY;
  let value = 0;
  for (let at = first; at < whole; at++) value = value * 10 + (bytes[at]! - ZERO);
  for (let place = 1; place <= places; place++) {
    const at = point + place;
    value = value * 10 + (at < end ? bytes[at]! - ZERO : 0);
  }
  return value;
}

function isDigit(byte: number): boolean {
  return (byte - ZERO) >>> 0 < 10;
}
