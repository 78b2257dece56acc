import type { Micros } from '../time.ts';
import { referenceOf, type TimelineEvent } from './event.ts';
import { covers, type Interval, joined } from './interval.ts';

/** A stretch of the experiment, from one event of a unit to another. */
export interface Phase {
  readonly id: string;
  /** Event that begins it; absent: since ever. */
  readonly from?: string | undefined;
  /** Event that ends it; absent: for ever. */
  readonly to?: string | undefined;
  /** Whether alarms are sent and summaries count in it. */
  readonly armed: boolean;
}

/**
 * The phase that the unit is in, or null. A phase whose beginning has no event yet has not begun; one whose end has
 * no event yet goes on. Where phases overlap, the first declared one holds.
 */
export function phaseAt<P extends Phase>(
  phases: readonly P[],
  events: readonly TimelineEvent[],
  unit: string,
  at: Micros,
): P | null {
  return phases.find((phase) => covers([extentOf(phase, events, unit)], at)) ?? null;
}

/**
 * Where in the range the unit is in an armed phase, as disjoint, ascending intervals. Without declared phases all of
 * it is armed; with them, what lies in no phase is not.
 */
export function armedIntervals(
  phases: readonly Phase[],
  events: readonly TimelineEvent[],
  unit: string,
  range: Interval,
): Interval[] {
  if (phases.length === 0) return joined([range]);
  const extents = phases.map((phase) => extentOf(phase, events, unit));
  const inside = extents
    .flatMap(({ from, to }) => [from, to])
    .filter((at) => at > range.from && at < range.to);
  const cuts = [...new Set([range.from, ...inside, range.to])].toSorted((a, b) => a - b);
  const pieces = cuts.slice(1).map((to, i) => ({ from: cuts[i]!, to }));
  return joined(
    pieces.filter(
      ({ from }) => phases[extents.findIndex((extent) => covers([extent], from))]?.armed === true,
    ),
  );
}

/** From Infinity on, that is never, where the beginning has not happened. */
function extentOf(phase: Phase, events: readonly TimelineEvent[], unit: string): Interval {
  return {
    from: phase.from === undefined ? -Infinity : (referenceOf(events, phase.from, unit)?.at ?? Infinity),
    to: phase.to === undefined ? Infinity : (referenceOf(events, phase.to, unit)?.at ?? Infinity),
  };
}
