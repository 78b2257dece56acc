import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { Api, type Heal, type KeepAnswer, LONGEST_ANSWER } from '../../../../functions/api/http/api.ts';
import { memoryPorts } from '../../../support/memory-ports.ts';

const common = {
  method: 'get',
  path: '/things/{thing}',
  resource: 'things',
  id: 'getThing',
  right: 'READ',
  title: 'A thing',
  summary: 'A thing for tests.',
  params: z.object({ thing: z.string() }),
  query: z.strictObject({ next: z.string().optional() }),
  status: 200,
} as const;

const keepNone = async () => Promise.reject(new Error('nothing is too long here'));
const healNone = async () => false;

/** Asked by somebody who may do everything. */
function apiThat(keep: KeepAnswer, heal: Heal): Api {
  const api = new Api(memoryPorts(), { info: () => {}, error: () => {} }, { keep, heal });
  api.hono.use(async (context, next) => {
    context.set('holder', { name: 'ada', right: 'OPERATE', experiments: null });
    await next();
  });
  return api;
}

function apiThatThrows(): { api: Api; thrown: unknown[] } {
  const api = apiThat(keepNone, healNone);
  const thrown: unknown[] = [];
  api.hono.onError((error, context) => {
    thrown.push(error);
    return context.text('refused', 500);
  });
  return { api, thrown };
}

describe('an answer', () => {
  it('above what the front door passes on is kept and linked to, and one just below is not', async () => {
    const kept: [string, string][] = [];
    const api = apiThat(async (bytes, type) => {
      kept.push([Buffer.from(bytes).toString(), type]);
      return 'https://storage.example/answers/1';
    }, healNone);
    api.serve(
      { ...common, answer: z.string(), csv: (text) => ({ header: ['text'], rows: [[text]] }) },
      async ({ params }) => 'x'.repeat(Number(params.thing)),
    );
    const quotes = 2;
    expect((await api.hono.request(`/things/${LONGEST_ANSWER - quotes}`)).status).toBe(200);
    expect(kept).toEqual([]);
    const long = LONGEST_ANSWER - quotes + 1;
    const response = await api.hono.request(`/things/${long}`);
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe('https://storage.example/answers/1');
    await api.hono.request(`/things/${long}`, { headers: { accept: 'text/csv' } });
    expect(kept).toEqual([
      [JSON.stringify('x'.repeat(long)), 'application/json'],
      [`text\r\n${'x'.repeat(long)}\r\n`, 'text/csv; charset=utf-8'],
    ]);
  });

  it('is sent as gzip where it is long and the client takes it, and says that it depends on that', async () => {
    const api = apiThat(keepNone, healNone);
    api.serve({ ...common, answer: z.string() }, async ({ params }) => 'x'.repeat(Number(params.thing)));
    const ask = async (length: number, encoding?: string) => {
      const headers = encoding === undefined ? {} : { headers: { 'accept-encoding': encoding } };
      const response = await api.hono.request(`/things/${length}`, headers);
      const { 'content-encoding': sent, vary, 'content-type': type } = Object.fromEntries(response.headers);
      expect([vary, type]).toEqual(['Accept, Accept-Encoding', 'application/json']);
      return { sent, bytes: Buffer.from(await response.arrayBuffer()) };
    };
    const plain = await ask(20_000);
    expect([plain.sent, plain.bytes.length]).toEqual([undefined, 20_002]);
    const packed = await ask(20_000, 'gzip, br');
    expect([packed.sent, packed.bytes.length < 1000]).toEqual(['gzip', true]);
    expect(gunzipSync(packed.bytes).equals(plain.bytes)).toBe(true);
    expect((await ask(200, 'gzip')).sent).toBeUndefined();
  });

  it('is not computed where no accepted media type is served', async () => {
    const { api, thrown } = apiThatThrows();
    let asked = 0;
    api.serve({ ...common, answer: z.string() }, async () => {
      asked++;
      return 'x';
    });
    await api.hono.request('/things/1', { headers: { accept: 'text/csv' } });
    expect(asked).toBe(0);
    expect(thrown[0]).toMatchObject({ status: 406 });
  });

  it('of bytes that goes on says where, with what was asked', async () => {
    const api = apiThat(keepNone, healNone);
    api.serveBytes({ ...common, mediaType: 'text/csv', description: 'rows' }, async ({ query }) => ({
      bytes: new TextEncoder().encode('a\r\n'),
      next: query.next === undefined ? '3' : null,
    }));
    const first = await api.hono.request('/things/1');
    expect(first.headers.get('link')).toBe('</things/1?next=3>; rel="next"');
    const second = await api.hono.request('/things/1?next=3');
    expect(second.headers.get('link')).toBeNull();
    expect(await second.text()).toBe('a\r\n');
  });
});

it.each(['get', 'post'] as const)(
  'of what is damaged is asked for again once it was made anew: %s',
  async (method) => {
    const met: unknown[] = [];
    const api = apiThat(keepNone, async (error) => {
      met.push(error);
      return true;
    });
    const damaged = new Error('damaged');
    api.serve({ ...common, method, answer: z.string() }, async () => {
      if (met.length === 0) throw damaged;
      return 'sound';
    });
    const response = await api.hono.request('/things/1', { method });
    expect([response.status, await response.json(), met]).toEqual([200, 'sound', [damaged]]);
  },
);
