import { MICROS_PER_DAY, MICROS_PER_SECOND } from '../../domain/time.ts';
import {
  type HoursShown,
  isFailure,
  OUT_OF_RANGE,
  type OutcomeReader,
  UNREADABLE,
  withinRange,
} from './outcome.ts';
import type { LocalToInstant } from './zone.ts';

const ZERO = 48;
const DOT = 46;
const COMMA = 44;

/** 1970-01-01 counted from 1899-12-30, on which Excel's days begin (its own 1900-02-29 left out). */
const DAYS_TO_1970 = 25_569;
const MOST_DAYS_DIGITS = 6;
/** As fine as Excel shows a time: what was rounded to a decimal of a day lands on it again. */
const TICKS_PER_DAY = 86_400_000;
const MICROS_PER_TICK = MICROS_PER_DAY / TICKS_PER_DAY;
const MICROS_PER_HOUR = 3600 * MICROS_PER_SECOND;

/**
 * Reads the days of a spreadsheet: `46082.378472` is 9:05 on 2026-03-01 of the wall clock in the zone, to the nearest
 * millisecond. Where the file's decimal sign is a comma, a comma may stand in place of the point.
 */
export function excelReader(zone: LocalToInstant, decimal: '.' | ',', hours: HoursShown): OutcomeReader {
  const sign = decimal === ',' ? COMMA : DOT;
  return (bytes, start, end) => {
    let at = start;
    let days = 0;
    for (; at < end && isDigit(bytes[at]!); at++) days = days * 10 + (bytes[at]! - ZERO);
    if (at === start) return UNREADABLE;
    const wholeEnd = at;
    let fraction = 0;
    if (at < end) {
      if ((bytes[at] !== DOT && bytes[at] !== sign) || at + 1 === end) return UNREADABLE;
      let place = 1;
      for (at++; at < end && isDigit(bytes[at]!); at++) fraction += (bytes[at]! - ZERO) * 10 ** -place++;
      if (at < end) return UNREADABLE;
    }
    if (wholeEnd - start > MOST_DAYS_DIGITS) return OUT_OF_RANGE;
    const ofDay = Math.round(fraction * TICKS_PER_DAY) * MICROS_PER_TICK;
    const local = (days - DAYS_TO_1970) * MICROS_PER_DAY + ofDay;
    if (isFailure(withinRange(local))) return OUT_OF_RANGE;
    hours.mask |= 1 << Math.floor((local % MICROS_PER_DAY) / MICROS_PER_HOUR);
    return withinRange(zone(local));
  };
}

function isDigit(byte: number): boolean {
  return (byte - ZERO) >>> 0 < 10;
}
