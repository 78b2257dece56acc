import { MICROS_PER_DAY, type Micros } from '../time.ts';

const DAY =
  /(?<!\d)(\d{4})-?(\d{2})-?(\d{2})(?:[T_-](?!\d{4}-\d{2}|\d{8})(\d{2})[:h-]?(\d{2})(?:[:m-]?(\d{2}))?Z?)?(?!\d)/g;
const DAY_OF_YEAR = /(?<!\d)(\d{4})[-_]?(\d{3})(?!\d)/g;

interface Named {
  readonly at: Micros;
  readonly isWholeDay: boolean;
}

/**
 * The UTC stretch of data time that a file's name says: two instants or days are its ends (`fu1_20260303T0400_
 * 20260303T1000.csv`), one day or instant is that whole day (`dump-2026-03-03.csv`, `dump-2026-062.csv`). Null where
 * the name says none.
 */
export function stretchNamed(fileName: string): { readonly from: Micros; readonly to: Micros } | null {
  const days = [...fileName.matchAll(DAY)].map(dayOf).filter((one) => one !== null);
  const named =
    days.length > 0 ? days : [...fileName.matchAll(DAY_OF_YEAR)].map(dayOfYear).filter((one) => one !== null);
  const [first] = named;
  const last = named.at(-1);
  if (first === undefined || last === undefined) return null;
  if (last.at > first.at) return { from: first.at, to: last.at + (last.isWholeDay ? MICROS_PER_DAY : 0) };
  const from = Math.floor(first.at / MICROS_PER_DAY) * MICROS_PER_DAY;
  return { from, to: from + MICROS_PER_DAY };
}

function dayOf(parts: RegExpExecArray): Named | null {
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map((part) => Number(part ?? '0'));
  const millis = Date.UTC(year!, month! - 1, day, hour, minute, second);
  const back = new Date(millis);
  const exists = back.getUTCMonth() === month! - 1 && back.getUTCDate() === day && hour! < 24 && minute! < 60;
  return exists && isPlausible(year!) ? { at: millis * 1000, isWholeDay: parts[4] === undefined } : null;
}

function dayOfYear([, year, day]: RegExpExecArray): Named | null {
  const number = Number(day);
  if (!isPlausible(Number(year)) || number < 1 || number > 366) return null;
  return { at: Date.UTC(Number(year), 0, number) * 1000, isWholeDay: true };
}

/** Serial numbers have eight digits too. */
function isPlausible(year: number): boolean {
  return year >= 1970 && year < 2100;
}
