import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { TOKEN } from '../../../support/api.ts';
import { type ApiServer, startApiServer } from '../../../support/api-server.ts';
import { howship } from '../../../support/cli.ts';
import { settleAll } from '../../../support/run-stack.ts';
import { TWIN_DEFINITION } from '../../../support/twin-experiment.ts';

let server: ApiServer;
let folder: string;
const asked = (...argv: string[]) => howship(argv, { HOWSHIP_URL: server.url, HOWSHIP_TOKEN: TOKEN });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'howship-routes-'));
  server = await startApiServer();
  await applyExperiment(server.ports, 'twins', TWIN_DEFINITION);
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

it('A person puts routes, sees them without their secret, tests one and reads what was sent', async () => {
  expect((await asked('routes', '-e', 'twins')).out).toContain(
    'no routes are declared: every message goes to the topic of the stack',
  );
  const hook = { id: 'hook', via: 'webhook', url: 'https://hooks.example.org/x', secret: 'geheim' };
  const routes = [{ ...hook, severities: ['CRITICAL'], hours: '08:00-20:00' }];
  const file = join(folder, 'routes.json');
  writeFileSync(file, JSON.stringify({ routes }));
  const applied = await asked('routes', 'apply', file, '-e', 'twins');
  expect(applied.err).toBe('');
  expect(applied.out).toMatch(
    /hook +https:\/\/hooks\.example\.org\/… \(howship\) +CRITICAL +all +08:00-20:00 +PT15M +yes/,
  );
  expect(applied.out).not.toContain('geheim');
  const tested = await asked('routes', 'test', 'hook', '-e', 'twins');
  expect(tested.out).toBe('a test is on its way: twins/test:hook/1/hook\n');
  await settleAll(server.ports);
  const messages = await asked('messages', '-e', 'twins', '--text');
  expect((await asked('messages', '-e', 'twins', '--text', '--since', '1d')).code).toBe(0);
  const odd = await asked('messages', '-e', 'twins', '--since', '12');
  expect([odd.code, odd.err]).toEqual([2, expect.stringContaining('--since: expected an instant such as')]);
  expect(messages.out).toMatch(/hook +sent .* twins: a test of the route hook\n/);
  expect(messages.out).toContain('Nothing is wrong.');
});
