/** What stands in the lanes below a chart, on its axis. Pure: which word stands where is decided here. */
import type { AnomalyOnWire } from '../../../shared/contract/anomalies.ts';
import type { NoteOnWire } from '../../../shared/contract/notes.ts';
import { plannedSteps, stepOutcomes } from '../../../shared/domain/conduct/steps.ts';
import { MICROS_PER_SECOND, type Micros } from '../../../shared/domain/time.ts';
import { standingEventsOf, type TimelineEvent } from '../../../shared/domain/timeline/event.ts';
import type { Interval } from '../../../shared/domain/timeline/interval.ts';
import type { Phase } from '../../../shared/domain/timeline/phase.ts';
import { pairPhaseIntervals } from '../../../shared/domain/twins/armed-pair.ts';
import type { PairSides } from '../../../shared/domain/twins/pair-sides.ts';
import { typedUtc } from '../../../shared/domain/words/instant.ts';
import { spanText } from '../../../shared/domain/words/span.ts';

/** How an item looks; each differs by more than its colour. */
export type Look =
  | ('phase' | 'idle' | 'event' | 'planned' | 'late' | 'note' | 'finding')
  | ('clean' | 'confounded' | 'unknown' | 'void');

export interface Item {
  readonly from: number;
  /** As `from`: an instant. */
  readonly to: number;
  readonly label: string;
  /** All that is known of it, in a sentence. */
  readonly title: string;
  readonly look: Look;
  /** Of a finding: of which kind, and where. */
  readonly found?: AnomalyOnWire;
}

export interface Lane {
  readonly name: string;
  readonly items: readonly Item[];
  /** What is said where there is no item: never that all is well. */
  readonly empty: string;
}

/** Of a pair: how instants of its units come to stand on the axis. */
export interface Placing {
  readonly pair: { readonly id: string; readonly flight: string; readonly ground: string };
  readonly sides: PairSides;
  /** Ground times minus this are on the flight's clock. */
  readonly shiftMicros: Micros;
  /** Of an instant of the flight's clock. */
  readonly xOf: (at: Micros) => number;
}

/** Of an instant of a unit's own clock; of no unit, as of flight. */
export function placeOf({ pair, shiftMicros, xOf }: Placing, unit: string | undefined, at: Micros): number {
  return xOf(unit === pair.ground ? at - shiftMicros : at);
}

export const microsIn = (iso: string): Micros => Date.parse(iso) * 1000;

export interface PhaseStretch {
  readonly phase: Phase;
  readonly from: number;
  readonly to: number;
}

/** When both units are in which phase, on the axis. */
export function phasesOn(
  { pair, shiftMicros, xOf }: Placing,
  phases: readonly Phase[],
  events: readonly TimelineEvent[],
  whole: Interval,
): PhaseStretch[] {
  const timeline = { pair, shiftMicros, phases, events };
  return phases.flatMap((phase) =>
    pairPhaseIntervals(timeline, phase, whole).map(({ from, to }) => ({
      ...{ phase, from: xOf(from), to: xOf(to) },
    })),
  );
}

export function phaseLane(stretches: readonly PhaseStretch[], isDeclared: boolean): Lane {
  const items = stretches.map(({ phase: { id, armed }, from, to }): Item => {
    const label = armed ? id : `${id} (not armed)`;
    const title = armed ? `phase ${id}, armed` : `phase ${id}, not armed: it counts in no summary`;
    return { from, to, label, title, look: armed ? 'phase' : 'idle' };
  });
  const empty = isDeclared ? 'no phase holds in this time' : 'no phase is declared: all time counts';
  return { name: 'phases', items, empty };
}

interface PlacedEvent {
  readonly event: TimelineEvent;
  readonly x: number;
}

/** Of both units; an event of both at one place is one. */
export function eventLane(placing: Placing, events: readonly TimelineEvent[]): Lane {
  const { pair, sides } = placing;
  const of = (unit: string): PlacedEvent[] =>
    standingEventsOf(events, unit).map((event) => ({ event, x: placeOf(placing, unit, event.at) }));
  const isSame = (a: PlacedEvent) => (b: PlacedEvent) =>
    a.event.name === b.event.name && Math.abs(a.x - b.x) < 1;
  const [flight, ground] = [of(pair.flight), of(pair.ground)];
  const shared = flight.filter((one) => ground.some(isSame(one)));
  const alone = (list: readonly PlacedEvent[], side: string) =>
    list.filter((one) => !shared.some(isSame(one))).map((one) => eventItem(one, side));
  const items = [
    ...shared.map((one) => eventItem(one, null)),
    ...alone(flight, sides.flight),
    ...alone(ground, sides.ground),
  ].sort((a, b) => a.from - b.from);
  return { name: 'events', items, empty: 'no event of these units is known' };
}

function eventItem({ event: { name, unit, at }, x }: PlacedEvent, side: string | null): Item {
  const title = `${name} of ${unit} at ${typedUtc(at)}${side === null ? ', of its twin at the same place' : ''}`;
  return { from: x, to: x, label: side === null ? name : `${name} (${side})`, title, look: 'event' };
}

