import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type LocalStack, startLocalStack } from '../../../cdk/local/local-stack.ts';
import { FIXTURE_LIMITS, fixtureTemplate, writeFixtureAssembly } from './fixture-assembly.ts';

const work = mkdtempSync(join(tmpdir(), 'howship-local-'));
const complaints: string[] = [];
const assembly = writeFixtureAssembly(join(work, 'assembly'));

function startIn(name: string, directory = assembly): Promise<LocalStack> {
  return startLocalStack({
    home: join(work, name),
    port: 0,
    assembly: async () => directory,
    complain: (sentence) => void complaints.push(sentence),
  });
}

let stack: LocalStack;
beforeAll(async () => {
  stack = await startIn('home');
});
afterAll(async () => {
  await stack.close();
  rmSync(work, { recursive: true, force: true });
});

const call = (path: string, init?: RequestInit) => fetch(`${stack.file.url}${path}`, init);
const send = (messages: object[]) =>
  call('/send', {
    method: 'POST',
    body: JSON.stringify(messages),
    headers: { 'content-type': 'application/json' },
  });
const count = async (id: string, of: LocalStack = stack) => {
  const response = await fetch(`${of.file.url}/count?id=${encodeURIComponent(id)}`);
  return ((await response.json()) as { count: number }).count;
};
const eventually = <T>(check: () => Promise<T>) => vi.waitFor(check, { timeout: 45_000, interval: 20 });

