import { afterAll, beforeAll, expect, it } from 'vitest';
import { TOKEN } from '../../../support/api.ts';
import { type ApiServer, startApiServer } from '../../../support/api-server.ts';
import { howship } from '../../../support/cli.ts';

let server: ApiServer;
beforeAll(async () => {
  server = await startApiServer();
});
afterAll(() => server.close());

const run = (argv: readonly string[], token = TOKEN) =>
  howship(argv, { HOWSHIP_URL: server.url, HOWSHIP_TOKEN: token });

it('is handed out for a station, works, is listed without being shown, and is revoked', async () => {
  const added = await run(['token', 'add', 'kiruna', '--upload', '-e', 'twins', '-e', 'later']);
  expect([added.code, added.err]).toEqual([0, '']);
  const [token = '', ...said] = added.out.split('\n');
  expect(token).toMatch(/^[\w-]{48}$/);
  expect(said.join('\n')).toBe(
    'kiruna may read and upload later, twins. The token is not shown again: hand it on now, over a channel that nobody else reads. To stop it: ./howship token revoke kiruna\nnot known yet: later, twins. The token will be of them once they are there; check the spelling.\n',
  );
  expect((await run(['token'], token)).out).toBe(`${token}\n`);
  expect((await run(['experiment', 'list'], token)).code).toBe(0);
  const lacking = await run(['token', 'list'], token);
  expect(lacking.code).toBe(1);
  expect(lacking.err).toContain(
    'expected a token that may operate all experiments, got that of "kiruna", which may read and upload later, twins',
  );
  const { out } = await run(['token', 'list']);
  expect(out).toMatch(/^ada +operate all experiments +in the secret of the stack/m);
  expect(out).toMatch(/^kiruna +read and upload later, twins +2026-\S+ by ada/m);
  expect(out).not.toContain(token);
  const revoked = await run(['token', 'revoke', 'kiruna']);
  expect(revoked.out).toMatch(/^the token of kiruna is revoked since 2026-\S+ by ada; wherever/);
  server.ports.clock.advance(30);
  expect((await run(['experiment', 'list'], token)).err).toContain('auth.unknown-token');
  expect((await run(['token', 'list'])).out).toMatch(/^kiruna .* by ada +2026-\S+ by ada/m);
}, 60_000);

it('is handed out with one right, under a name that can be typed', async () => {
  expect(await run(['token', 'add', 'x', '--read', '--operate'])).toMatchObject({ code: 2 });
  const named = await run(['token', 'add', 'Kiruna station']);
  expect([named.code, named.err]).toEqual([1, expect.stringContaining('at most 63 of A-Z a-z 0-9 . _ -')]);
  const operator = await run(['token', 'revoke', 'operator']);
  expect([operator.code, operator.err]).toEqual([1, expect.stringContaining('it cannot be revoked')]);
}, 60_000);
