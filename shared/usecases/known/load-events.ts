import type { Definition } from '../../domain/experiment/definition.ts';
import { sortKey } from '../../domain/kind.ts';
import type { TimelineEvent } from '../../domain/timeline/event.ts';
import { EVENT, eventKind } from '../../domain/timeline/event-record.ts';
import type { Ports } from '../../ports.ts';

/** Id under which a recorded event can supersede one that stands in the definition. */
export const definedEventId = (unit: string, name: string): string => `definition:${unit}:${name}`;

/** An event with its id; `recordedBy` is absent for those of the definition. */
export interface KnownEvent extends TimelineEvent {
  readonly id: string;
  readonly source: string;
  readonly recordedBy?: string;
}

/** The events of the definition. */
export function definedEvents(definition: Definition): readonly KnownEvent[] {
  return definition.units.flatMap((unit) =>
    unit.events.map(({ proof: _, ...event }) => ({
      ...event,
      id: definedEventId(unit.id, event.name),
      unit: unit.id,
      source: 'definition',
    })),
  );
}

/** The events that were recorded, in a fixed order. */
export async function recordedEvents(ports: Ports, experiment: string): Promise<readonly KnownEvent[]> {
  const events: KnownEvent[] = [];
  for await (const { item } of ports.catalogue.list(eventKind, experiment, sortKey(EVENT, '')))
    if (item.withdrawn === undefined) events.push(item);
  return events;
}
