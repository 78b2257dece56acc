/** Ends of a range as people write them: an instant, or a time since the reference event. */
import { parseDuration } from '../duration.ts';
import { parseInstant } from '../instant.ts';
import { quoted } from '../quoted.ts';
import { Refusal } from '../refusal.ts';
import { isoOf, MICROS_PER_SECOND, type Micros } from '../time.ts';

/** A time since the reference event of a pair; negative before it. */
export interface Elapsed {
  readonly sinceReference: Micros;
}

export type Bound = Micros | Elapsed;

/** A blank is what an unescaped + of a query becomes. */
const ELAPSED = /^T([+ -])(?:(P[0-9A-Z.]+)|(\d{1,9}(?:\.\d{1,6})?)(d|h|min|s))$/;
const SECONDS_OF: Readonly<Record<string, number>> = { d: 86_400, h: 3_600, min: 60, s: 1 };

/** `2026-03-01T06:00:00Z`, `T+60min`, `T-2h`, `T+1.5d`, `T+PT90M`. Fails with `bound.invalid`, or as `parseInstant` does. */
export function parseBound(text: string): Bound {
  if (!/^T[+ -]/.test(text)) return parseInstant(text);
  const [, sign, duration, number, unit] = ELAPSED.exec(text) ?? [];
  if (sign === undefined) {
    throw new Refusal(
      'invalid',
      'bound.invalid',
      `expected a time since the reference event such as T+60min, T-2h, T+3d or T+PT90M, got ${quoted(text)}`,
    );
  }
  const seconds = duration === undefined ? Number(number) * SECONDS_OF[unit!]! : parseDuration(duration);
  return { sinceReference: Math.round(seconds * MICROS_PER_SECOND) * (sign === '-' ? -1 : 1) };
}

/** As `parseBound` reads it; null for an open end. */
export function boundText(bound: Bound): string | null {
  if (typeof bound === 'number') return Number.isFinite(bound) ? isoOf(bound) : null;
  const seconds = bound.sinceReference / MICROS_PER_SECOND;
  return `T${seconds < 0 ? '-' : '+'}${Math.abs(seconds)}s`;
}

/** The instant; null for a time since a reference that there is not. */
export function instantOf(bound: Bound, referenceAt: Micros | null): Micros | null {
  if (typeof bound === 'number') return bound;
  return referenceAt === null ? null : referenceAt + bound.sinceReference;
}
