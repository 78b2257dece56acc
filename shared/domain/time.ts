/**
 * Instants and durations of the domain.
 *
 * An instant is microseconds since 1970-01-01T00:00:00Z: a whole number held in a double, exact from 1685 to 2255.
 * A duration is seconds. On the wire both are ISO 8601 text.
 */
export type Micros = number;
export type Seconds = number;

export const MICROS_PER_SECOND = 1_000_000;
export const MICROS_PER_MINUTE = 60 * MICROS_PER_SECOND;
export const MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;

/** ISO 8601 in UTC with as many decimals as the instant has: none, three or six. */
export function isoOf(at: Micros): string {
  const millis = Math.floor(at / 1000);
  const micros = at - millis * 1000;
  const text = new Date(millis).toISOString();
  if (micros !== 0) return `${text.slice(0, -1)}${String(micros).padStart(3, '0')}Z`;
  return text.endsWith('.000Z') ? `${text.slice(0, -5)}Z` : text;
}