interface Planned {
  readonly name: string;
  readonly planned: number;
  readonly ran: number | null;
  readonly lateSeconds: number | null;
  readonly allowedSeconds: number | null;
  /** Its time has not come yet. */
  readonly isDue: boolean;
}

/** A ground unit is held against as many steps; more are compared by `howship conduct compliance`. */
const MOST_STEPS = 500;

/**
 * What was planned and what ran: of the steps of the control run, and of events that say when they were planned.
 *
 * @param delayMicros how much later the ground was to do what the flight did; null where that is not planned
 */
export function planLane(
  placing: Placing,
  events: readonly TimelineEvent[],
  delayMicros: Micros | null,
  now: Micros,
): Lane {
  const steps = delayMicros === null ? [] : stepsOf(placing, events, delayMicros, now);
  const told = new Set(steps.map(({ name }) => name));
  const others = plannedEvents(placing, events).filter(({ name }) => !told.has(name));
  const { flight, ground } = placing.pair;
  return {
    name: 'plan',
    items: [...steps, ...others].map(plannedItem),
    empty:
      delayMicros === null
        ? `no planned delay of ${ground} is declared, so nothing says when it was to do what ${flight} did`
        : `no event of ${flight} is a step for ${ground}, and no event says when it was planned`,
  };
}

function stepsOf(
  placing: Placing,
  events: readonly TimelineEvent[],
  delayMicros: Micros,
  now: Micros,
): Planned[] {
  const { ground } = placing.pair;
  const { steps } = plannedSteps(events, placing.pair, delayMicros);
  if (steps.length > MOST_STEPS) return [];
  return stepOutcomes(steps, events, ground, now).flatMap(
    ({ name, planned, ranAt, latenessSeconds, withinSeconds, outcome }): Planned[] => {
      if (planned === null) return [];
      return [
        {
          ...{ name: `${name} of ${ground}`, planned: placeOf(placing, ground, planned.plannedAt) },
          ran: ranAt === null ? null : placeOf(placing, ground, ranAt),
          ...{ lateSeconds: latenessSeconds, allowedSeconds: withinSeconds, isDue: outcome === 'due' },
        },
      ];
    },
  );
}

function plannedEvents(placing: Placing, events: readonly TimelineEvent[]): Planned[] {
  return [placing.pair.flight, placing.pair.ground].flatMap((unit) =>
    standingEventsOf(events, unit).flatMap(({ name, at, planned, accuracy }): Planned[] => {
      if (planned == null) return [];
      const [before, ran] = [planned, at].map((one) => placeOf(placing, unit, one));
      const lateSeconds = (at - planned) / MICROS_PER_SECOND;
      return [
        {
          name: `${name} of ${unit}`,
          planned: before!,
          ran: ran!,
          lateSeconds,
          allowedSeconds: accuracy,
          isDue: false,
        },
      ];
    }),
  );
}

function plannedItem({ name, planned, ran, lateSeconds, allowedSeconds, isDue }: Planned): Item {
  const said = isDue ? 'planned, not due yet' : latenessText(ran, lateSeconds);
  const allowed =
    allowedSeconds === null ? '' : `, ${spanText(allowedSeconds * MICROS_PER_SECOND)} are allowed`;
  const isLate = lateSeconds === null || Math.abs(lateSeconds) > (allowedSeconds ?? 0);
  const ends = [planned, ran ?? planned];
  return {
    ...{ from: Math.min(...ends), to: Math.max(...ends), label: `${name}: ${said}` },
    ...{ title: `${name}: ${said}${allowed}`, look: ran === null ? 'planned' : isLate ? 'late' : 'event' },
  };
}

function latenessText(ran: number | null, lateSeconds: number | null): string {
  if (ran === null) return 'planned, no run of it is known';
  if (lateSeconds === null) return 'ran; how late is not known';
  if (lateSeconds === 0) return 'as planned';
  return `${spanText(Math.abs(lateSeconds) * MICROS_PER_SECOND)} ${lateSeconds > 0 ? 'late' : 'early'}`;
}

/** Those about one of the units, or about all. */
export function noteLane(placing: Placing, notes: readonly NoteOnWire[], older = 0): Lane {
  const { flight, ground } = placing.pair;
  const items = notes
    .filter(({ unit }) => unit === undefined || unit === flight || unit === ground)
    .map(({ at, unit, text, by }): Item => {
      const x = placeOf(placing, unit, microsIn(at));
      const title = `${typedUtc(microsIn(at))}, ${by}${unit === undefined ? '' : ` on ${unit}`}: ${text}`;
      return { from: x, to: x, look: 'note', label: text, title };
    });
  const empty = 'nobody wrote a note on these units';
  return {
    name: 'notes',
    items,
    empty: older > 0 ? `no note of the newest; ${older} are not listed` : empty,
  };
}
