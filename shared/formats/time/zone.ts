import { nearest } from '../../domain/nearest.ts';
import { oncePer } from '../../domain/once-per.ts';
import { quoted } from '../../domain/quoted.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Fold, FoldAt } from '../../domain/survey/fold-look.ts';
import { MICROS_PER_DAY, MICROS_PER_SECOND, type Micros } from '../../domain/time.ts';
import { AMBIGUOUS, NONEXISTENT, type Outcome } from './outcome.ts';

/** Which of the two instants is meant by a wall-clock time that a clock set back has shown twice. */
type Meant = 'REJECT' | 'EARLIER' | 'LATER';

/** From what a wall clock shows (µs, counted as if it stood in UTC) to the instant, or `AMBIGUOUS`, `NONEXISTENT`. */
export type LocalToInstant = (local: Micros) => Outcome;

/** A stretch of time, [from, to) in UTC, during which a zone keeps one offset (local = UTC + offset). */
interface Stretch {
  readonly from: Micros;
  readonly to: Micros;
  readonly offset: Micros;
}

/**
 * Compiles an IANA zone. Offsets come from the runtime's time zone data (Intl), which answers a million times too
 * slowly to be asked for every row: they are looked up once for each year that the data touches, and the stretch of
 * wall-clock time around the last answer is remembered.
 * Fails with `time.zone-unknown`, naming the nearest zone.
 */
export function compileZone(name: string, ambiguous: Meant): LocalToInstant {
  // The tables of zones take 8 MB, which a source in UTC need not have.
  if (name === 'UTC') return (local) => local;
  const format = formatterOf(name);
  if (format.resolvedOptions().timeZone === 'UTC') return (local) => local;
  const offsetAt = (second: number) => offsetOf(format.format(second * 1000), name);
  const stretchesOf = oncePer((year: number) => stretchesAround(year, offsetAt));
  let from = 0;
  let to = 0;
  let offset = 0;
  return (local) => {
    if (local >= from && local < to) return local - offset;
    const stretches = stretchesOf(new Date(local / 1000).getUTCFullYear());
    const holding = stretches.filter((s) => s.from <= local - s.offset && local - s.offset < s.to);
    const [earlier, later] = holding;
    if (earlier === undefined) return NONEXISTENT;
    if (later === undefined) {
      ({ from, to, offset } = unambiguousPart(stretches, stretches.indexOf(earlier)));
      return local - earlier.offset;
    }
    if (ambiguous === 'REJECT') return AMBIGUOUS;
    return local - (ambiguous === 'EARLIER' ? earlier.offset : later.offset);
  };
}

/** Where an instant lies to the hours that clocks in the zone show twice; null where the zone has none. */
export function foldsOf(name: string): ((at: Micros) => FoldAt) | null {
  if (name === 'UTC') return null;
  const format = formatterOf(name);
  const offsetAt = (second: number) => offsetOf(format.format(second * 1000), name);
  const ofYear = oncePer((year: number) => foldsAround(stretchesAround(year, offsetAt)));
  return (at) => {
    const year = new Date(at / 1000).getUTCFullYear();
    let from = Date.UTC(year, 0, 1) * 1000;
    let to = Date.UTC(year + 1, 0, 1) * 1000;
    for (const fold of ofYear(year)) {
      const end = 2 * fold.to - fold.from;
      if (at >= fold.from && at < end) return { from: fold.from, to: end, fold };
      if (end <= at) from = Math.max(from, end);
      else to = Math.min(to, fold.from);
    }
    return { from, to, fold: null };
  };
}

function foldsAround(stretches: readonly Stretch[]): readonly Fold[] {
  return stretches.flatMap((after, i) => {
    const length = (stretches[i - 1]?.offset ?? after.offset) - after.offset;
    return length > 0 ? [{ from: after.from - length, to: after.from }] : [];
  });
}

/** The wall-clock times, [from, to), that only this stretch shows. */
function unambiguousPart(stretches: readonly Stretch[], index: number): Stretch {
  const { from, to, offset } = stretches[index]!;
  const before = stretches[index - 1];
  const after = stretches[index + 1];
  return {
    from: from + Math.max(offset, before?.offset ?? offset),
    to: to + Math.min(offset, after?.offset ?? offset),
    offset,
  };
}

/**
 * The stretches that meet the year or the two days on either side of it (no offset is longer than a day). Changes
 * are looked for day by day: no zone has changed its offset twice within one day.
 */
function stretchesAround(year: number, offsetAt: (second: number) => Micros): readonly Stretch[] {
  const day = MICROS_PER_DAY / MICROS_PER_SECOND;
  const first = Date.UTC(year, 0, 1) / 1000 - 2 * day;
  const last = Date.UTC(year + 1, 0, 1) / 1000 + 2 * day;
  const stretches: Stretch[] = [];
  let from = first;
  let offset = offsetAt(first);
  for (let at = first + day; at <= last; at += day) {
    const next = offsetAt(at);
    if (next === offset) continue;
    const change = firstSecondOf(next, at - day, at, offsetAt);
    stretches.push({ from: from * MICROS_PER_SECOND, to: change * MICROS_PER_SECOND, offset });
    from = change;
    offset = next;
  }
  stretches.push({ from: from * MICROS_PER_SECOND, to: last * MICROS_PER_SECOND, offset });
  return stretches;
}

/** Bisects (before, at] for the first second that has the offset. */
function firstSecondOf(
  offset: Micros,
  before: number,
  at: number,
  offsetAt: (second: number) => Micros,
): number {
  let low = before;
  let high = at;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle) === offset) high = middle;
    else low = middle;
  }
  return high;
}

/** µs ahead of UTC, from a date written with its `longOffset` (`1/1/2026, GMT+05:30`). */
function offsetOf(text: string, zone: string): Micros {
  const found = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(text);
  if (found === null) throw new Error(`the runtime names no offset for the zone ${zone}: ${text}`);
  const [, sign, hours, minutes, seconds] = found;
  if (sign === undefined) return 0;
  const magnitude = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds ?? 0);
  return (sign === '-' ? -magnitude : magnitude) * MICROS_PER_SECOND;
}

function formatterOf(name: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' });
  } catch (cause) {
    const near = nearest(name, ['UTC', ...Intl.supportedValuesOf('timeZone')]);
    const advice = near === null ? 'name a zone such as UTC or Europe/Berlin' : `did you mean ${near}?`;
    throw new Refusal(
      'invalid',
      'time.zone-unknown',
      `expected a zone of the IANA database, got ${quoted(name)}: ${advice}`,
      { field: 'zone' },
      { cause },
    );
  }
}
