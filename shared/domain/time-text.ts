/** Instants and spans of time as people say and type them. */
import { isoOf, MICROS_PER_SECOND, type Micros } from './time.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;
const MICROS_PER_MINUTE = 60 * MICROS_PER_SECOND;

/** For reading aloud: `3 Mar 04:31Z`, with seconds where there are any: `3 Mar 04:31:07Z`. */
export function shortUtc(at: Micros): string {
  const iso = isoOf(at);
  return `${Number(iso.slice(8, 10))} ${MONTHS[Number(iso.slice(5, 7)) - 1]} ${clockOf(iso)}`;
}

/** Both ends for reading aloud, the day said once: `3 Mar 04:31Z to 04:52Z`; the year only where it turns. */
export function shortSpan(from: Micros, to: Micros): string {
  const [first, last] = [isoOf(from), isoOf(to)];
  if (first.slice(0, 4) !== last.slice(0, 4)) return `${withYear(from)} to ${withYear(to)}`;
  const isSameDay = first.slice(0, 10) === last.slice(0, 10);
  return `${shortUtc(from)} to ${isSameDay ? clockOf(last) : shortUtc(to)}`;
}

function withYear(at: Micros): string {
  const iso = isoOf(at);
  return shortUtc(at).replace(/ (?=\d\d:)/, ` ${iso.slice(0, 4)} `);
}

/** Both ends with the year, where it is not the year of `now`: of data that are no news. */
export function datedSpan(from: Micros, to: Micros, now: Micros | null): string {
  if (now === null || isoOf(to).slice(0, 4) === isoOf(now).slice(0, 4)) return shortSpan(from, to);
  return `${withYear(from)} to ${withYear(to)}`;
}

/** For typing: ISO 8601 without seconds where they are zero: `2026-03-03T04:31Z`. */
export function typedUtc(at: Micros): string {
  return isoOf(at).replace(/:00Z$/, 'Z');
}

/** Hours and minutes of ISO 8601 text, and seconds where they are not zero; parts of a second are left out. */
function clockOf(iso: string): string {
  const seconds = iso.slice(17, 19);
  return `${iso.slice(11, 16)}${seconds === '00' ? '' : `:${seconds}`}Z`;
}

/** A span in its two largest units: `5 h 40 min`, `2 d 3 h`; below a minute in seconds. */
export function spanText(micros: Micros): string {
  const positive = Math.max(0, micros);
  if (positive < MICROS_PER_MINUTE) return `${Math.round(positive / MICROS_PER_SECOND)} s`;
  const minutes = Math.round(positive / MICROS_PER_MINUTE);
  const hours = Math.floor(minutes / 60);
  if (hours === 0) return `${minutes} min`;
  const [large, small] =
    hours < 48 ? [`${hours} h`, minutes % 60] : [`${Math.floor(hours / 24)} d`, hours % 24];
  return small === 0 ? large : `${large} ${small} ${hours < 48 ? 'min' : 'h'}`;
}
