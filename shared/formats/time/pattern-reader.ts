import { MICROS_PER_MINUTE } from '../../domain/time.ts';
import { daysOfDate, daysOfOrdinal, localTime } from './civil.ts';
import { endOfLetters, monthNamed } from './month-name.ts';
import { offsetAt } from './offset.ts';
import {
  type HoursShown,
  isFailure,
  type Outcome,
  type OutcomeReader,
  UNREADABLE,
  withinRange,
} from './outcome.ts';
import type { FieldName, PatternStep } from './pattern.ts';
import {
  CENTURY_PIVOT,
  DAY,
  DAY_OF_YEAR,
  FRACTION,
  HALF_DAY,
  HOUR,
  HOUR_AND_MINUTE,
  HOUR_OF_HALF_DAY,
  LITERAL,
  MINUTE,
  MONTH,
  MONTH_NAME,
  MOST_REMEMBERED,
  OFFSET,
  SECOND,
  SLOTS,
  YEAR,
  YEAR_OF_CENTURY,
} from './pattern-slots.ts';
import type { LocalToInstant } from './zone.ts';

const SLOT_OF: Readonly<Record<FieldName, number>> = {
  year: YEAR,
  yearOfCentury: YEAR_OF_CENTURY,
  month: MONTH,
  monthName: MONTH_NAME,
  day: DAY,
  dayOfYear: DAY_OF_YEAR,
  hour: HOUR,
  hourOfHalfDay: HOUR_OF_HALF_DAY,
  hourAndMinute: HOUR_AND_MINUTE,
  minute: MINUTE,
  second: SECOND,
  fraction: FRACTION,
  halfDay: HALF_DAY,
  offset: OFFSET,
};

/** The fields that say which day it is. */
const DATE_FIELDS: ReadonlySet<FieldName> = new Set([
  ...(['year', 'yearOfCentury', 'month', 'monthName', 'day', 'dayOfYear'] as const),
]);

/**
 * Reads texts of one pattern in one zone, or by their own offsets where the pattern has one. Digits past the sixth of a fraction are cut off (towards the past).
 *
 * Times in a file are alike: what the last text and this one begin with alike has been read, so the reading goes on with
 * the first step that ended at, or looked at, a byte that differs.
 */
export function patternReader(
  steps: readonly PatternStep[],
  zone: LocalToInstant,
  hours: HoursShown = { mask: 0 },
): OutcomeReader {
  const slots = Int32Array.from(steps, (step) => (step.kind === 'field' ? SLOT_OF[step.name] : LITERAL));
  const least = Int32Array.from(steps, (step) => (step.kind === 'field' ? step.least : step.byte));
  const most = Int32Array.from(steps, (step) => (step.kind === 'field' ? step.most : 1));
  const fields = new Int32Array(SLOTS);
  const last = new Uint8Array(MOST_REMEMBERED);
  const lastView = new DataView(last.buffer);
  let seen: Uint8Array = new Uint8Array(0);
  let view: DataView = new DataView(seen.buffer);
  let lastLength = 0;
  /** Where each step began in the last text, from its beginning. */
  const begins = new Int32Array(steps.length);
  /** The step that ended at, or looked at, each byte of the last text: where bytes before it are alike, it comes next. */
  const stepAt = new Uint8Array(MOST_REMEMBERED + 1);
  const lastOfDate = steps.findLastIndex((step) => step.kind === 'field' && DATE_FIELDS.has(step.name));
  const instantOf = composer(
    fields,
    new Set(steps.map((step) => (step.kind === 'field' ? step.name : null))),
    zone,
    hours,
  );
  return (bytes, start, end) => {
    const length = end - start;
    if (bytes !== seen) {
      seen = bytes;
      view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    }
    const alike = alikeAtFirst(lastView, view, start, Math.min(length, lastLength));
    lastLength = 0;
    let i = stepAt[alike]!;
    let at = start + begins[i]!;
    const first = i;
    for (; i < slots.length; i++) {
      const slot = slots[i]!;
      const from = at;
      begins[i] = from - start;
      if (slot === LITERAL) {
        if (at >= end || bytes[at++] !== least[i]) return UNREADABLE;
        if (at - start <= MOST_REMEMBERED) stepAt[at - start] = i;
        continue;
      }
      const limit = Math.min(end, at + most[i]!);
      let value = 0;
      if (slot >= HALF_DAY) {
        at = slot === MONTH_NAME ? endOfLetters(bytes, at, limit) : limit;
        value = wordOf(slot, bytes, from, at);
      } else {
        for (let digit = 0; at < limit; at++) {
          digit = bytes[at]! - 48;
          if (digit >>> 0 > 9) break;
          if (slot !== FRACTION || at < from + 6) value = value * 10 + digit;
        }
      }
      if (at - from < least[i]! || value === NO_WORD) return UNREADABLE;
      fields[slot] = slot === FRACTION ? value * 10 ** Math.max(0, 6 - (at - from)) : value;
      for (let byte = from + 1; byte <= at && byte - start <= MOST_REMEMBERED; byte++)
        stepAt[byte - start] = i;
    }
    if (at !== end) return UNREADABLE;
    if (length <= MOST_REMEMBERED) {
      for (let byte = alike; byte < length; byte++) last[byte] = bytes[start + byte]!;
      lastLength = length;
    }
    return instantOf(first <= lastOfDate);
  };
}

