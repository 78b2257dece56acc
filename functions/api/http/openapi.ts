/** The OpenAPI 3.1 document, made from the operations that are served and the schemas that read and answer them. */
import * as z from 'zod';
import { anomaliesSchema } from '../../../shared/contract/anomalies.ts';
import { channelsSchema } from '../../../shared/contract/channels.ts';
import { completenessSchema } from '../../../shared/contract/completeness.ts';
import {
  appliedContactsSchema,
  contactsSchema,
  newContactsSchema,
} from '../../../shared/contract/contacts.ts';
import { deltaAnswerSchema, deltaListSchema, deltaSchema } from '../../../shared/contract/deltas.ts';
import { newDownlinkSchema, receiptSchema, receiptsSchema } from '../../../shared/contract/downlinks.ts';
import {
  appliedExperimentSchema,
  eventSchema,
  eventsSchema,
  experimentSchema,
  experimentsSchema,
  newEventSchema,
  newEventsSchema,
} from '../../../shared/contract/experiments.ts';
import { exportSchema } from '../../../shared/contract/export.ts';
import { healthSchema } from '../../../shared/contract/health.ts';
import { problemSchema } from '../../../shared/contract/problem.ts';
import { redownlinkSchema } from '../../../shared/contract/redownlink.ts';
import { archiveSchema, telemetrySchema } from '../../../shared/contract/telemetry.ts';
import { definitionSchema } from '../../../shared/domain/experiment/definition.ts';
import { neededText } from '../../../shared/domain/holder/holder.ts';
import { withoutBoundsOfDoubles } from '../../../shared/formats/whole-numbers.ts';
import { exampleOf } from './examples.ts';
import { INTRODUCTION } from './introduction.ts';
import type { Documented } from './operation.ts';

/** Names under which a schema stands in `components`. */
const NAMED: readonly (readonly [string, z.ZodType])[] = [
  ['AppliedContacts', appliedContactsSchema],
  ['AppliedExperiment', appliedExperimentSchema],
  ['Anomalies', anomaliesSchema],
  ['Archive', archiveSchema],
  ['Channels', channelsSchema],
  ['Completeness', completenessSchema],
  ['Contacts', contactsSchema],
  ['Definition', definitionSchema],
  ['Delta', deltaSchema],
  ['DeltaList', deltaListSchema],
  ['DeltaAnswer', deltaAnswerSchema],
  ['Event', eventSchema],
  ['Events', eventsSchema],
  ['Experiment', experimentSchema],
  ['Experiments', experimentsSchema],
  ['Export', exportSchema],
  ['Health', healthSchema],
  ['NewContacts', newContactsSchema],
  ['NewDownlink', newDownlinkSchema],
  ['NewEvent', newEventSchema],
  ['NewEvents', newEventsSchema],
  ['Problem', problemSchema],
  ['Receipt', receiptSchema],
  ['Receipts', receiptsSchema],
  ['Redownlink', redownlinkSchema],
  ['Telemetry', telemetrySchema],
];

const COMPONENTS = '#/components/schemas/';
const SHARED = '__shared';
const AS_READ = { io: 'input', override: withoutBoundsOfDoubles } as const;

export function openApiDocument(operations: readonly Documented[]): object {
  const paths: Record<string, Record<string, object>> = {
    '/v1/health': { get: healthOperation() },
  };
  for (const operation of operations) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: describe(operation) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Howship',
      version: '1',
      description: INTRODUCTION,
    },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }],
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
      schemas: componentSchemas(),
    },
  };
}

const ELSEWHERE = {
  description: 'An answer above 4 MB: it is at the location, readable for an hour without a token.',
  headers: { Location: { required: true, schema: { type: 'string', format: 'uri' } } },
  content: {},
} as const;

function describe(operation: Documented): object {
  const { method, id, title, summary, resource, right, params, query, body, status, answers } = operation;
  return {
    operationId: id,
    summary: title,
    description: withExample(id, `${summary} It needs a token that ${neededText(right)}.`),
    'x-right': right,
    tags: [resource],
    parameters: [...parametersOf('path', params), ...parametersOf('query', query)],
    ...(body && { requestBody: { required: true, content: contentOf(body) } }),
    responses: {
      [status]: { description: 'Done.', content: contentOf(answers) },
      ...(method === 'get' && { 303: ELSEWHERE }),
      ...refusalsOf(operation),
      default: problemResponse('Failed on our side, and why; ask again after a pause.'),
    },
  };
}

function withExample(id: string, summary: string): string {
  const example = exampleOf(id);
  return example === null ? summary : `${summary}\n\n\`\`\`sh\n${example}\n\`\`\``;
}

