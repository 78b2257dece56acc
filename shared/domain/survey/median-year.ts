import { isoOf, MICROS_PER_DAY } from '../time.ts';
import type { TimeSpan } from './corrections.ts';
import type { DayCounts } from './day-counts.ts';

const YEAR = 365;
/** Days without rows within which a record goes on: one of several years is no stretch of a wrong clock. */
const LONGEST_SILENCE = 31;

/**
 * The span within a year of the file's median time, where rows lie outside of it; null where none does. It reaches
 * further where the rows go on without a silence of a month. Of two halves the later one counts: clocks fall back.
 */
export function spanOfMedianYear(counts: DayCounts): TimeSpan | null {
  const days = counts.days();
  const median = medianDay(days);
  if (median === null) return null;
  const withRows = days.map(({ day }) => day);
  const first = furthest(withRows.toReversed(), median, -1);
  const last = furthest(withRows, median, 1);
  if (first === withRows[0] && last === withRows.at(-1)) return null;
  return {
    from: first * MICROS_PER_DAY,
    to: (last + 1) * MICROS_PER_DAY,
    code: 'time.implausible',
    message: `expected a time within a year of the file's median day, ${dateOf(median)}: no event and no \`plausible\` says how far back the data may reach; check the logger's clock`,
  };
}

/** The later one of two in the middle. */
function medianDay(days: ReturnType<DayCounts['days']>): number | null {
  let left = days.reduce((sum, { rows }) => sum + rows, 0) / 2;
  for (const { day, rows } of days) {
    left -= rows;
    if (left < 0) return day;
  }
  return null;
}

/** The last day, in one direction, that is within a year of the median or goes on from such days; `days` in that direction. */
function furthest(days: readonly number[], median: number, direction: 1 | -1): number {
  let last = median;
  for (const day of days) {
    const distance = direction * (day - median);
    if (distance > 0 && (distance <= YEAR || Math.abs(day - last) <= LONGEST_SILENCE)) last = day;
  }
  return last;
}

function dateOf(day: number): string {
  return isoOf(day * MICROS_PER_DAY).slice(0, 10);
}