/** How many bytes `one` and, from `at`, `other` begin with alike, of `length` that both have; four are looked at at once. */
function alikeAtFirst(one: DataView, other: DataView, at: number, length: number): number {
  let alike = 0;
  while (alike + 4 <= length && one.getInt32(alike) === other.getInt32(at + alike)) alike += 4;
  while (alike < length && one.getUint8(alike) === other.getUint8(at + alike)) alike++;
  return alike;
}

/** Below any offset in minutes, and any other number. */
const NO_WORD = -10_000;

/** What is no run of digits, as a number, or `NO_WORD`. */
function wordOf(slot: number, bytes: Uint8Array, from: number, to: number): number {
  if (slot === HALF_DAY) return halfDay(bytes, from, to);
  if (slot === MONTH_NAME) return monthNamed(bytes, from, to) ?? NO_WORD;
  const offset = offsetAt(bytes, from, to);
  return isFailure(offset) ? NO_WORD : offset / MICROS_PER_MINUTE;
}

/** 0 for AM, 1 for PM in either case, `NO_WORD` for anything else. */
function halfDay(bytes: Uint8Array, at: number, limit: number): number {
  if (limit - at !== 2 || (bytes[at + 1]! | 32) !== 0x6d) return NO_WORD;
  const letter = bytes[at]! | 32;
  return letter === 0x61 ? 0 : letter === 0x70 ? 1 : NO_WORD;
}

/**
 * From the fields that a pattern has to the instant; a field that it has not stays 0. The day is worked out where the
 * caller says that a field of the date may have changed.
 */
function composer(
  fields: Int32Array,
  names: ReadonlySet<FieldName | null>,
  zone: LocalToInstant,
  hours: HoursShown,
): (isOtherDate: boolean) => Outcome {
  const byOrdinal = names.has('dayOfYear');
  const halfDays = names.has('halfDay');
  const shortYear = names.has('yearOfCentury');
  const month = names.has('monthName') ? MONTH_NAME : MONTH;
  const isClock = names.has('hourAndMinute');
  const hasOffset = names.has('offset');
  const daysOf = (): number | Outcome => {
    const short = fields[YEAR_OF_CENTURY]!;
    const year = shortYear ? short + (short < CENTURY_PIVOT ? 2000 : 1900) : fields[YEAR]!;
    return byOrdinal
      ? daysOfOrdinal(year, fields[DAY_OF_YEAR]!)
      : daysOfDate(year, fields[month]!, fields[DAY]!);
  };
  let days: number | Outcome = UNREADABLE;
  return (isOtherDate) => {
    if (isOtherDate) days = daysOf();
    const half = fields[HOUR_OF_HALF_DAY]!;
    if (halfDays && (half < 1 || half > 12)) return UNREADABLE;
    const clock = fields[HOUR_AND_MINUTE]!;
    const ofClock = isClock ? Math.floor(clock / 100) : fields[HOUR]!;
    const hour = halfDays ? (half % 12) + 12 * fields[HALF_DAY]! : ofClock;
    const minute = isClock ? clock % 100 : fields[MINUTE]!;
    // A clock that says AM and PM shows all hours of the day.
    hours.mask |= halfDays ? 1 : 1 << hour;
    const second = localTime(days, hour, minute, fields[SECOND]!);
    if (isFailure(second)) return second;
    const local = second + fields[FRACTION]!;
    return withinRange(hasOffset ? local - fields[OFFSET]! * MICROS_PER_MINUTE : zone(local));
  };
}
