import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { EXAMPLES } from '../../../../functions/api/http/examples.ts';
import { testApi } from '../../../support/api.ts';

const operationSchema = z.object({
  operationId: z.string().regex(/^[a-z]+[A-Z]\w*$/),
  summary: z.string().min(5).max(40),
  description: z.string().min(15),
  parameters: z
    .array(
      z.object({
        name: z.string(),
        in: z.enum(['path', 'query']),
        required: z.boolean(),
        schema: z.json(),
        description: z.string().min(10),
      }),
    )
    .default([]),
  requestBody: z.object({ content: z.record(z.string(), z.object({ schema: z.json() })) }).optional(),
  responses: z.record(
    z.string(),
    z.object({ content: z.record(z.string(), z.object({ schema: z.json() })) }),
  ),
  security: z.array(z.json()).optional(),
  'x-right': z.string().optional(),
});
const documentSchema = z.object({
  openapi: z.literal('3.1.0'),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  paths: z.record(z.string(), z.record(z.string(), operationSchema)),
  components: z.object({ schemas: z.record(z.string(), z.json()) }),
});

async function documentText(): Promise<string> {
  return (await testApi().askOpenly('/openapi.json')).text();
}

async function openApi() {
  return documentSchema.parse(JSON.parse(await documentText()));
}

