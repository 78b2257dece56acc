/** Requests that no client of ours makes, on a real stack: each has its answer, and none reaches another operation. */
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemSchema } from '../../shared/contract/problem.ts';
import { howship } from '../support/cli.ts';
import { type StackProcess, startStack } from '../support/local-stack.ts';

const work = mkdtempSync(join(tmpdir(), 'howship-hostile-'));
const home = join(work, 'home');
let stack: StackProcess;
let url = '';
let token = '';

beforeAll(async () => {
  stack = startStack(home);
  ({ url, token } = await stack.ready);
  const applied = await howship(['experiment', 'apply', 'examples/osteo/definition.yaml'], {
    HOWSHIP_HOME: home,
  });
  expect(applied.code, applied.err).toBe(0);
}, 120_000);
afterAll(async () => {
  await stack.stop();
  rmSync(work, { recursive: true });
});

interface Answer {
  readonly status: number;
  readonly cacheControl: string | undefined;
  readonly body: string;
}

/** The path as it is given: `fetch` would make another of it. */
async function ask(
  method: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const { hostname, port } = new URL(url);
  const authorization = `Bearer ${token}`;
  return new Promise((answered, failed) => {
    const sent = request(
      { hostname, port, method, path, headers: { authorization, ...headers } },
      (response) => {
        const { statusCode: status = 0, headers: heard } = response;
        text(response).then(
          (body) => answered({ status, cacheControl: heard['cache-control'], body }),
          failed,
        );
      },
    );
    sent.once('error', failed);
    sent.end();
  });
}

const codeOf = ({ body }: Answer) => problemSchema.parse(JSON.parse(body)).code;

describe('paths', () => {
  const id = '0'.repeat(64);
  it.each([
    ['POST', `/v1/experiments/osteo/downlinks%23/${id}/redrive`],
    ['POST', `/v1/experiments/osteo/downlinks%3F/${id}/redrive`],
    ['POST', `/v1/experiments/osteo/downlinks%2F${id}%2Fredrive`],
    ['GET', '/v1/experiments/osteo%23x/telemetry?unit=FU1&channel=temperature'],
    ['GET', '/v1/experiments/nobody/%2e%2e/osteo'],
    ['GET', '/v1/experiments/nobody/../osteo'],
    ['GET', '/v1/experiments/nobody%2f..%2fosteo'],
    ['GET', '/v1%5cexperiments'],
    ['GET', '/v1/experiments/osteo%09'],
    ['GET', '/v1/experiments/osteo%0A'],
    ['GET', '/v1/experiments/osteo%00'],
    ['GET', '/v1//experiments'],
    ['GET', '/v1/experiments/'],
    ['GET', '/%2fv1/experiments'],
    ['GET', '/v1/experiments/%zz'],
    ['GET', '/v1/experiments/%C3'],
    ['GET', '/console/%2e%2e/handler.mjs'],
    ['GET', 'http://somewhere.example/v1/experiments'],
  ])('%s %s is refused, with or without a token', async (method, path) => {
    const answer = await ask(method, path);
    expect([answer.status, codeOf(answer)]).toEqual([400, 'path.malformed']);
    expect((await ask(method, path, { authorization: '' })).status).toBe(400);
  });

  it('with blanks and letters of any alphabet are asked for as they stand', async () => {
    for (const path of ['/v1/experiments/os%20teo', '/v1/experiments/%D7%A9%D7%9C'])
      expect(codeOf(await ask('GET', path))).toBe('request.value');
  });
});

describe('hosts', () => {
  it.each(['evil.example', 'x/v1', 'a b', '127.0.0.1.evil.example', 'localhost@evil.example'])(
    'of the name %j are refused',
    async (host) => {
      const answer = await ask('GET', '/v1/experiments', { host });
      expect([answer.status, codeOf(answer)]).toEqual([421, 'host.unknown']);
    },
  );

  it.each(['127.0.0.1:1', 'localhost', 'LOCALHOST:8080', '[::1]:4697'])(
    'that mean this machine are served, whatever port a tunnel has: %s',
    async (host) => {
      expect((await ask('GET', '/v1/experiments', { host })).status).toBe(200);
    },
  );
});

describe('caches', () => {
  it.each([
    '/v1/experiments',
    '/v1/experiments/osteo',
    '/v1/experiments/nobody',
    '/v1/health',
    '/openapi.json',
    '/nowhere',
  ])('keep nothing of %s', async (path) => {
    expect((await ask('GET', path)).cacheControl).toBe('no-store');
  });
});
