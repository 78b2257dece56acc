import type { LookupAddress, lookup } from 'node:dns';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { postWebhook } from '../../../shared/aws/webhook-poster.ts';
import { PRIVATE } from '../../../shared/domain/notify/receiver-url.ts';

let server: Server | null = null;
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise<void>((done) => (server === null ? done() : server.close(() => done())));
  server = null;
});

interface Heard {
  readonly method: string | undefined;
  readonly key: string | undefined;
  readonly body: string;
}

/** A receiver on loopback; what it heard. */
async function receiver(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const heard: Heard[] = [];
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    heard.push({ method: request.method, key: request.headers['idempotency-key']?.toString(), body });
    answer(request, response);
  });
  await new Promise<void>((done) => server?.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return { heard, port, url: `http://127.0.0.1:${port}/hook` };
}

const LET = ['127.0.0.1'];
const posting = (url: string) => ({ url, headers: { 'Idempotency-Key': 'k' }, body: '{"ü":1}' });

/** Answers what a name server would, one answer after another. */
function names(...answers: readonly (readonly string[])[]): { resolve: typeof lookup; asked: () => number } {
  let asked = 0;
  const resolve = ((_name: string, _options: object, done: (error: null, found: LookupAddress[]) => void) => {
    const found = answers[Math.min(asked++, answers.length - 1)] ?? [];
    done(
      null,
      found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  }) as unknown as typeof lookup;
  return { resolve, asked: () => asked };
}

describe('a webhook', () => {
  it('is one POST, and taken where the receiver answers 2xx', async () => {
    const { url, heard } = await receiver((_, response) => response.writeHead(204).end());
    expect(await postWebhook(posting(url), LET)).toEqual({ taken: true });
    expect(heard).toEqual([{ method: 'POST', key: 'k', body: '{"ü":1}' }]);
  });

  it('is taken though the receiver never ends its answer', async () => {
    const { url } = await receiver((_, response) => response.writeHead(200).write('a'));
    expect(await postWebhook(posting(url), LET)).toEqual({ taken: true });
  });

  it.each([
    [500, 'the receiver answered 500'],
    [404, 'the receiver answered 404'],
  ])('is not taken where it answers %i', async (status, why) => {
    const { url } = await receiver((_, response) => response.writeHead(status).end());
    expect(await postWebhook(posting(url), LET)).toEqual({ taken: false, why });
  });

  it('follows no redirect', async () => {
    const { url, heard } = await receiver((_, response) =>
      response.writeHead(307, { Location: 'http://127.0.0.1:1/metadata' }).end(),
    );
    const why = 'the receiver answered 307: redirects are not followed';
    expect(await postWebhook(posting(url), LET)).toEqual({ taken: false, why });
    expect(heard).toHaveLength(1);
  });

  it('gives up a receiver that hangs', async () => {
    const { url } = await receiver(() => {});
    const why = 'the receiver did not answer within 0.05 s';
    expect(await postWebhook(posting(url), LET, { timeOutMs: 50 })).toEqual({ taken: false, why });
  });

  it('says why nobody is there', async () => {
    const posted = await postWebhook(posting('http://127.0.0.1:1/'), LET);
    expect(posted).toMatchObject({ taken: false, why: expect.stringContaining('ECONNREFUSED') });
  });
});

describe('a private address', () => {
  it('is not reached as itself, nor over plain HTTP where the operator does not let it', async () => {
    const { url, port, heard } = await receiver((_, response) => response.end());
    const refused = { taken: false, why: PRIVATE };
    for (const one of [url, `https://127.0.0.1:${port}/`, 'https://[::1]/', 'https://169.254.169.254/latest'])
      expect(await postWebhook(posting(one), [])).toEqual(refused);
    expect(await postWebhook(posting('http://1.1.1.1/'), LET)).toEqual(refused);
    expect(heard).toEqual([]);
  });

  it('is not reached by a name, however the name is looked up the second time', async () => {
    const { port, heard } = await receiver((_, response) => response.end());
    const rebinding = names(['93.184.216.34', '127.0.0.1'], ['127.0.0.1']);
    for (let i = 0; i < 2; i++)
      expect(await postWebhook(posting(`https://hooks.example.org:${port}/`), [], rebinding)).toEqual({
        taken: false,
        why: PRIVATE,
      });
    expect(rebinding.asked()).toBe(2);
    expect(heard).toEqual([]);
  });

  it('is reached by a name where the operator lets it: the address that was looked at is the one connected to', async () => {
    const { port, heard } = await receiver((_, response) => response.end());
    const once = names(['127.0.0.1'], ['10.0.0.1']);
    expect(await postWebhook(posting(`http://hooks.internal:${port}/`), LET, once)).toEqual({ taken: true });
    expect([once.asked(), heard.length]).toEqual([1, 1]);
  });
});
