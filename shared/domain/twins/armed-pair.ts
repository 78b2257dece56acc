import type { Pair } from '../experiment/hardware-schema.ts';
import { isoOf, type Micros } from '../time.ts';
import { referenceOf, type TimelineEvent } from '../timeline/event.ts';
import { type Interval, intersection, joined } from '../timeline/interval.ts';
import { type Phase, phaseIntervals, whyNever } from '../timeline/phase.ts';

const EVER: Interval = { from: -Infinity, to: Infinity };

/** A pair and what happened to it, as far as it decides in which phase it is when. */
export interface PairTimeline {
  readonly pair: Pick<Pair, 'flight' | 'ground'>;
  /** Ground times minus this are on the flight's axis. */
  readonly shiftMicros: Micros;
  readonly phases: readonly Phase[];
  readonly events: readonly TimelineEvent[];
}

/**
 * When both units of a pair are in armed phases, on the flight's axis, as disjoint, ascending intervals. A difference
 * counts, and alarms, where both of its samples do: ground that was fixed early is no reference for a flight unit that
 * goes on. An event that the ground unit does not have (yet) is taken to follow the flight's as planned.
 */
export function armedPairIntervals(timeline: PairTimeline, range: Interval): Interval[] {
  if (timeline.phases.length === 0) return joined([range]);
  return pairIntervals(timeline, range, ({ armed }) => armed);
}

/** When both units of a pair are in the phase, likewise. */
export function pairPhaseIntervals(timeline: PairTimeline, phase: Phase, range: Interval): Interval[] {
  return pairIntervals(timeline, range, ({ id }) => id === phase.id);
}

/** Why a pair is never in the phase, in words; null where it is, or nothing but the range or other phases keep it out. */
export function whyPairNever(timeline: PairTimeline, phase: Phase): string | null {
  const { flight, ground } = timeline.pair;
  const events = [...timeline.events, ...plannedEvents(timeline)];
  return whyNever(phase, events, flight) ?? whyNever(phase, events, ground);
}

/** Why a pair is at no time of a range in the phase, in words. */
export function whyPairNotIn(timeline: PairTimeline, phase: Phase): string {
  const never = whyPairNever(timeline, phase);
  if (never !== null) return never;
  const ever = pairPhaseIntervals(timeline, phase, EVER);
  const { flight, ground } = timeline.pair;
  if (ever.length > 0) {
    const [from, to] = [ever[0]!.from, ever.at(-1)!.to];
    const begin = from === -Infinity ? '' : ` from ${isoOf(from)}`;
    const end = to === Infinity ? (begin === '' ? '' : ' on') : ` to ${isoOf(to)}`;
    return `both units are in ${phase.id}${begin}${end}, outside the range asked for`;
  }
  const events = [...timeline.events, ...plannedEvents(timeline)];
  const hidden = [flight, ground].find(
    (unit) => phaseIntervals(timeline.phases, events, unit, EVER, ({ id }) => id === phase.id).length === 0,
  );
  return hidden === undefined
    ? `${flight} and ${ground} are never in ${phase.id} at the same time since the reference event`
    : `a phase declared before ${phase.id} holds all of its time on ${hidden}`;
}

/** Why no time of the range is armed, in words; null where some is. */
export function whyNoneArmed(timeline: PairTimeline, range: Interval): string | null {
  const { phases } = timeline;
  if (phases.length === 0 || armedPairIntervals(timeline, range).length > 0) return null;
  const armed = phases.filter((phase) => phase.armed);
  if (armed.length === 0) return 'no phase is armed';
  const causes = [...new Set(armed.flatMap((phase) => whyPairNever(timeline, phase) ?? []))];
  const isEver = armedPairIntervals(timeline, EVER).length > 0;
  const others = isEver ? ['no armed phase lies in the range asked for'] : [];
  const all = [...causes, ...others].join('; ');
  return all === '' ? null : isEver ? all : `${all}, so no time is armed`;
}

function pairIntervals(
  timeline: PairTimeline,
  range: Interval,
  isMeant: (phase: Phase) => boolean,
): Interval[] {
  const { pair, shiftMicros, phases, events } = timeline;
  const onGround = { from: range.from + shiftMicros, to: range.to + shiftMicros };
  const all = [...events, ...plannedEvents(timeline)];
  const ofGround = phaseIntervals(phases, all, pair.ground, onGround, isMeant);
  return intersection(
    phaseIntervals(phases, events, pair.flight, range, isMeant),
    ofGround.map(({ from, to }) => ({ from: from - shiftMicros, to: to - shiftMicros })),
  );
}

/** What begins or ends a phase and the ground unit does not have, as it is planned to follow the flight's. */
function plannedEvents({
  pair: { flight, ground },
  shiftMicros,
  phases,
  events,
}: PairTimeline): TimelineEvent[] {
  const named = new Set(phases.flatMap(({ from, to }) => [from ?? [], to ?? []].flat()));
  return [...named].flatMap((name): TimelineEvent[] => {
    const before = referenceOf(events, name, flight);
    if (before === null || referenceOf(events, name, ground) !== null) return [];
    return [{ name, unit: ground, at: before.at + shiftMicros, accuracy: before.accuracy }];
  });
}
