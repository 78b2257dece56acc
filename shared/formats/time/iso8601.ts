import { MICROS_PER_SECOND } from '../../domain/time.ts';
import { daysOfDate, localTime } from './civil.ts';
import {
  type HoursShown,
  isFailure,
  MISFIT,
  OFFSET_MISSING,
  type Outcome,
  type OutcomeReader,
  UNREADABLE,
  withinRange,
} from './outcome.ts';
import type { LocalToInstant } from './zone.ts';

const ZERO = 48;
const DASH = 45;
const PLUS = 43;
const COLON = 58;

/**
 * Reads the extended form of ISO 8601, date and time: `2026-03-01T06:00Z`, `2026-03-01 06:00:00.123456+02:00`.
 * Seconds and their decimals may be left out; decimals past the sixth are cut off. The offset is `Z`, `±hh:mm`,
 * `±hhmm` or `±hh`; a text without one is read in the zone, and is `OFFSET_MISSING` where none is given.
 */
export function iso8601Reader(zone: LocalToInstant | null, hours: HoursShown = { mask: 0 }): OutcomeReader {
  return (bytes, start, end) => {
    if (end - start < 16) return UNREADABLE;
    const minuteStart = minuteAt(bytes, start, hours);
    if (isFailure(minuteStart)) return minuteStart;
    let at = start + 16;
    let second = 0;
    let fraction = 0;
    if (bytes[at] === COLON && at < end) {
      if (at + 3 > end) return UNREADABLE;
      second = twoDigits(bytes, at + 1);
      if (second > 60) return MISFIT;
      if (!(second <= 59)) return UNREADABLE;
      at += 3;
      if (at < end && isDecimalMark(bytes[at]!)) {
        const fractionEnd = endOfDigits(bytes, at + 1, end);
        if (fractionEnd === at + 1) return UNREADABLE;
        fraction = microsOf(bytes, at + 1, fractionEnd);
        at = fractionEnd;
      }
    }
    const local = minuteStart + second * MICROS_PER_SECOND + fraction;
    if (at < end) {
      const offset = offsetAt(bytes, at, end);
      return isFailure(offset) ? offset : withinRange(local - offset);
    }
    return zone === null ? OFFSET_MISSING : withinRange(zone(local));
  };
}

/** Local µs of `yyyy-MM-ddTHH:mm`, the T being also `t` or a space. */
function minuteAt(bytes: Uint8Array, at: number, hours: HoursShown): Outcome {
  const separator = bytes[at + 10]!;
  const punctuated =
    bytes[at + 4] === DASH &&
    bytes[at + 7] === DASH &&
    bytes[at + 13] === COLON &&
    (separator === 0x54 || separator === 0x74 || separator === 0x20);
  if (!punctuated) return UNREADABLE;
  const year = twoDigits(bytes, at) * 100 + twoDigits(bytes, at + 2);
  const month = twoDigits(bytes, at + 5);
  const day = twoDigits(bytes, at + 8);
  const hour = twoDigits(bytes, at + 11);
  const minute = twoDigits(bytes, at + 14);
  if (Number.isNaN(year + month + day + hour + minute)) return UNREADABLE;
  hours.mask |= 1 << hour;
  return localTime(daysOfDate(year, month, day), hour, minute, 0);
}

/** µs of the offset that fills [at, end). */
function offsetAt(bytes: Uint8Array, at: number, end: number): Outcome {
  const mark = bytes[at]!;
  const length = end - at;
  if (mark === 0x5a || mark === 0x7a) return length === 1 ? 0 : UNREADABLE;
  if ((mark !== PLUS && mark !== DASH) || (length !== 3 && length !== 5 && length !== 6)) return UNREADABLE;
  if (length === 6 && bytes[at + 3] !== COLON) return UNREADABLE;
  const hours = twoDigits(bytes, at + 1);
  const minutes = length === 3 ? 0 : twoDigits(bytes, end - 2);
  if (!(hours <= 23 && minutes <= 59)) return UNREADABLE;
  const magnitude = (hours * 3600 + minutes * 60) * MICROS_PER_SECOND;
  return mark === DASH ? -magnitude : magnitude;
}

/** The number in two digits, or NaN. */
function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = bytes[at]! - ZERO;
  const ones = bytes[at + 1]! - ZERO;
  return tens >>> 0 < 10 && ones >>> 0 < 10 ? tens * 10 + ones : Number.NaN;
}

function isDecimalMark(byte: number): boolean {
  return byte === 0x2e || byte === 0x2c;
}

function endOfDigits(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && (bytes[at]! - ZERO) >>> 0 < 10) at++;
  return at;
}

/** The first six decimals of a second, as µs. */
function microsOf(bytes: Uint8Array, from: number, end: number): number {
  let micros = 0;
  for (let at = from; at < from + 6; at++) micros = micros * 10 + (at < end ? bytes[at]! - ZERO : 0);
  return micros;
}
