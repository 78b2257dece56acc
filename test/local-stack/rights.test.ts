/** Every right at every route, on a real stack: tokens of several teams, one that is revoked, and who did what. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { auditSchema } from '../../shared/contract/audit.ts';
import { addedHolderSchema } from '../../shared/contract/holders.ts';
import { problemSchema } from '../../shared/contract/problem.ts';
import { RIGHTS } from '../../shared/domain/holder/holder.ts';
import { howship } from '../support/cli.ts';
import { type StackProcess, startStack } from '../support/local-stack.ts';
import { operationsIn, requestOf } from '../support/operations.ts';
import { StackClient } from '../support/stack-client.ts';
import { TWIN_DEFINITION } from '../support/twin-experiment.ts';

const work = mkdtempSync(join(tmpdir(), 'howship-rights-'));
const home = join(work, 'home');
let stack: StackProcess;
let operator: StackClient;

beforeAll(async () => {
  stack = startStack(home);
  operator = new StackClient(await stack.ready);
  for (const id of ['twins', 'theirs'])
    await operator.apply(id, TWIN_DEFINITION.replace('id: twins', `id: ${id}`));
}, 120_000);
afterAll(async () => {
  await stack.stop();
  rmSync(work, { recursive: true });
});

async function handOut(holder: string, ...options: readonly string[]): Promise<StackClient> {
  const { out, err } = await howship(['token', 'add', holder, ...options, '--json'], { HOWSHIP_HOME: home });
  expect(err).toBe('');
  return new StackClient({ ...operator.stack, token: addedHolderSchema.parse(JSON.parse(out)).token });
}

const REVOKED_WITHIN_MS = 60_000;

it('is had by those who have it; a token that was used and is revoked stops within a minute', async () => {
  const revoked = await handOut('gone', '--read');
  expect((await revoked.ask('/v1/experiments')).status).toBe(200);
  const unused = await handOut('unused', '--operate');
  const revokedAt = performance.now();
  for (const name of ['gone', 'unused'])
    expect((await howship(['token', 'revoke', name], { HOWSHIP_HOME: home })).code).toBe(0);
  expect((await unused.refusal('/v1/experiments')).code).toBe('auth.unknown-token');

  const operations = operationsIn(await (await operator.ask('/openapi.json')).json());
  for (const right of RIGHTS)
    for (const only of [[], ['-e', 'twins']]) {
      const team = await handOut(`${right}-${only.length}`, `--${right.toLowerCase()}`, ...only);
      for (const operation of operations) {
        const isOfAll = only.length === 0;
        const { id, right: needed, path } = operation;
        const cell = `${id} by ${right}${isOfAll ? '' : ' of twins'}`;
        const may =
          needed === 'OPERATE_ALL'
            ? right === 'OPERATE' && isOfAll
            : RIGHTS.indexOf(right) >= RIGHTS.indexOf(needed);
        const { status } = await team.ask(...requestOf(operation, 'twins'));
        expect(status, cell).toBeLessThan(500);
        if (may) expect([401, 403], cell).not.toContain(status);
        else expect(status, cell).toBe(403);
        if (isOfAll || !path.includes('{experiment}')) continue;
        const theirs = await team.ask(...requestOf(operation, 'theirs'));
        expect(problemSchema.parse(await theirs.json()).code, cell).toBe(
          may ? 'experiment.unknown' : 'auth.right',
        );
      }
    }

  while ((await revoked.ask('/v1/experiments')).status !== 401) {
    expect(performance.now() - revokedAt).toBeLessThan(REVOKED_WITHIN_MS);
    await setTimeout(200);
  }
}, 300_000);

it('leaves who asked for what, and a line for each request, without a token in either', async () => {
  const { entries } = auditSchema.parse(await (await operator.ask('/v1/audit?holder=READ-0')).json());
  expect(entries.length).toBeGreaterThan(20);
  for (const { answer, operation } of entries)
    expect(answer, operation).toMatchObject({ status: 403, code: 'auth.right' });
  const log = readFileSync(join(home, 'logs/api.log'), 'utf8');
  expect(log).toMatch(
    /"message":"request",.*"route":"\/v1\/holders","holder":"operator","status":201,"ms":\d+/,
  );
  expect(log).toMatch(/"code":"token.refused"/);
  expect(log).not.toContain(operator.stack.token);
});
