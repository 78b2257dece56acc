import { type EventOnWire, eventsSchema } from '../../../shared/contract/experiments.ts';
import { parseDuration } from '../../../shared/domain/duration.ts';
import { parseInstant } from '../../../shared/domain/instant.ts';
import type { TimelineEvent } from '../../../shared/domain/timeline/event.ts';
import type { Api } from './api.ts';
import { pathOf } from './experiment.ts';

/** Declared and recorded ones, as the rules of the domain take them. */
export async function askEvents(api: Api, experiment: string, signal: AbortSignal): Promise<TimelineEvent[]> {
  const { events } = await api.get(pathOf(experiment, 'events'), eventsSchema, {}, signal);
  return events.map(eventOf);
}

function eventOf({ id, name, unit, at, accuracy, planned, supersedes, source }: EventOnWire): TimelineEvent {
  return {
    ...{ id, name, unit, source, supersedes, at: parseInstant(at), accuracy: parseDuration(accuracy) },
    ...(planned !== undefined && { planned: parseInstant(planned) }),
  };
}
