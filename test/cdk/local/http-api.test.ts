import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalStack } from '../../../cdk/local/local-stack.ts';
import { FIXTURE_LIMITS } from './fixture-assembly.ts';
import { complaints, startIn, work } from './fixture-stack.ts';

let stack: LocalStack;
beforeAll(async () => {
  stack = await startIn('home');
});
afterAll(() => stack.close());

const call = (path: string, init?: RequestInit) => fetch(`${stack.file.url}${path}`, init);

describe('the HTTP API', () => {
  it('hands on a request as a payload 2.0 event', async () => {
    const response = await call('/echo?a=1&a=2&b=%20x', {
      method: 'PATCH',
      headers: { 'content-type': 'application/json', cookie: 'k=v; l=w', 'x-thing': 'one, two' },
      body: '{"reading":0}',
    });
    expect(response.status).toBe(200);
    const event = (await response.json()) as Record<string, unknown>;
    expect(event).toMatchObject({
      version: '2.0',
      routeKey: '$default',
      rawPath: '/echo',
      rawQueryString: 'a=1&a=2&b=%20x',
      queryStringParameters: { a: '1,2', b: ' x' },
      cookies: ['k=v', 'l=w'],
      headers: { 'content-type': 'application/json', 'x-thing': 'one, two' },
      requestContext: {
        http: { method: 'PATCH', path: '/echo', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1' },
      },
      body: '{"reading":0}',
      isBase64Encoded: false,
    });
    expect(event.headers).not.toHaveProperty('cookie');
  });

  it('hands on bytes as base64, and text that is no UTF-8 too', async () => {
    for (const type of ['application/octet-stream', 'text/csv']) {
      const body = Uint8Array.from({ length: 256 }, (_, i) => i);
      const event = (await (
        await call('/echo', { method: 'POST', body, headers: { 'content-type': type } })
      ).json()) as {
        body: string;
        isBase64Encoded: boolean;
      };
      expect(event.isBase64Encoded, type).toBe(true);
      expect([...Buffer.from(event.body, 'base64')]).toEqual([...body]);
    }
  });

  it('gives back bytes, status, headers and several cookies', async () => {
    const response = await call('/binary');
    expect(response.status).toBe(201);
    expect(response.headers.get('content-type')).toBe('application/octet-stream');
    expect(response.headers.get('x-list')).toBe('a,b');
    expect(response.headers.getSetCookie()).toEqual(['first=1; Path=/', 'second=2']);
    expect([...new Uint8Array(await response.arrayBuffer())]).toEqual(
      Array.from({ length: 256 }, (_, i) => i),
    );
  });

  it('gives back a result without a status as JSON', async () => {
    const response = await call('/plain');
    expect([response.status, response.headers.get('content-type'), await response.json()]).toEqual([
      200,
      'application/json',
      { plain: true },
    ]);
  });

  it('refuses more than 10 MB in, and an event of more than 6 MB, naming the limit', async () => {
    for (const [megabytes, limit] of [
      [11, '10 MB'],
      [7, '6 MB'],
    ] as const) {
      const body = 'x'.repeat(megabytes * 1024 * 1024);
      const response = await call('/echo', {
        method: 'POST',
        body,
        headers: { 'content-type': 'text/plain' },
      });
      expect(response.status).toBe(413);
      expect(await response.text()).toContain(limit);
    }
  });

  it('lets 5 MB out, and answers 502 for more than 6 MB, naming the limit', async () => {
    expect((await (await call(`/bytes?n=${5 * 1024 * 1024}`)).text()).length).toBe(5 * 1024 * 1024);
    const response = await call(`/bytes?n=${7 * 1024 * 1024}`);
    expect(response.status).toBe(502);
    expect(await response.text()).toContain('6 MB');
  });

  it('answers 500 to a function that throws, without its message, which is in the log', async () => {
    const response = await call('/throw');
    expect([response.status, await response.json()]).toEqual([500, { message: 'Internal Server Error' }]);
    expect(readFileSync(join(work, 'home/logs/api.log'), 'utf8')).toContain('TypeError: thrown on purpose');
    expect(complaints.some((sentence) => sentence.includes('TypeError: thrown on purpose'))).toBe(true);
  });

  it('answers 400 to a path that is not well encoded', async () => {
    const response = await call('/%E0%A4%A');
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'path.malformed' });
  });

  it.each(['/hang', '/spin'])(
    'answers 504 to %s at the timeout of the function, kills it, and goes on',
    async (path) => {
      const began = performance.now();
      const response = await call(path);
      expect(response.status).toBe(504);
      const seconds = (performance.now() - began) / 1000;
      expect(seconds).toBeGreaterThan(FIXTURE_LIMITS.apiTimeout - 0.1);
      expect(complaints.at(-1)).toContain(`timeout of ${FIXTURE_LIMITS.apiTimeout} s`);
      expect((await call('/plain')).status).toBe(200);
    },
  );

  it('ends a function whose typed arrays outgrow its memory, as Lambda does, and goes on', async () => {
    expect((await call('/swell')).status).toBe(500);
    expect(complaints.at(-1)).toMatch(/was ended because it took \d+ MB of memory; it is limited to 192 MB/);
    expect((await call('/plain')).status).toBe(200);
  });

  it('answers 500 to a function that outgrows its memory, and goes on', async () => {
    expect((await call('/grow')).status).toBe(500);
    expect(complaints.at(-1)).toContain(`limited to ${FIXTURE_LIMITS.apiMemory} MB`);
    expect((await call('/plain')).status).toBe(200);
  });

  it('says of a function at work when the stack stops that it was stopped, and of no failure', async () => {
    const own = await startIn('stopping');
    const asked = fetch(`${own.file.url}/hang`);
    // The one that was asked before is at work by then.
    await fetch(`${own.file.url}/plain`);
    await own.close();
    expect((await asked).status).toBe(503);
    expect(complaints.at(-1)).toBe(
      'api: GET /hang: function Fixture-api was still at work and stops with the stack: nothing that was taken in is lost, and the next start does the rest; a question is to be asked again',
    );
  });

  it('serves several requests at once, each in a process of its own, and keeps the processes', async () => {
    const pids = async () => {
      const answers = await Promise.all(Array.from({ length: 4 }, async () => (await call('/pid')).json()));
      return new Set(answers.map((answer) => (answer as { pid: number }).pid));
    };
    const first = await pids();
    const again = await pids();
    expect(first.size).toBeLessThanOrEqual(4);
    expect([...again].some((pid) => first.has(pid))).toBe(true);
  });
});