function s3(of: LocalStack): S3Client {
  const { endpoints, credentials, region } = of.file;
  return new S3Client({
    endpoint: endpoints.s3,
    region,
    credentials: { ...credentials },
    forcePathStyle: true,
  });
}

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
    expect((await call('/%E0%A4%A')).status).toBe(400);
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

  it('answers 500 to a function that outgrows its memory, and goes on', async () => {
    expect((await call('/grow')).status).toBe(500);
    expect(complaints.at(-1)).toContain(`limited to ${FIXTURE_LIMITS.apiMemory} MB`);
    expect((await call('/plain')).status).toBe(200);
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

describe('a queue', () => {
  it('gives back only what failed of a batch, and deletes the rest', async () => {
    await send([{ id: 'well-1' }, { id: 'fails-once', failures: 1 }, { id: 'well-2' }]);
    await eventually(async () => expect(await count('fails-once')).toBe(2));
    expect(await count('well-1')).toBe(1);
    expect(await count('well-2')).toBe(1);
  });

  it('moves a message to the dead letters after its receives', async () => {
    await send([{ id: 'fails-always', failures: 1e9 }]);
    const client = new SQSClient({
      endpoint: stack.file.endpoints.sqs,
      region: stack.file.region,
      credentials: { ...stack.file.credentials },
    });
    const QueueUrl = `${stack.file.endpoints.sqs}/000000000000/DeadLetters`;
    await eventually(async () => {
      const { Attributes } = await client.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
      );
      expect(Attributes?.ApproximateNumberOfMessages).toBe('1');
    });
    expect(await count('fails-always')).toBe(FIXTURE_LIMITS.maxReceives);
  });

  it('hears of objects below the prefix of the notification, with the key encoded, and of no others', async () => {
    const client = s3(stack);
    await client.send(new PutObjectCommand({ Bucket: 'raw', Key: 'other/file.csv', Body: 'no' }));
    await client.send(new PutObjectCommand({ Bucket: 'raw', Key: 'raw/e 1/größe+.csv', Body: '12345' }));
    await eventually(async () => expect(await count('object raw/e+1/gr%C3%B6%C3%9Fe%2B.csv 5')).toBe(1));
    expect(await count('object other/file.csv 2')).toBe(0);
  });
});

describe('a schedule', () => {
  it('runs once at the start', async () => {
    await eventually(async () => expect(await count('schedule')).toBe(1));
  });
});

describe('the doors', () => {
  it('answer no web page, which could reach loopback from any site', async () => {
    for (const url of [stack.file.endpoints.dynamodb, stack.file.endpoints.sqs]) {
      const response = await fetch(url, {
        method: 'POST',
        headers: { origin: 'https://elsewhere.example', 'content-type': 'application/x-amz-json-1.0' },
        body: '{}',
      });
      expect(response.status, url).toBe(403);
    }
  });

  it('of the queues are no second S3', async () => {
    expect((await fetch(`${stack.file.endpoints.sqs}/bucket/key`)).status).toBe(501);
  });
});

describe('the home', () => {
  it('says how to reach the stack, to its owner only', () => {
    const path = join(work, 'home/stack.json');
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(stack.file);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(stack.file.pid).toBe(process.pid);
    expect(stack.file.consoleUrl).toBe(`${stack.file.url}/docs`);
  });

  it('is refused to a second stack, naming who holds it', async () => {
    await expect(startIn('home')).rejects.toMatchObject({
      code: 'home.locked',
      message: expect.stringMatching(new RegExp(`in use by process ${process.pid} since`)),
    });
    expect((await call('/plain')).status).toBe(200);
  });

  it('stands beside others, and keeps its objects, items and token over a restart', async () => {
    const beside = await startIn('beside');
    expect(beside.file.token).not.toBe(stack.file.token);
    expect(await count('well-1', beside)).toBe(0);
    await s3(beside).send(new PutObjectCommand({ Bucket: 'raw', Key: 'raw/kept', Body: 'kept' }));
    await eventually(async () => expect(await count('object raw/kept 4', beside)).toBe(1));
    await beside.close();
    expect(existsSync(join(work, 'beside/stack.json'))).toBe(false);
    expect(existsSync(join(work, 'beside/lock'))).toBe(false);
    await expect(fetch(beside.file.url)).rejects.toThrow();

    const again = await startIn('beside');
    try {
      expect(again.file.token).toBe(beside.file.token);
      expect(await count('object raw/kept 4', again)).toBe(1);
      const { Body } = await s3(again).send(new GetObjectCommand({ Bucket: 'raw', Key: 'raw/kept' }));
      expect(await Body?.transformToString()).toBe('kept');
      expect(again.file.endpoints.s3).toBe(beside.file.endpoints.s3);
    } finally {
      await again.close();
    }
  });

  it('serves its objects where it did, so that links outlive a restart, but for a port that is taken', async () => {
    const [first, between] = [await startIn('ports'), createServer()];
    const { port } = new URL(first.file.endpoints.s3);
    await first.close();
    between.listen(Number(port), '127.0.0.1');
    await once(between, 'listening');
    const elsewhere = await startIn('ports');
    expect(new URL(elsewhere.file.endpoints.s3).port).not.toBe(port);
    await elsewhere.close();
    between.close();
    const again = await startIn('ports');
    expect(again.file.endpoints.s3).toBe(elsewhere.file.endpoints.s3);
    await again.close();
  });

  it('with a table of other keys is refused, saying which', async () => {
    const template = fixtureTemplate();
    const changed = structuredClone(template);
    changed.Resources.Table!.Properties.KeySchema = [{ AttributeName: 'pk', KeyType: 'HASH' }];
    changed.Resources.Table!.Properties.AttributeDefinitions = [{ AttributeName: 'pk', AttributeType: 'S' }];
    await expect(
      startIn('beside', writeFixtureAssembly(join(work, 'changed'), changed)),
    ).rejects.toMatchObject({
      code: 'table.changed',
      message: expect.stringContaining('HOWSHIP_HOME'),
    });
  });

  it('is left free where the start fails', async () => {
    const broken = structuredClone(fixtureTemplate());
    broken.Resources.ApiFunction!.Properties.Handler = 'index.missing';
    const directory = writeFixtureAssembly(join(work, 'broken'), broken);
    await expect(startIn('failing', directory)).rejects.toMatchObject({
      kind: 'load',
      message: expect.stringMatching(/Fixture-api .*exports no function missing, it exports handler/),
    });
    expect(existsSync(join(work, 'failing/lock'))).toBe(false);
  });
});
