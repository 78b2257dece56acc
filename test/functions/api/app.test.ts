import { describe, expect, it } from 'vitest';
import { createApp } from '../../../functions/api/app.ts';
import { problemSchema } from '../../../shared/contract/problem.ts';
import { HOLDER, postJson, putDefinition, TOKEN, testApi } from '../../support/api.ts';
import { memoryPorts } from '../../support/memory-ports.ts';

async function problemIn(response: Response) {
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  return problemSchema.parse(await response.json());
}

describe('the front door', () => {
  it('says that it is up without a token', async () => {
    const response = await testApi().askOpenly('/v1/health');
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ status: 'UP' });
  });

  it.each([
    ['no header', undefined, 'auth.missing', 'Bearer realm="howship"'],
    ['another scheme', `Basic ${TOKEN}`, 'auth.malformed', 'Bearer realm="howship", error="invalid_token"'],
    ['an empty token', 'Bearer ', 'auth.malformed', 'Bearer realm="howship", error="invalid_token"'],
    [
      'an unknown token',
      `Bearer ${TOKEN}x`,
      'auth.unknown-token',
      'Bearer realm="howship", error="invalid_token"',
    ],
    [
      'two tokens',
      `Bearer ${TOKEN} ${TOKEN}`,
      'auth.malformed',
      'Bearer realm="howship", error="invalid_token"',
    ],
  ])('refuses %s with 401', async (_title, authorization, code, challenge) => {
    const headers = authorization === undefined ? {} : { authorization };
    const response = await testApi().askOpenly('/v1/experiments', { headers });
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe(challenge);
    expect(await problemIn(response)).toMatchObject({ status: 401, code });
  });

  it('takes the scheme in any case, as HTTP says', async () => {
    const response = await testApi().askOpenly('/v1/experiments', {
      headers: { authorization: `bearer ${TOKEN}` },
    });
    expect(response.status).toBe(200);
  });

  it.each([
    ['POST', '/v1/health'],
    ['PUT', '/docs'],
    ['GET', '/v1/experiments/twins/nothing'],
    ['GET', '/v1/health/x'],
    ['GET', '/v1/%65xperiments'],
    ['GET', '/nothing'],
  ])('asks for a token at %s %s too', async (method, path) => {
    const response = await testApi().askOpenly(path, { method });
    expect(response.status).toBe(401);
  });

  it('names the nearest path for an unknown one', async () => {
    const response = await testApi().ask('/v1/experiments/twins/telemtry');
    expect(response.status).toBe(404);
    const { code, detail } = await problemIn(response);
    expect(code).toBe('route.unknown');
    expect(detail).toContain('/v1/experiments/twins/telemetry?');
  });

  it('says which methods a path takes', async () => {
    const response = await testApi().ask('/v1/experiments/twins/events', { method: 'DELETE' });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, POST, HEAD');
    expect(await problemIn(response)).toMatchObject({ code: 'route.method' });
  });

  it('refuses a path parameter that is no identifier', async () => {
    const response = await testApi().ask('/v1/experiments/an%20other');
    expect(response.status).toBe(400);
    expect(await problemIn(response)).toMatchObject({ code: 'request.value', field: 'path.experiment' });
  });

  it('refuses an unknown query parameter and names the nearest', async () => {
    const response = await testApi().ask('/v1/experiments/twins/telemetry?unit=FU1&chanel=temperature');
    expect(response.status).toBe(400);
    const { problems } = await problemIn(response);
    expect(problems).toEqual([
      { field: 'query.channel', code: 'request.missing', message: 'expected text, got nothing' },
      {
        field: 'query.chanel',
        code: 'request.unknown-key',
        message: 'expected a known query parameter, got "chanel"; did you mean "channel"?',
      },
    ]);
  });

  it('refuses a parameter that is given twice', async () => {
    const response = await testApi().ask('/v1/experiments/twins/completeness?unit=FU1&unit=GU1&channel=co2');
    expect(await problemIn(response)).toMatchObject({ code: 'request.type', field: 'query.unit' });
  });

  it('refuses a body above one MiB, declared or not', async () => {
    const body = 'x'.repeat((1 << 20) + 1);
    const declared = await testApi().ask('/v1/experiments/twins', {
      method: 'PUT',
      body,
      headers: { 'Content-Length': String(body.length) },
    });
    expect(declared.status).toBe(413);
    expect(await problemIn(declared)).toMatchObject({ code: 'request.too-large' });
    const undeclared = await testApi().ask('/v1/experiments/twins', { method: 'PUT', body });
    expect(undeclared.status).toBe(413);
  });

  it('lists what is served where nothing accepted is', async () => {
    const api = testApi();
    await putDefinition(api);
    const response = await api.ask('/v1/experiments/twins/telemetry?unit=FU1&channel=temperature', {
      headers: { Accept: 'image/png' },
    });
    expect(response.status).toBe(406);
    const { code, detail } = await problemIn(response);
    expect(code).toBe('request.not-acceptable');
    expect(detail).toContain('served: application/json, text/csv');
  });

  it('refuses a body that is no JSON with its line and column', async () => {
    const response = await testApi().ask('/v1/experiments/twins/downlinks', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{\n  "fileName": "fu1.csv",\n  "bytes": 12,,\n  "sha256": null, "padding": "so that the parser names the position"\n}',
    });
    expect(await problemIn(response)).toMatchObject({ code: 'request.not-json', line: 3, column: '15' });
  });

  it.each([
    ['objects', '{"a":', '}'],
    ['lists', '[', ']'],
  ])('refuses a body of %s within each other before anybody goes through them', async (_, open, close) => {
    const codeAt = async (levels: number) => {
      const response = await testApi().ask('/v1/experiments/twins/downlinks', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: `${open.repeat(levels)}1${close.repeat(levels)}`,
      });
      return [response.status, (await problemIn(response)).code];
    };
    expect((await codeAt(100))[1]).not.toBe('request.too-deep');
    expect(await codeAt(101)).toEqual([400, 'request.too-deep']);
    expect(await codeAt(100_000)).toEqual([400, 'request.too-deep']);
  });

  it('takes marks within texts of a body for letters', async () => {
    const response = await testApi().ask('/v1/experiments/twins/downlinks', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ fileName: `${'[{"\\'.repeat(100)}.csv`, bytes: 1 }),
    });
    expect((await problemIn(response)).code).not.toBe('request.too-deep');
  });

  it('refuses a key that objects of JavaScript lose, wherever it stands', async () => {
    for (const body of [
      '{"__proto__": {"fileName": "a.csv"}}',
      '{"fileName": "a.csv", "x": [{"__proto__": 1}]}',
    ]) {
      const response = await testApi().ask('/v1/experiments/twins/downlinks', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body,
      });
      expect([response.status, (await problemIn(response)).code]).toEqual([400, 'request.key']);
    }
  });

  it.each([
    ['a\nb.csv', 'U+000A'],
    ['a\u001b[2Jb.csv', 'U+001B'],
    ['\u0000', 'U+0000'],
    ['a\u0085.csv', 'U+0085'],
    ['a\ud800.csv', 'U+D800'],
  ])('refuses %j as the name of a file: it holds %s', async (fileName, found) => {
    const response = await testApi().ask('/v1/experiments/twins/downlinks', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ fileName, bytes: 1 }),
    });
    expect(response.status).toBe(400);
    const problem = await problemIn(response);
    expect([problem.field, problem.detail]).toEqual(['fileName', expect.stringContaining(found)]);
  });

  it('refuses a body of a media type that it does not read', async () => {
    const response = await testApi().ask('/v1/experiments/twins/downlinks', {
      method: 'POST',
      headers: { 'Content-Type': 'application/xml' },
      body: '<downlink/>',
    });
    expect(response.status).toBe(415);
    expect(await problemIn(response)).toMatchObject({ code: 'request.media-type' });
  });

  it('refuses bytes that are no UTF-8', async () => {
    const response = await testApi().ask('/v1/experiments/twins', {
      method: 'PUT',
      body: Uint8Array.of(0xff, 0xfe),
    });
    expect(await problemIn(response)).toMatchObject({ status: 400, code: 'request.not-utf8' });
  });

  it('keeps a failure to itself and logs it in full', async () => {
    const api = testApi();
    const secret = new Error('the table howship-secret-name is on fire');
    api.ports.catalogue.get = () => Promise.reject(secret);
    const response = await api.ask('/v1/experiments/twins');
    expect(response.status).toBe(500);
    const text = await response.text();
    const problem = problemSchema.parse(JSON.parse(text));
    expect(problem.code).toBe('internal');
    expect(text).not.toContain('fire');
    expect(text).not.toContain('.ts:');
    expect(api.errors).toHaveLength(1);
    expect(api.errors[0]).toMatchObject({
      error: secret,
      facts: { requestId: problem.requestId, method: 'GET', route: '/v1/experiments/:experiment' },
    });
    expect(response.headers.get('x-request-id')).toBe(problem.requestId);
  });

  it('answers 500, not 401, where the tokens themselves cannot be read', async () => {
    const errors: unknown[] = [];
    const app = createApp({
      ports: memoryPorts(),
      tokens: () => Promise.reject(new Error('no secret')),
      log: { info: () => {}, error: (_message, error) => errors.push(error) },
    });
    const response = await app.request('/v1/experiments', { headers: { authorization: `Bearer ${TOKEN}` } });
    expect(response.status).toBe(500);
    expect(errors).toHaveLength(1);
  });

  it('records who did it', async () => {
    const api = testApi();
    await putDefinition(api);
    const event = { name: 'exchange', unit: 'FU1', at: '2026-03-01T09:00:00+01:00' };
    const response = await postJson(api, '/v1/experiments/twins/events', event);
    expect(response.status).toBe(201);
    expect(await response.json()).toMatchObject({
      events: [{ ...event, at: '2026-03-01T08:00:00Z', accuracy: 'PT1S', recordedBy: HOLDER }],
    });
  });
});
