import { isoOf } from '../time.ts';
import { standingEventsOf, type TimelineEvent } from './event.ts';

/** An event that stands at several instants for a unit: the latest counts, which may be the wrong one. */
export interface StandingTwice {
  readonly name: string;
  readonly unit: string;
  /** Ascending by time, two at least; the last one counts. */
  readonly events: readonly TimelineEvent[];
}

/** Null where the unit has it once, or several times at one instant. */
export function standingTwice(
  events: readonly TimelineEvent[],
  name: string,
  unit: string,
): StandingTwice | null {
  const standing = standingEventsOf(events, unit).filter((event) => event.name === name);
  if (new Set(standing.map(({ at }) => at)).size < 2) return null;
  return { name, unit, events: standing.toSorted((a, b) => a.at - b.at) };
}

/** For people: which there are, which counts, and what to do. */
export function standingTwiceText({ name, unit, events }: StandingTwice): string {
  const times = events.map(({ at }) => isoOf(at)).join(', ');
  const latest = events[events.length - 1]!;
  return `${unit} has ${events.length} events "${name}" (${times}); time is counted from the latest, ${isoOf(latest.at)}: record the right one with supersedes, or check the file that brought them`;
}
