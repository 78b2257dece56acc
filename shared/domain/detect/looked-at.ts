/** Which time was looked at: over time without a valid reading an empty list says nothing. */
import { isWithin, type Reach } from '../telemetry/reach.ts';
import { microsOf } from '../telemetry/rule.ts';
import type { Micros } from '../time.ts';
import { type Interval, joined } from '../timeline/interval.ts';
import type { Anomaly } from './registry.ts';

/** What is known of a unit: its first and its newest sample, null where nothing came; what was found on it. */
export interface UnitSeen {
  readonly unit: string;
  readonly first: Micros | null;
  readonly newest: Micros | null;
  /** Those that ever sent something. */
  readonly series: readonly string[];
  readonly anomalies: readonly Anomaly[];
}

/** A stretch in which no bound of these series was held against anything. */
export interface Unmonitored extends Interval {
  readonly channels: readonly string[];
  /** DEAD: no valid reading, so that nothing but its absence was found. STUCK: a sensor that stood still says nothing. */
  readonly cause: 'DEAD' | 'STUCK';
}

/** The part of [from, to) between the first and the newest sample of the unit; null where there is none. */
export function seenIn({ first, newest }: UnitSeen, { from, to }: Interval): Interval | null {
  if (newest === null) return null;
  const seen = { from: Math.max(from, first ?? from), to: Math.min(to, newest + 1) };
  return seen.from < seen.to ? seen : null;
}

/**
 * Stretches of the unit that touch the range in which series had no valid reading, or stood still, in order of time.
 *
 * @param bounded series with bounds: of no other it matters that it stood still
 */
export function unmonitoredIn(
  { anomalies }: UnitSeen,
  range: Interval,
  bounded: ReadonlySet<string>,
): Unmonitored[] {
  return anomalies
    .flatMap(({ kind, channels, from, to }): Unmonitored[] => {
      if (kind !== 'DEAD' && kind !== 'STUCK') return [];
      const blind = kind === 'DEAD' ? channels : channels.filter((series) => bounded.has(series));
      return blind.length === 0
        ? []
        : [{ channels: blind, cause: kind, from, to: to ?? Number.POSITIVE_INFINITY }];
    })
    .filter(({ from, to }) => from < range.to && to >= range.from)
    .sort((a, b) => a.from - b.from);
}

/** Why a kind that holds readings against bounds saw none that says anything in the range; null where it may have. */
export function whyBlind(seen: UnitSeen, series: string, kind: string, range: Interval): string | null {
  const part = seenIn(seen, range);
  if (part === null || !BOUNDS.has(kind)) return null;
  const own = seen.anomalies.filter(({ channels }) => channels.includes(series));
  const isFound = own.some(
    (one) => one.kind === kind && one.from < part.to && (one.to ?? Infinity) >= part.from,
  );
  const still = own
    .filter((one) => one.kind === 'STUCK')
    .map(({ from, to }) => ({ from, to: to === null ? Infinity : to + 1 }));
  return !isFound && isCovered(part, joined(still))
    ? `the sensor was stuck in the time asked for (STUCK), so its bounds are UNMONITORED`
    : null;
}

const BOUNDS: ReadonlySet<string> = new Set(['LIMIT', 'RATE']);

/** Why a detector that needs samples to get so far saw none of the series in the range; null where it may have. */
export function whyUnseen(seen: UnitSeen, series: string, needs: Reach, range: Interval): string | null {
  const part = seenIn(seen, range);
  const nothing = `nothing of ${seen.unit} was received in the time asked for`;
  if (part === null) return nothing;
  // What did not come is looked for where nothing came.
  if (needs === 'AWAITED') return null;
  const ofUnit = absencesOf(seen, (one) => one.kind === 'GAP' && isOfUnit(one, seen));
  if (isCovered(part, ofUnit)) return nothing;
  if (isWithin(needs, 'RECEIVED')) return null;
  const own = absencesOf(seen, (one) => one.channels.includes(series));
  return isCovered(part, own)
    ? `${seen.unit} has no valid reading in the time asked for, so its bounds are UNMONITORED`
    : null;
}

function isOfUnit(gap: Anomaly, { series }: UnitSeen): boolean {
  return series.every((name) => gap.channels.includes(name));
}

function absencesOf({ anomalies }: UnitSeen, isMeant: (one: Anomaly) => boolean): Interval[] {
  const found = anomalies.filter((one) => (one.kind === 'DEAD' || one.kind === 'GAP') && isMeant(one));
  return joined(found.map(absenceOf));
}

/** The time in which there is no reading, none at either end. */
function absenceOf(one: Anomaly): Interval {
  const { from, to } = one;
  if (one.kind === 'DEAD') {
    const { lastValid, stepSeconds } = one.evidence;
    return {
      from: lastValid === undefined ? from : lastValid + 1,
      to: to === null ? Infinity : to + microsOf(stepSeconds),
    };
  }
  const isOpenStart = one.kind === 'GAP' && one.evidence.open !== undefined && one.evidence.open !== 'END';
  return { from: isOpenStart ? from : from + 1, to: to ?? Infinity };
}

/** The stretches are disjoint. */
function isCovered({ from, to }: Interval, stretches: readonly Interval[]): boolean {
  return stretches.some((one) => one.from <= from && one.to >= to);
}
