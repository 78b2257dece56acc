import { OUT_OF_RANGE, type OutcomeReader, UNREADABLE, withinRange } from './outcome.ts';

const ZERO = 48;
const DOT = 46;
const MINUS = 45;

/** More digits than any µs of the years 1970 to 2100 has, and few enough to be exact in a double. */
const MOST_DIGITS = 16;
const LOWER_DIGITS = 9;

/** How many decimal places the unit lies above the microsecond (below it, for nanoseconds). */
export const EPOCH_UNITS = { 'epoch-s': 6, 'epoch-ms': 3, 'epoch-us': 0, 'epoch-ns': -3 } as const;

/**
 * Reads a count since the epoch: digits, then perhaps a point and more digits; no exponent, because a rounded time
 * is a different time. What is finer than a microsecond is cut off (towards the past).
 */
export function epochReader(places: number): OutcomeReader {
  const factor = places < 0 ? 0 : 10 ** places;
  return (bytes, start, end) => {
    // A count of whole units that is no longer than what a double holds exactly, which most are.
    if (factor > 0 && end - start <= MOST_DIGITS - places && end > start) {
      // In two parts, each of which the processor counts as a whole number of 32 bits.
      const split = end - LOWER_DIGITS;
      let at = start;
      let upper = 0;
      let lower = 0;
      for (; at < split && isDigit(bytes[at]!); at++) upper = upper * 10 + (bytes[at]! - ZERO);
      if (at >= split) {
        for (; at < end && isDigit(bytes[at]!); at++) lower = lower * 10 + (bytes[at]! - ZERO);
        if (at === end) return withinRange((upper * 10 ** LOWER_DIGITS + lower) * factor);
      }
    }
    const negative = bytes[start] === MINUS;
    const from = negative ? start + 1 : start;
    let point = from;
    while (point < end && isDigit(bytes[point]!)) point++;
    if (point === from || !isFraction(bytes, point, end)) return UNREADABLE;
    const micros = scaled(bytes, from, point, end, places);
    return negative && micros !== 0 ? OUT_OF_RANGE : withinRange(micros);
  };
}

function isFraction(bytes: Uint8Array, point: number, end: number): boolean {
  if (point === end) return true;
  if (bytes[point] !== DOT || point + 1 === end) return false;
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
