/** The steps of a control run: what the flight unit went through, and when the ground unit did. */
import { byText } from '../by-text.ts';
import type { Pair } from '../experiment/hardware-schema.ts';
import { isoOf, MICROS_PER_SECOND, type Micros, type Seconds } from '../time.ts';
import { standingEventsOf, type TimelineEvent } from '../timeline/event.ts';
import { exactSpanText } from '../words/span.ts';
import type { IssueRow, STEP_OUTCOMES } from './issue-row.ts';
import { isOfVehicle } from './vehicle-events.ts';

export interface PlannedStep {
  readonly name: string;
  readonly flightAt: Micros;
  /** On the ground's clock. */
  readonly plannedAt: Micros;
  /** How far off the flight's instant may be. */
  readonly accuracy: Seconds;
}

export interface PlannedSteps {
  /** What the flight unit went through, as it ran, in order of time. */
  readonly steps: readonly PlannedStep[];
  /** Names of the flight unit's events that the ground unit cannot run. */
  readonly notSteps: readonly string[];
}

/** Each is due on the ground `delayMicros` later. */
export function plannedSteps(
  events: readonly TimelineEvent[],
  { flight, ground }: Pick<Pair, 'flight' | 'ground'>,
  delayMicros: Micros,
): PlannedSteps {
  const onGround = new Set(standingEventsOf(events, ground).map(({ name }) => name));
  const isStep = (name: string) => onGround.has(name) || !isOfVehicle(name);
  const all = standingEventsOf(events, flight)
    .map(({ name, at, accuracy }) => ({ name, flightAt: at, plannedAt: at + delayMicros, accuracy }))
    .sort((a, b) => a.flightAt - b.flightAt || byText(a.name, b.name));
  const others = all.filter(({ name }) => !isStep(name)).map(({ name }) => name);
  return { steps: all.filter(({ name }) => isStep(name)), notSteps: [...new Set(others)] };
}

export function rowOfStep({ name, flightAt, plannedAt, accuracy }: PlannedStep): IssueRow {
  const note = `flight ${isoOf(flightAt)} within ${exactSpanText(accuracy * MICROS_PER_SECOND)}`;
  return {
    what: 'step',
    name,
    from: plannedAt,
    to: plannedAt,
    state: 'step',
    setpoint: null,
    cause: '',
    note,
  };
}

export interface StepOutcome {
  readonly name: string;
  readonly outcome: (typeof STEP_OUTCOMES)[number];
  readonly planned: PlannedStep | null;
  readonly ranAt: Micros | null;
  /** Ran minus planned; negative where it was early. */
  readonly latenessSeconds: Seconds | null;
  /** How far off the lateness may be: the accuracies of both events together. */
  readonly withinSeconds: Seconds | null;
}

/**
 * The flight's steps against the ground's events of the same name, in order of their instants. Of a name that both have
 * equally often, the first is the first. Where one has more, so many are left over that the rest lies nearest.
 */
export function stepOutcomes(
  planned: readonly PlannedStep[],
  events: readonly TimelineEvent[],
  ground: string,
  now: Micros,
): StepOutcome[] {
  const ranOf = Map.groupBy(standingEventsOf(events, ground), ({ name }) => name);
  const plannedOf = Map.groupBy(planned, ({ name }) => name);
  const outcomes: StepOutcome[] = [];
  for (const name of new Set([...plannedOf.keys(), ...ranOf.keys()])) {
    const steps = plannedOf.get(name) ?? [];
    const ran = (ranOf.get(name) ?? []).toSorted((a, b) => a.at - b.at);
    const pairs = nearestInOrder(
      steps.map(({ plannedAt }) => plannedAt),
      ran.map(({ at }) => at),
    );
    outcomes.push(...pairs.map(([i, j]) => outcomeOf(name, steps[i ?? -1], ran[j ?? -1], now)));
  }
  return outcomes.sort((a, b) => instantOf(a) - instantOf(b) || byText(a.name, b.name));
}

function outcomeOf(
  name: string,
  planned: PlannedStep | undefined,
  ran: TimelineEvent | undefined,
  now: Micros,
): StepOutcome {
  const common = { name, planned: planned ?? null, ranAt: ran?.at ?? null };
  if (planned !== undefined && ran !== undefined) {
    const latenessSeconds = (ran.at - planned.plannedAt) / MICROS_PER_SECOND;
    return { ...common, outcome: 'ran', latenessSeconds, withinSeconds: planned.accuracy + ran.accuracy };
  }
  const isDue = planned !== undefined && planned.plannedAt > now;
  const outcome = planned === undefined ? 'extra' : isDue ? 'due' : 'missing';
  return { ...common, outcome, latenessSeconds: null, withinSeconds: null };
}

function instantOf({ planned, ranAt }: StepOutcome): Micros {
  return planned?.plannedAt ?? ranAt ?? 0;
}

/**
 * Indices of two ascending lists, paired in order so that all of the shorter one have a partner and the distances add
 * up to the least; what is left over stands with null. Takes the product of both lengths.
 */
function nearestInOrder(
  a: readonly Micros[],
  b: readonly Micros[],
): (readonly [number | null, number | null])[] {
  const isSwapped = a.length > b.length;
  const [few, many] = isSwapped ? [b, a] : [a, b];
  const partners = partnersOf(few, many);
  const paired = new Set(partners);
  const pairs = [
    ...partners.map((j, i): [number | null, number | null] => [i, j]),
    ...many.flatMap((_, j): [number | null, number | null][] => (paired.has(j) ? [] : [[null, j]])),
  ];
  return isSwapped ? pairs.map(([i, j]) => [j, i] as const) : pairs;
}

/** For each of the few the index of its partner among the many. */
function partnersOf(few: readonly Micros[], many: readonly Micros[]): number[] {
  const width = many.length + 1;
  // Least sum of distances of the first i of the few within the first j of the many.
  const least = new Float64Array((few.length + 1) * width).fill(Number.POSITIVE_INFINITY);
  least.fill(0, 0, width);
  for (let i = 1; i <= few.length; i++) {
    for (let j = i; j <= many.length; j++) {
      const taken = least[(i - 1) * width + j - 1]! + Math.abs(few[i - 1]! - many[j - 1]!);
      least[i * width + j] = Math.min(least[i * width + j - 1]!, taken);
    }
  }
  const partners: number[] = Array(few.length);
  for (let i = few.length, j = many.length; i > 0; j--) {
    if (least[i * width + j]! === least[i * width + j - 1]!) continue;
    partners[i - 1] = j - 1;
    i -= 1;
  }
  return partners;
}
