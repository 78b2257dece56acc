import { MICROS_PER_SECOND, type Micros, type Seconds } from '../time.ts';

/** Something that happened to a unit. Events are appended, never changed: a better one supersedes an older one. */
export interface TimelineEvent {
  readonly name: string;
  readonly unit: string;
  /** When it happened, on the clock of the unit. */
  readonly at: Micros;
  /** How far off `at` may be, either way. */
  readonly accuracy: Seconds;
  readonly id?: string | undefined;
  readonly source?: string | undefined;
  /** When it should have happened. */
  readonly planned?: Micros | null | undefined;
  /** Id of the event that this one replaces. */
  readonly supersedes?: string | null | undefined;
}

/**
 * The event of that name that holds for the unit: the latest by `at` of those that nothing supersedes, whatever the
 * order of the list. Null where there is none.
 */
export function referenceOf(
  events: readonly TimelineEvent[],
  name: string,
  unit: string,
): TimelineEvent | null {
  const superseded = supersededIn(events);
  let latest: TimelineEvent | null = null;
  for (const event of events) {
    if (event.name !== name || event.unit !== unit) continue;
    if (isIn(superseded, event)) continue;
    if (
      latest === null ||
      event.at > latest.at ||
      (event.at === latest.at && event.accuracy < latest.accuracy)
    ) {
      latest = event;
    }
  }
  return latest;
}

/** The same for an experiment that may declare no reference event: null then. */
export function unitReference(
  events: readonly TimelineEvent[],
  reference: string | undefined,
  unit: string,
): TimelineEvent | null {
  return reference === undefined ? null : referenceOf(events, reference, unit);
}

/** Those of the unit that nothing supersedes: for who asks many times about one unit. */
export function standingEventsOf(events: readonly TimelineEvent[], unit: string): TimelineEvent[] {
  const superseded = supersededIn(events);
  return events.filter((event) => event.unit === unit && !isIn(superseded, event));
}

function supersededIn(events: readonly TimelineEvent[]): ReadonlySet<string> {
  return new Set(events.flatMap(({ supersedes }) => supersedes ?? []));
}

function isIn(superseded: ReadonlySet<string>, { id }: TimelineEvent): boolean {
  return id !== undefined && superseded.has(id);
}

/** Seconds since the reference instant; negative before it. Null where there is no reference. */
export function elapsedSecondsAt(at: Micros, referenceAt: Micros | null): Seconds | null {
  return referenceAt === null ? null : (at - referenceAt) / MICROS_PER_SECOND;
}
