import { parseDuration } from '../duration.ts';
import { MICROS_PER_SECOND, type Micros } from '../time.ts';

const SECONDS_SHOWN = 3;
const MICROS_PER_MINUTE = 60 * MICROS_PER_SECOND;
const MICROS_PER_HOUR = 60 * MICROS_PER_MINUTE;
/** From here on in days: until then people compare hours, as in a delay of 26 h. */
const MOST_HOURS = 48;

/**
 * A span of time in the two largest units it has, rounded to the smaller one: `59.7 s`, `1 min 5 s`, `5 h 40 min`,
 * `25 h 1 min`, `2 d 3 h`. Below a minute in seconds of three significant digits. A negative span is none: `0 s`.
 */
export function spanText(micros: Micros): string {
  const positive = Math.max(0, micros);
  // Rounded before the units are chosen, so that 59.97 s is `1 min`, and 59 min 59.6 s is `1 h`.
  const seconds = Number((positive / MICROS_PER_SECOND).toPrecision(SECONDS_SHOWN));
  if (seconds < 60) return `${seconds} s`;
  const wholeSeconds = Math.round(positive / MICROS_PER_SECOND);
  if (wholeSeconds < 3600) return twoUnits(wholeSeconds, 60, 'min', 's');
  const minutes = Math.round(positive / MICROS_PER_MINUTE);
  if (minutes < MOST_HOURS * 60) return twoUnits(minutes, 60, 'h', 'min');
  return twoUnits(Math.round(positive / MICROS_PER_HOUR), 24, 'd', 'h');
}

function twoUnits(count: number, size: number, large: string, small: string): string {
  const rest = count % size;
  return `${Math.floor(count / size)} ${large}${rest === 0 ? '' : ` ${rest} ${small}`}`;
}

/**
 * A span that people set or compare, such as a delay: as `spanText`, but all of its units down to whole seconds
 * (`24 h 20 s`), because 24 h and 24 h 20 s are two delays.
 */
export function exactSpanText(micros: Micros): string {
  const seconds = Math.round(micros / MICROS_PER_SECOND);
  if (seconds < 60) return spanText(micros);
  const hours = Math.floor(seconds / 3600);
  const days = hours < MOST_HOURS ? 0 : Math.floor(hours / 24);
  const parts = [
    `${days} d`,
    `${hours - 24 * days} h`,
    `${Math.floor((seconds % 3600) / 60)} min`,
    `${seconds % 60} s`,
  ];
  return parts.filter((part) => !part.startsWith('0 ')).join(' ');
}

/** How old what was measured then is. What is stamped later than now has no age: a clock, or a time format, is wrong. */
export function oldText(at: Micros, now: Micros): string {
  return at <= now + SKEW ? `${spanText(now - at)} ago` : `${aheadText(at, now)}: check its clock`;
}

/** Clocks of two machines differ by this much: what a stack says of now is no sample of the future to who reads it. */
const SKEW = MICROS_PER_MINUTE;

/** `15 h 34 min in the future`, of what is stamped later than now. */
export const aheadText = (at: Micros, now: Micros): string => `${spanText(at - now)} in the future`;

/** As `spanText`, of two ISO 8601 instants. */
export function spanBetween(from: string, to: string): string {
  return spanText((Date.parse(to) - Date.parse(from)) * 1000);
}

/** As `exactSpanText`, of an ISO 8601 duration: `PT24H20S` is `24 h 20 s`. */
export function spokenDuration(iso: string): string {
  return exactSpanText(parseDuration(iso) * MICROS_PER_SECOND);
}
