/** Instants as people say and type them. */
import { isoOf, type Micros } from '../time.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/**
 * For reading: `3 Mar 04:31 UTC`, with seconds where there are any: `3 Mar 04:31:07 UTC`. With `now`, of another year
 * than the present one: `3 Mar 2014 04:31 UTC`.
 */
export function utcText(at: Micros, now: Micros | null = null): string {
  return `${dayText(isoOf(at), !isOfYear(at, now))} ${clockText(at)} UTC`;
}

const ONE_DAY = 86_400_000_000;

/** Near `now`: the time of day to the second, `04:31:07Z`. Further away as `utcText`. */
export function momentText(at: Micros, now: Micros): string {
  return Math.abs(at - now) < ONE_DAY / 2 ? `${isoOf(at).slice(11, 19)}Z` : utcText(at, now);
}

/**
 * Both ends for reading, the day said once: `3 Mar 04:31 to 04:52 UTC`. With the year where it turns, and with `now`
 * where it is not the present one: of data that are no news.
 */
export function utcSpan(from: Micros, to: Micros, now: Micros | null = null): string {
  const isYearKnown = isOfYear(from, to) && isOfYear(to, now);
  const isSameDay = isoOf(from).slice(0, 10) === isoOf(to).slice(0, 10);
  const [first, last] = [from, to].map((at) => dayText(isoOf(at), !isYearKnown));
  return `${first} ${clockText(from)} to ${isSameDay ? '' : `${last} `}${clockText(to)} UTC`;
}

/** For typing into a command: ISO 8601 without the seconds where they are zero, `2026-03-03T04:31Z`. */
export function typedUtc(at: Micros): string {
  return typedIso(isoOf(at));
}

/** As `typedUtc`, of ISO 8601 text. */
export function typedIso(iso: string): string {
  return iso.replace(/:00Z$/, 'Z');
}

/** As `typedIso`, cut to the minute: of when people did something. */
export function typedMinute(iso: string): string {
  return `${iso.slice(0, 16)}Z`;
}

function isOfYear(at: Micros, other: Micros | null): boolean {
  return other === null || isoOf(at).slice(0, 4) === isoOf(other).slice(0, 4);
}

/** Of ISO 8601 text: `3 Mar`, with its year `3 Mar 2014`. */
export function dayText(iso: string, isWithYear: boolean): string {
  const [year, month, day] = iso.slice(0, 10).split('-');
  return `${Number(day)} ${MONTHS[Number(month) - 1]}${isWithYear ? ` ${year}` : ''}`;
}

/** Hours and minutes, and seconds where they are not zero; parts of a second are left out. */
function clockText(at: Micros): string {
  const iso = isoOf(at);
  const seconds = iso.slice(17, 19);
  return `${iso.slice(11, 16)}${seconds === '00' ? '' : `:${seconds}`}`;
}
