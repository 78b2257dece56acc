/** Durations as people type them: ISO 8601, or a number with its unit. */
import { isoDuration, parseDuration } from '../../../shared/domain/duration.ts';
import { quoted } from '../../../shared/domain/quoted.ts';
import { orRefusal, Refusal } from '../../../shared/domain/refusal.ts';
import type { Seconds } from '../../../shared/domain/time.ts';

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

/** Whether it is meant as a duration, not as an instant. */
export function isTypedDuration(text: string): boolean {
  return text.startsWith('P') || TYPED.test(text);
}

/** Refuses what is neither; of a number alone nobody knows the unit. */
export function parseTyped(text: string): Seconds {
  const read = orRefusal(() => parseDuration(isoTyped(text)));
  if (!(read instanceof Refusal)) return read;
  const expected = `expected a duration ${DURATIONS}, got ${quoted(text)}`;
  const isNumber = /^\d+(\.\d+)?$/.test(text.trim());
  const hint = isNumber ? `: in which unit? Seconds are ${text.trim()}s` : '';
  throw new Refusal('invalid', read.code, `${expected}${hint}`);
}