/** What a request of the operation may be refused with, by what it holds. */
function refusalsOf({
  method,
  path,
  right,
  body,
  mayContradict = false,
}: Documented): Record<number, object> {
  const refusals = {
    400: 'Something in it is wrong; `field`, or `problems` where there are several, name the place.',
    401: 'It has no bearer token, or one that nobody holds.',
    ...(right !== 'READ' && { 403: 'The token may not do this; `detail` says what it may.' }),
    // All but the list of experiments name something.
    ...(!path.endsWith('/experiments') && {
      404: 'There is no such experiment, or nothing of that name in it or in the catalogue.',
    }),
    406: 'No media type that `Accept` names is served.',
    ...((method !== 'get' || mayContradict) && {
      409: 'It contradicts what is there now; `detail` says what, and what to do.',
    }),
    ...(path.endsWith('/deltas') && { 410: 'The snapshot is neither kept nor what the question gives now.' }),
    ...(body !== undefined && { 413: 'The body is too large.' }),
    ...(body !== undefined && { 415: 'The media type of the body is not read.' }),
  };
  const responses = Object.entries(refusals).map(([status, sentence]) => [status, problemResponse(sentence)]);
  return Object.fromEntries(responses);
}

function problemResponse(description: string): object {
  return {
    description,
    content: { 'application/problem+json': { schema: schemaOf(problemSchema) } },
  };
}

function healthOperation(): object {
  return {
    operationId: 'getHealth',
    summary: 'Is it up',
    description: withExample('getHealth', 'Whether the API answers.'),
    tags: ['health'],
    security: [],
    responses: { 200: { description: 'It does.', content: contentOf({ 'application/json': healthSchema }) } },
  };
}

function contentOf(byType: Readonly<Record<string, z.ZodType | string>>): object {
  const entries = Object.entries(byType).map(([type, content]) => {
    const schema = typeof content === 'string' ? { type: 'string', description: content } : schemaOf(content);
    return [type, { schema }] as const;
  });
  return Object.fromEntries(entries);
}

function schemaOf(schema: z.ZodType): object {
  const name = NAMED.find(([, named]) => named === schema)?.[0];
  return name === undefined ? inlined(schema) : { $ref: `${COMPONENTS}${name}` };
}

const objectSchema = z.object({
  properties: z.record(z.string(), z.looseObject({ description: z.string().optional() })).default({}),
  required: z.array(z.string()).default([]),
});

function parametersOf(place: 'path' | 'query', schema: z.ZodType): object[] {
  const { properties, required } = objectSchema.parse(inlined(schema));
  return Object.entries(properties).map(([name, { description = PARAMETERS[name], ...property }]) => ({
    name,
    in: place,
    required: required.includes(name),
    ...(description !== undefined && { description }),
    schema: property,
  }));
}

/** What a parameter of this name means where its schema does not say more. */
const PARAMETERS: Readonly<Record<string, string>> = {
  experiment: 'Id of the experiment, as its definition says.',
  downlink: 'Id of the downlink, as its announcement answered.',
  unit: 'Id of a unit of the definition: `FU1`. Left out where it may be: every unit.',
  pair: 'Id of a pair of the definition: `P1`. Left out where it may be: every pair.',
  channel:
    'Id of a channel of the definition, or `channel@sensor` for a redundant sensor. Left out where it may be: every channel.',
  kind: 'Kind of anomaly. Left out: every kind.',
};

function inlined(schema: z.ZodType): object {
  const { $schema, ...rest } = z.toJSONSchema(schema, AS_READ);
  return rest;
}

const generatedSchema = z.record(
  z.string(),
  z.looseObject({ $defs: z.record(z.string(), z.json()).optional() }),
);

/** zod puts what several schemas share beside them; a component may only stand in the one list of components. */
function componentSchemas(): object {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of NAMED) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { ...AS_READ, uri: (id) => `${COMPONENTS}${id}` });
  const text = JSON.stringify(schemas).replaceAll(
    `${COMPONENTS}${SHARED}#/$defs/schema`,
    `${COMPONENTS}Shared`,
  );
  const { [SHARED]: shared, ...named } = generatedSchema.parse(JSON.parse(text));
  const components = Object.entries(named).map(
    ([name, { $schema, $id, ...schema }]) => [name, schema] as const,
  );
  const hoisted = Object.entries(shared?.$defs ?? {}).map(
    ([name, schema]) => [name.replace('schema', 'Shared'), schema] as const,
  );
  return Object.fromEntries([...components, ...hoisted]);
}
