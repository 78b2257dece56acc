import { MICROS_PER_SECOND } from '../../domain/time.ts';
import { daysOfDate, localTime } from './civil.ts';
import { offsetAt, twoDigits } from './offset.ts';
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
const COLON = 58;

/** Bytes of date, hour and minute in the extended form (`2026-03-01T06:00`) and in the basic one (`20260301T0600`). */
const EXTENDED = 16;
const BASIC = 13;

/**
 * Reads date and time of ISO 8601, extended or basic: `2026-03-01T06:00Z`, `2026-03-01 06:00:00.123456+02:00`,
 * `20260301T060000Z`. Seconds and their decimals may be left out; decimals past the sixth are cut off. The offset is as
 * `offset.ts` reads it; a text without one is read in the zone, and is `OFFSET_MISSING` where none is given.
 */
export function iso8601Reader(zone: LocalToInstant | null, hours: HoursShown = { mask: 0 }): OutcomeReader {
  return (bytes, start, end) => {
    const isBasic = isT(bytes[start + 8]!);
    const shortest = isBasic ? BASIC : EXTENDED;
    if (end - start < shortest) return UNREADABLE;
    const minuteStart = isBasic ? basicMinuteAt(bytes, start, hours) : minuteAt(bytes, start, hours);
    if (isFailure(minuteStart)) return minuteStart;
    let at = start + shortest;
    let second = 0;
    let fraction = 0;
    if (at < end && (isBasic ? isDigit(bytes[at]!) : bytes[at] === COLON)) {
      const digits = isBasic ? at : at + 1;
      if (digits + 2 > end) return UNREADABLE;
      second = twoDigits(bytes, digits);
      if (second > 60) return MISFIT;
      if (!(second <= 59)) return UNREADABLE;
      at = digits + 2;
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
    (isT(separator) || separator === 0x20);
  if (!punctuated) return UNREADABLE;
  const year = twoDigits(bytes, at) * 100 + twoDigits(bytes, at + 2);
  const month = twoDigits(bytes, at + 5);
  const day = twoDigits(bytes, at + 8);
  return minuteOf(year, month, day, twoDigits(bytes, at + 11), twoDigits(bytes, at + 14), hours);
}

/** Local µs of `yyyyMMddTHHmm`. */
function basicMinuteAt(bytes: Uint8Array, at: number, hours: HoursShown): Outcome {
  const year = twoDigits(bytes, at) * 100 + twoDigits(bytes, at + 2);
  const month = twoDigits(bytes, at + 4);
  const day = twoDigits(bytes, at + 6);
  return minuteOf(year, month, day, twoDigits(bytes, at + 9), twoDigits(bytes, at + 11), hours);
}

function minuteOf(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  hours: HoursShown,
): Outcome {
  if (Number.isNaN(year + month + day + hour + minute)) return UNREADABLE;
  hours.mask |= 1 << hour;
  return localTime(daysOfDate(year, month, day), hour, minute, 0);
}

function isT(byte: number): boolean {
  return byte === 0x54 || byte === 0x74;
}

function isDigit(byte: number): boolean {
  return (byte - ZERO) >>> 0 < 10;
}

function isDecimalMark(byte: number): boolean {
  return byte === 0x2e || byte === 0x2c;
}

function endOfDigits(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && isDigit(bytes[at]!)) at++;
  return at;
}

/** The first six decimals of a second, as µs. */
function microsOf(bytes: Uint8Array, from: number, end: number): number {
  let micros = 0;
  for (let at = from; at < from + 6; at++) micros = micros * 10 + (at < end ? bytes[at]! - ZERO : 0);
  return micros;
}