describe('a function', () => {
  it('has the environment of the template and of Lambda, and nothing of ours', async () => {
    const environment = (await (await call('/environment')).json()) as Record<string, string>;
    const { endpoints, credentials } = stack.file;
    expect(environment).toMatchObject({
      TABLE: 'Table',
      QUEUE_URL: `${endpoints.sqs}/000000000000/Work`,
      AWS_ENDPOINT_URL_S3: endpoints.s3,
      AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
      AWS_ENDPOINT_URL_SNS: endpoints.sns,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_LAMBDA_FUNCTION_NAME: 'Fixture-api',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(FIXTURE_LIMITS.apiMemory),
    });
    expect(environment).not.toHaveProperty('HOME');
    expect(environment).not.toHaveProperty('VITEST');
  });

  it('has a context that knows its remaining time', async () => {
    const context = (await (await call('/context')).json()) as Record<string, unknown>;
    expect(context).toMatchObject({
      functionName: 'Fixture-api',
      memoryLimitInMB: String(FIXTURE_LIMITS.apiMemory),
    });
    expect(context.remaining).toBeGreaterThan(0);
    expect(context.remaining).toBeLessThanOrEqual(FIXTURE_LIMITS.apiTimeout * 1000);
  });

  it('reads the token of the stack from Secrets Manager', async () => {
    const { SecretString } = (await (await call('/secret')).json()) as { SecretString: string };
    expect(JSON.parse(SecretString)).toEqual({ holders: { tester: stack.file.token } });
    expect(stack.file.token).toMatch(/^[A-Za-z0-9]{48}$/);
  });
});
