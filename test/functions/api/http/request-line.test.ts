import { expect, it } from 'vitest';
import { createApp } from '../../../../functions/api/app.ts';
import type { Log } from '../../../../shared/runtime/log.ts';
import { HOLDER, TOKEN } from '../../../support/api.ts';
import { memoryPorts } from '../../../support/memory-ports.ts';

/** What is logged of a request. */
async function linesOf(path: string, init: RequestInit = {}) {
  const lines: { message: string; facts: Readonly<Record<string, unknown>> }[] = [];
  const log: Log = { info: (message, facts = {}) => lines.push({ message, facts }), error: () => {} };
  const app = createApp({ ports: memoryPorts(), tokens: async () => new Map([[HOLDER, TOKEN]]), log });
  const { status } = await app.request(path, init);
  return { status, lines };
}
const bearer = (token: string) => ({ headers: { Authorization: `Bearer ${token}` } });

it('stands once for each request: who, which route, what was answered, how long it took', async () => {
  const { status, lines } = await linesOf('/v1/experiments/osteo/notes', bearer(TOKEN));
  expect(lines).toEqual([
    {
      message: 'request',
      facts: {
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        method: 'GET',
        route: '/v1/experiments/:experiment/notes',
        holder: HOLDER,
        status: 404,
        ms: expect.any(Number),
        problem: 'experiment.unknown',
      },
    },
  ]);
  expect(status).toBe(404);
});

it('names the pattern of a path and never the path, which may hold a token', async () => {
  const secret = 'the-token-of-a-link';
  const { lines } = await linesOf(`/link/osteo/g/1/${secret}`, { method: 'POST' });
  expect(lines.map(({ facts }) => [facts.route, facts.holder, facts.status])).toEqual([
    ['/link/:experiment/:group/:number/:token', null, 404],
  ]);
  expect(JSON.stringify(lines)).not.toContain(secret);
  const nowhere = await linesOf('/nowhere/at-all', bearer(TOKEN));
  expect(nowhere.lines.map(({ facts }) => [facts.route, facts.status])).toEqual([[null, 404]]);
  expect((await linesOf('/v1/health')).lines.map(({ facts }) => facts.route)).toEqual(['/v1/health']);
});

it.each([
  ['one that nobody holds', bearer('nobody-holds-this-token'), ['auth.unknown-token']],
  ['what is no bearer token', { headers: { Authorization: 'Basic YWRhOng=' } }, ['auth.malformed']],
  ['none at all', {}, []],
])('a token that was refused is counted: %s', async (_, init, expected) => {
  const { status, lines } = await linesOf('/v1/experiments', init);
  expect(status).toBe(401);
  const refused = lines.filter(({ facts }) => facts.code === 'token.refused');
  expect(refused.map(({ facts }) => facts.problem)).toEqual(expected);
  expect(JSON.stringify(lines)).not.toMatch(/nobody-holds|YWRhOng/);
});
