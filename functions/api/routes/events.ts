import { eventsSchema, newEventSchema, newEventsSchema } from '../../../shared/contract/experiments.ts';
import { parsePart } from '../../../shared/runtime/request-refusal.ts';
import type { Api } from '../http/api.ts';
import type { ApiContext } from '../http/operation.ts';
import { readJson, readText, requireMediaType } from '../http/read-body.ts';
import { inExperiment, NOTHING } from './parameters.ts';

export function eventsRoutes(api: Api): void {
  const common = {
    path: '/v1/experiments/{experiment}/events',
    resource: 'events',
    params: inExperiment,
    query: NOTHING,
    answer: eventsSchema,
  };
  api.serve(
    {
      ...common,
      method: 'get',
      status: 200,
      id: 'listEvents',
      right: 'READ',
      title: 'List the events',
      summary: 'Every event, in order of time: those of the definition and those recorded since.',
    },
    async ({ ports, params }) => {
      const { listEvents } = await import('../../../shared/usecases/define/record-events.ts');
      return listEvents(ports, params.experiment);
    },
  );
  api.serve(
    {
      ...common,
      method: 'post',
      status: 201,
      id: 'recordEvents',
      right: 'OPERATE',
      title: 'Record events',
      summary:
        'Records one event or several, all of them or none. Nothing is ever changed: a later event supersedes.',
      body: {
        'application/json': newEventsSchema,
        'text/csv': 'The header name,unit,planned,at,accuracy,source,supersedes, then one row per event.',
      },
    },
    async ({ ports, params, holder, context }) => {
      const { recordEvents } = await import('../../../shared/usecases/define/record-events.ts');
      return recordEvents(ports, params.experiment, await readEvents(context), holder);
    },
  );
}

async function readEvents(context: ApiContext) {
  if (requireMediaType(context, ['application/json', 'text/csv']) === 'text/csv') {
    // Beside what a cold start loads: few requests bring a table.
    const { readEventsCsv } = await import('../http/events-csv.ts');
    return readEventsCsv(await readText(context));
  }
  const body = await readJson(context);
  const isList = typeof body === 'object' && body !== null && 'events' in body;
  return isList ? parsePart('body', newEventsSchema, body).events : [parsePart('body', newEventSchema, body)];
}
