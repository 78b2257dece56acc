/** An event as somebody records it, with what of the known events it would touch. */
import type { EventOnWire, NewEvent } from '../../../shared/contract/experiments.ts';
import type { Experiment } from '../stack/experiment.ts';

/** Those that the definition counts with first, then those that happened already. */
export function eventNames(
  { reference, phases, sources }: Pick<Experiment, 'reference' | 'phases' | 'sources'>,
  events: readonly Pick<EventOnWire, 'name'>[],
): readonly string[] {
  const declared = [
    reference,
    ...phases.flatMap(({ from, to }) => [from, to]),
    ...sources.flatMap((source) => Object.values(source.events?.names ?? {})),
  ].filter((name) => name !== undefined);
  return [...new Set([...declared, ...events.map(({ name }) => name)])];
}

/** The newest of the name that no later one corrects; null where none is known. */
export function standingEvent(
  events: readonly EventOnWire[],
  name: string,
  unit: string,
): EventOnWire | null {
  const corrected = new Set(events.map(({ supersedes }) => supersedes));
  const standing = events.filter(
    (event) => event.name === name && event.unit === unit && !corrected.has(event.id),
  );
  return standing.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at)).at(-1) ?? null;
}

/** `2026-03-04T11:00` of a clock in UTC, as an instant; null where it is none. */
export function instantTyped(typed: string): string | null {
  const iso = `${typed}${/T\d\d:\d\d$/.test(typed) ? ':00' : ''}Z`;
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(iso) && !Number.isNaN(Date.parse(iso)) ? iso : null;
}

interface Drafted {
  readonly name: string;
  readonly units: readonly string[];
  readonly at: string;
  readonly accuracy: string;
  readonly source: string;
  /** Whether it takes the place of the standing one of each unit. */
  readonly isCorrection: boolean;
}

export function eventsOf(
  { name, units, at, accuracy, source, isCorrection }: Drafted,
  known: readonly EventOnWire[],
): NewEvent[] {
  return units.map((unit) => {
    const before = isCorrection ? standingEvent(known, name, unit) : null;
    return {
      ...{ name, unit, at, accuracy, source: source === '' ? 'console' : source },
      ...(before !== null && { supersedes: before.id }),
    };
  });
}
