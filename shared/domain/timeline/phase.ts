import { quoted } from '../quoted.ts';
import { isoOf, type Micros } from '../time.ts';
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
  return phaseIntervals(phases, events, unit, range, ({ armed }) => armed);
}

/** Where in the range the unit is in one of the phases that are meant, as disjoint, ascending intervals. */
export function phaseIntervals(
  phases: readonly Phase[],
  events: readonly TimelineEvent[],
  unit: string,
  range: Interval,
  isMeant: (phase: Phase) => boolean,
): Interval[] {
  const extents = phases.map((phase) => extentOf(phase, events, unit));
  const inside = extents
    .flatMap(({ from, to }) => [from, to])
    .filter((at) => at > range.from && at < range.to);
  const cuts = [...new Set([range.from, ...inside, range.to])].toSorted((a, b) => a - b);
  const pieces = cuts.slice(1).map((to, i) => ({ from: cuts[i]!, to }));
  return joined(
    pieces.filter(({ from }) => {
      const phase = phases[extents.findIndex((extent) => covers([extent], from))];
      return phase !== undefined && isMeant(phase);
    }),
  );
}

/** Why the unit is at no time in the phase, in words; null where it is, or where only other phases stand before it. */
export function whyNever(phase: Phase, events: readonly TimelineEvent[], unit: string): string | null {
  const { from, to } = extentOf(phase, events, unit);
  if (from === Infinity) return `${unit} has no event ${quoted(phase.from ?? '')}`;
  if (from < to) return null;
  return `${quoted(phase.to ?? '')} of ${unit} at ${isoOf(to)} does not come after its ${quoted(phase.from ?? '')} at ${isoOf(from)}`;
}

/** From Infinity on, that is never, where the beginning has not happened. */
function extentOf(phase: Phase, events: readonly TimelineEvent[], unit: string): Interval {
  return {
    from: phase.from === undefined ? -Infinity : (referenceOf(events, phase.from, unit)?.at ?? Infinity),
    to: phase.to === undefined ? Infinity : (referenceOf(events, phase.to, unit)?.at ?? Infinity),
  };
}
