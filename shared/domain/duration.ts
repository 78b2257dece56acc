import { quoted } from './quoted.ts';
import { Refusal } from './refusal.ts';
import { MICROS_PER_DAY, type Seconds } from './time.ts';

const DURATION =
  /^P(?:(\d{1,6})W)?(?:(\d{1,8})D)?(?:T(?:(\d{1,8})H)?(?:(\d{1,9})M)?(?:(\d{1,10}(?:\.\d{1,6})?)S)?)?$/;
const SECONDS_OF = [604_800, 86_400, 3_600, 60, 1] as const;

/**
 * Seconds of an ISO 8601 duration of weeks, days, hours, minutes and seconds (`PT20M`, `P1DT12H`, `PT0.5S`); a day is
 * 24 h, and only seconds may have decimals, six at most. Fails with `duration.invalid` for anything else: years and
 * months have no fixed length, and a negative duration is none.
 */
export function parseDuration(text: string): Seconds {
  if (text.startsWith('-')) {
    throw invalid(`expected a duration that is not negative, got ${quoted(text)}`);
  }
  return magnitudeOf(text);
}

/** As `parseDuration`, for a difference of two instants: a leading minus is allowed (`-PT26H`). */
export function parseSignedDuration(text: string): Seconds {
  if (!text.startsWith('-')) return magnitudeOf(text);
  const seconds = magnitudeOf(text.slice(1));
  return seconds === 0 ? 0 : -seconds;
}

/** ISO 8601 text of a duration, down to the microsecond, in days, hours, minutes and seconds: 129,600 s is `P1DT12H`. */
export function isoDuration(seconds: Seconds): string {
  const all = Math.round(Math.abs(seconds) * 1e6);
  if (all === 0) return 'PT0S';
  const days = Math.floor(all / MICROS_PER_DAY);
  const micros = all % MICROS_PER_DAY;
  const hours = Math.floor(micros / 3_600_000_000);
  const minutes = Math.floor((micros % 3_600_000_000) / 60_000_000);
  const rest = (micros % 60_000_000) / 1e6;
  const parts = [
    hours === 0 ? '' : `${hours}H`,
    minutes === 0 ? '' : `${minutes}M`,
    rest === 0 ? '' : secondsText(rest),
  ];
  const time = parts.join('');
  return `${seconds < 0 ? '-' : ''}P${days === 0 ? '' : `${days}D`}${time === '' ? '' : `T${time}`}`;
}

/** Plain decimals: the default text of 0.0000005 and below would have an exponent, and ISO 8601 knows none. */
function secondsText(seconds: Seconds): string {
  return `${seconds.toFixed(6).replace(/\.?0+$/, '')}S`;
}

function magnitudeOf(text: string): Seconds {
  const parts = DURATION.exec(text)?.slice(1);
  if (parts === undefined || text.endsWith('T') || parts.every((part) => part === undefined)) {
    throw invalid(
      `expected an ISO 8601 duration such as PT20M or P1DT12H, got ${quoted(text)}${reasonFor(text)}`,
    );
  }
  return parts.reduce((sum, part, i) => sum + (part === undefined ? 0 : Number(part) * SECONDS_OF[i]!), 0);
}

function reasonFor(text: string): string {
  if (/^P[\d.,]*[YM]|^P\d+[YMWD].*?\d+[YM](?=\d|T|$)/.test(text.split('T')[0] ?? '')) {
    return ' (years and months have no fixed length: write days, or a T before minutes)';
  }
  return /[.,]\d*[WDHM]/.test(text) ? ' (only seconds may have decimals)' : '';
}

function invalid(sentence: string): Refusal {
  return new Refusal('invalid', 'duration.invalid', sentence);
}
