import { MICROS_PER_DAY, type Micros } from '../../domain/time.ts';
import { isFailure } from './outcome.ts';
import type { LocalToInstant } from './zone.ts';

/** The pattern with its day and month exchanged (`d/M/yyyy` for `M/d/yyyy`); null where it does not have both as numbers. */
export function inOtherOrder(pattern: string): string | null {
  const tokens = [...pattern.matchAll(/'(?:[^']|'')*'|([A-Za-z])\1*|[\s\S]/gu)].map(([token]) => token);
  const month = tokens.findIndex((token) => /^MM?$/.test(token));
  const day = tokens.findIndex((token) => /^d+$/.test(token));
  if (month < 0 || day < 0) return null;
  return tokens.map((token, i) => (i === month ? tokens[day] : i === day ? tokens[month] : token)).join('');
}

/** The instant that a wall clock's text means where its day is read as the month and its month as the day; null where there is none. */
export function withDayAndMonthExchanged(at: Micros, zone: LocalToInstant): Micros | null {
  const asLocal = zone(at);
  if (isFailure(asLocal)) return null;
  const local = 2 * at - asLocal;
  const date = new Date(local / 1000);
  const month = date.getUTCDate();
  if (month > 12) return null;
  const days = Date.UTC(date.getUTCFullYear(), month - 1, date.getUTCMonth() + 1) * 1000;
  const exchanged = zone(days + (local % MICROS_PER_DAY));
  return isFailure(exchanged) ? null : exchanged;
}