describe('the OpenAPI document', () => {
  it('describes every call of the interface', async () => {
    const { paths } = await openApi();
    const calls = Object.entries(paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const e = '/v1/experiments/{experiment}';
    expect(calls.sort()).toEqual(
      [
        'GET /v1/health',
        `GET ${e}/downlinks/{downlink}/lines`,
        'GET /v1/drop',
        'GET /v1/experiments',
        `GET ${e}`,
        `PUT ${e}`,
        `GET ${e}/events`,
        `POST ${e}/events`,
        `GET ${e}/assays/{assay}/normalized`,
        `GET ${e}/definitions`,
        `GET ${e}/definitions/{sha256}`,
        `GET ${e}/downlinks`,
        `POST ${e}/downlinks`,
        `GET ${e}/downlinks/{downlink}`,
        `GET ${e}/downlinks/{downlink}/file`,
        `GET ${e}/downlinks/{downlink}/history`,
        `GET ${e}/downlinks/{downlink}/rejects`,
        `POST ${e}/downlinks/{downlink}/redrive`,
        `POST ${e}/downlinks/{downlink}/reread`,
        `POST ${e}/downlinks/{downlink}/withdraw`,
        `GET ${e}/downlinks/{downlink}/upload`,
        `POST ${e}/downlinks/{downlink}/upload`,
        `POST ${e}/downlinks/{downlink}/upload/parts/{part}`,
        `GET ${e}/alarms`,
        ...['acknowledge', 'unacknowledge', 'shelve', 'unshelve', 'reset', 'assign'].map(
          (verb) => `POST ${e}/alarms/{alarm}/${verb}`,
        ),
        `GET ${e}/handover`,
        `GET ${e}/notes`,
        `POST ${e}/notes`,
        `GET ${e}/journal`,
        `GET ${e}/routes`,
        `PUT ${e}/routes`,
        `POST ${e}/routes/{route}/test`,
        `GET ${e}/telemetry`,
        `GET ${e}/comparisons`,
        `GET ${e}/exclusions`,
        `POST ${e}/exclusions`,
        `GET ${e}/completeness`,
        `GET ${e}/contacts`,
        `PUT ${e}/contacts`,
        `GET ${e}/redownlink`,
        `GET ${e}/deltas`,
        `GET ${e}/alignment`,
        `GET ${e}/report`,
        `GET ${e}/conduct`,
        `POST ${e}/conduct`,
        `GET ${e}/conduct/compliance`,
        `GET ${e}/anomalies`,
        `GET ${e}/channels`,
        `GET ${e}/archive`,
        `GET ${e}/expression`,
        `GET ${e}/expression/{contrast}`,
        `GET ${e}/expression/{contrast}/points`,
        'GET /v1/comparisons',
        'GET /v1/literature',
        `GET ${e}/pits`,
        `GET ${e}/pits/objects`,
        `GET ${e}/pits/pictures/{downlink}/{picture}`,
        `POST ${e}/pits/scale`,
        `GET ${e}/export`,
        `GET ${e}/verify`,
        `POST ${e}/verify`,
        `GET ${e}/rebuild`,
        `POST ${e}/rebuild`,
        'GET /v1/holders',
        'GET /v1/audit',
        'POST /v1/holders',
        'POST /v1/holders/{holder}/revoke',
      ].sort(),
    );
  });

  it('names every operation once, and lists it by a few words', async () => {
    const { paths } = await openApi();
    const all = Object.values(paths).flatMap((operations) => Object.values(operations));
    for (const key of ['operationId', 'summary'] as const)
      expect(new Set(all.map((operation) => operation[key])).size, key).toBe(all.length);
    expect(all.filter(({ summary }) => summary.endsWith('.'))).toEqual([]);
  });

  it('has an example of every operation, and none of another', async () => {
    const { paths } = await openApi();
    const all = Object.values(paths).flatMap((operations) => Object.values(operations));
    expect(Object.keys(EXAMPLES).sort()).toEqual(all.map(({ operationId }) => operationId).sort());
    expect(all.filter(({ description }) => !description.includes('```sh\ncurl -s "$URL/'))).toEqual([]);
  });

  it('says what every operation may be refused with', async () => {
    const { paths } = await openApi();
    for (const [path, operations] of Object.entries(paths)) {
      if (path === '/v1/health') continue;
      for (const [method, operation] of Object.entries(operations)) {
        const { responses, requestBody } = operation;
        const mayContradict = method !== 'get' || /\/(upload|file|lines)$/.test(path);
        const expected = [
          ...['400', '401', '406'],
          ...(operation['x-right'] === 'READ' ? [] : ['403']),
          ...(path.endsWith('/experiments') ? [] : ['404']),
          ...(mayContradict ? ['409'] : []),
          ...(path.endsWith('/deltas') ? ['410'] : []),
          ...(requestBody === undefined ? [] : ['413', '415']),
        ];
        const documented = Object.keys(responses).filter((status) => status.startsWith('4'));
        expect(documented.sort(), `${method} ${path}`).toEqual(expected.sort());
      }
    }
  });

  it('begins with the token, the formats, errors and pages', async () => {
    const text = await documentText();
    const { info } = z.object({ info: z.object({ description: z.string() }) }).parse(JSON.parse(text));
    for (const heading of ['The token', 'Formats', 'Errors', 'Pages and long answers'])
      expect(info.description).toContain(`### ${heading}\n`);
  });

  it('has an entry in components for every reference', async () => {
    const text = await documentText();
    const { components } = await openApi();
    const named = [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]*)"/g)].map(([, name]) => name);
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((name) => !Object.hasOwn(components.schemas, name ?? ''))).toEqual([]);
    expect([...text.matchAll(/"\$ref":"([^"]*)"/g)]).toHaveLength(named.length);
  });

  it('gives integers no bounds but ours: none is that of what a double counts exactly', async () => {
    const text = await documentText();
    expect(text).toContain('"type":"integer"');
    expect(text).toContain('"type":"integer","minimum":1}');
    expect(text).not.toContain(String(Number.MAX_SAFE_INTEGER));
  });

  it('names every parameter of a path, and marks it required', async () => {
    const { paths } = await openApi();
    for (const [path, operations] of Object.entries(paths)) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      for (const { parameters } of Object.values(operations)) {
        const described = parameters.filter((parameter) => parameter.in === 'path');
        expect(described.map(({ name }) => name)).toEqual(inPath);
        expect(described.every(({ required }) => required)).toBe(true);
      }
    }
  });

  it('says that everything but health needs a token', async () => {
    const { paths, security } = await openApi();
    expect(security).toEqual([{ bearer: [] }]);
    for (const [path, operations] of Object.entries(paths)) {
      const open = Object.values(operations).every((operation) => operation.security?.length === 0);
      expect(open).toBe(path === '/v1/health');
    }
  });

  it('writes a query as it is sent, not as it is read', async () => {
    const { paths } = await openApi();
    const telemetry = paths['/v1/experiments/{experiment}/telemetry']?.get;
    const types = telemetry?.parameters.map(({ name, required, schema }) => [
      name,
      required,
      z.object({ type: z.string() }).parse(schema).type,
    ]);
    expect(types).toEqual([
      ['experiment', true, 'string'],
      ['unit', true, 'string'],
      ['channel', true, 'string'],
      ['from', false, 'string'],
      ['to', false, 'string'],
      ['maxPoints', false, 'string'],
    ]);
  });
});

describe('the readable docs', () => {
  it('are where the bare address leads', async () => {
    const response = await testApi().askOpenly('/');
    expect([response.status, response.headers.get('location')]).toEqual([302, '/docs']);
  });
});
