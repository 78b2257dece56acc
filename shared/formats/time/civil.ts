import { MICROS_PER_DAY, MICROS_PER_SECOND } from '../../domain/time.ts';
import { MISFIT, OUT_OF_RANGE, type Outcome, UNREADABLE } from './outcome.ts';

/** One year more on either side than is accepted: a zone may carry a local time across the border. */
const FIRST_YEAR = 1969;
const LAST_YEAR = 2101;

const DAYS_BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];
const DAYS_BEFORE_YEAR = Int32Array.from(
  { length: LAST_YEAR - FIRST_YEAR + 1 },
  (_, i) => Date.UTC(FIRST_YEAR + i, 0, 1) / 86_400_000,
);

/**
 * Days from 1970-01-01 to a date of the Gregorian calendar: `UNREADABLE` where the calendar has no such date
 * (30 February, or a date of zeros), `MISFIT` where none has (month 13, day 32), `OUT_OF_RANGE` where the year is not one
 * that we read.
 */
export function daysOfDate(year: number, month: number, day: number): number | Outcome {
  if (month > 12 || day > 31) return MISFIT;
  if (month < 1 || day < 1) return UNREADABLE;
  const leap = isLeap(year) ? 1 : 0;
  const length = DAYS_BEFORE_MONTH[month]! - DAYS_BEFORE_MONTH[month - 1]! + (month === 2 ? leap : 0);
  if (day > length) return UNREADABLE;
  if (year < FIRST_YEAR || year > LAST_YEAR) return OUT_OF_RANGE;
  return (
    DAYS_BEFORE_YEAR[year - FIRST_YEAR]! + DAYS_BEFORE_MONTH[month - 1]! + (month > 2 ? leap : 0) + day - 1
  );
}

/** The same for a day of the year, 1 to 365 or 366. */
export function daysOfOrdinal(year: number, dayOfYear: number): number | Outcome {
  if (dayOfYear > 366) return MISFIT;
  if (dayOfYear < 1 || dayOfYear > (isLeap(year) ? 366 : 365)) return UNREADABLE;
  if (year < FIRST_YEAR || year > LAST_YEAR) return OUT_OF_RANGE;
  return DAYS_BEFORE_YEAR[year - FIRST_YEAR]! + dayOfYear - 1;
}

/**
 * The µs that a wall clock shows, counted as if it stood in UTC; or why it cannot show that. Seconds are 0 to 59:
 * a leap second (23:59:60) has no microsecond of its own in UTC and is unreadable, and so is the hour 24. Beyond these no
 * clock goes: `MISFIT`.
 */
export function localTime(
  days: number | Outcome,
  hour: number,
  minute: number,
  second: number,
): number | Outcome {
  if (hour > 24 || minute > 59 || second > 60) return MISFIT;
  if (hour > 23 || second > 59) return UNREADABLE;
  if (days <= UNREADABLE) return days;
  return days * MICROS_PER_DAY + (hour * 3600 + minute * 60 + second) * MICROS_PER_SECOND;
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}
