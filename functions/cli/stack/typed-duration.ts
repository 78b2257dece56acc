/** Durations as people type them: ISO 8601, or a number with its unit. */
import { isoDuration, parseDuration } from '../../../shared/domain/duration.ts';
import { parseInstant } from '../../../shared/domain/instant.ts';
import { quoted } from '../../../shared/domain/quoted.ts';
import { orRefusal, Refusal } from '../../../shared/domain/refusal.ts';
import { isoOf, MICROS_PER_SECOND, type Micros, type Seconds } from '../../../shared/domain/time.ts';

/** What a help text calls them. */
export const DURATIONS = 'such as 30s, 20min, 6h, 2d or PT20M';

const TYPED = /^(\d{1,9}(?:\.\d{1,6})?)(d|h|min|s)$/;
/** The units that a time since the reference has too (`T+60min`). */
const SECONDS_OF: Readonly<Record<string, number>> = { d: 86_400, h: 3_600, min: 60, s: 1 };

/** `PT30S` of `30s`; what is typed otherwise stays, for whoever reads ISO 8601. */
export function isoTyped(text: string): string {
  const [, number, unit] = TYPED.exec(text) ?? [];
  return number === undefined ? text : isoDuration(Number(number) * SECONDS_OF[unit!]!);
}

/** Refuses what is no duration; of a number alone nobody knows the unit. */
export function parseTyped(text: string): Seconds {
  const read = orRefusal(() => parseDuration(isoTyped(text)));
  if (!(read instanceof Refusal)) return read;
  const expected = `expected a duration ${DURATIONS}, got ${quoted(text)}`;
  const isNumber = /^\d+(\.\d+)?$/.test(text.trim());
  const hint = isNumber ? `: in which unit? Seconds are ${text.trim()}s` : '';
  throw new Refusal('invalid', read.code, `${expected}${hint}`);
}

/**
 * ISO 8601 with offset of an instant, or of so long before or after now. Refuses what is neither.
 *
 * @param side -1: a duration counts back from now
 */
export function instantTyped(text: string, now: Micros, side: 1 | -1): string {
  const seconds = orRefusal(() => parseDuration(isoTyped(text)));
  if (!(seconds instanceof Refusal)) return isoOf(now + side * seconds * MICROS_PER_SECOND);
  const instant = orRefusal(() => parseInstant(text));
  if (!(instant instanceof Refusal)) return text;
  const from = side === 1 ? 'from now' : 'back from now';
  const expected = `expected an instant such as 2026-03-01T06:00:00Z, or how long ${from}, such as 2h or PT2H`;
  throw new Refusal('invalid', instant.code, `${expected}, got ${quoted(text)}`);
}
