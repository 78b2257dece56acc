import { quoted } from './quoted.ts';
import { Refusal } from './refusal.ts';
import { MICROS_PER_SECOND, type Micros } from './time.ts';

const INSTANT =
  /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6}))?)?(Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/**
 * µs since the epoch of an ISO 8601 instant with its offset (`2026-03-01T06:00:00Z`, `2026-03-01T07:00+01:00`), six
 * decimals of a second at most. Fails with `instant.invalid` for anything else: a time without offset is a different
 * instant in every place, and a date that the calendar does not have (30 February) is none. The second 60 is refused.
 */
export function parseInstant(text: string): Micros {
  const parts = INSTANT.exec(text);
  if (parts === null) throw invalid(text, reasonFor(text));
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map((part) => Number(part ?? '0'));
  const millis = Date.UTC(year!, month! - 1, day, hour, minute, second);
  const back = new Date(millis);
  const exists =
    back.getUTCMonth() === month! - 1 &&
    back.getUTCDate() === day &&
    hour! < 24 &&
    minute! < 60 &&
    second! < 60;
  if (!exists) throw invalid(text, ': the calendar or the clock does not have it');
  if (year! < 1700 || year! > 2250) throw invalid(text, ': years 1700 to 2250 are kept to the microsecond');
  const micros = Number((parts[7] ?? '').padEnd(6, '0'));
  return millis * 1000 + micros - offsetSeconds(parts[8] ?? 'Z') * MICROS_PER_SECOND;
}

function offsetSeconds(offset: string): number {
  if (offset === 'Z') return 0;
  const sign = offset.startsWith('-') ? -1 : 1;
  return sign * (Number(offset.slice(1, 3)) * 3600 + Number(offset.slice(4, 6)) * 60);
}

function reasonFor(text: string): string {
  return /^\d{4}-\d{2}-\d{2}[T ][\d:.]+$/.test(text) ? ': the offset from UTC is missing (Z for UTC)' : '';
}

function invalid(text: string, reason: string): Refusal {
  return new Refusal(
    'invalid',
    'instant.invalid',
    `expected an instant such as 2026-03-01T06:00:00Z, got ${quoted(text)}${reason}`,
  );
}
