/** Every change leaves an entry, whoever asked for it and whatever became of it. */
import { expect, it } from 'vitest';
import { createApp } from '../../../functions/api/app.ts';
import { type AuditOnWire, auditSchema } from '../../../shared/contract/audit.ts';
import { receiptSchema } from '../../../shared/contract/downlinks.ts';
import { auditKind } from '../../../shared/domain/audit/audit-entry.ts';
import type { Kind } from '../../../shared/domain/kind.ts';
import type { Ports } from '../../../shared/ports.ts';
import { HOLDER, postJson, putDefinition, type TestApi, TOKEN, testApi } from '../../support/api.ts';
import { type MemoryPorts, memoryPorts } from '../../support/memory-ports.ts';
import { operationsIn, requestOf } from '../../support/operations.ts';
import { holderOn } from '../../support/tokens.ts';

const operations = operationsIn(await (await testApi().askOpenly('/openapi.json')).json());
const changes = operations.filter(({ method, right }) => method !== 'GET' && right !== 'READ');

async function auditOf(api: TestApi, query = ''): Promise<AuditOnWire['entries']> {
  const entries: AuditOnWire['entries'] = [];
  let next: string | undefined;
  do {
    const after = next === undefined ? '' : `${query === '' ? '?' : '&'}next=${next}`;
    const page = auditSchema.parse(await (await api.ask(`/v1/audit${query}${after}`)).json());
    entries.push(...page.entries);
    next = page.next;
  } while (next !== undefined);
  return entries;
}

it('of every operation that changes something, done or refused, by whoever asked', async () => {
  const api = testApi();
  await putDefinition(api);
  const reader = await holderOn(api, 'reader', 'READ');
  const before = (await auditOf(api)).length;
  expect(changes.length).toBeGreaterThan(20);
  for (const operation of changes) {
    const mine = await api.ask(...requestOf(operation, 'twins'));
    const theirs = await reader(...requestOf(operation, 'twins'));
    const [own, refused] = (await auditOf(api, '?from=2026-01-01T00:00:00Z')).slice(-2);
    expect(own, operation.id).toMatchObject({
      holder: HOLDER,
      operation: operation.id,
      answer: { status: mine.status },
    });
    expect([theirs.status, refused?.holder, refused?.operation, refused?.answer?.code], operation.id).toEqual(
      [403, 'reader', operation.id, 'auth.right'],
    );
    if (operation.path.includes('{experiment}')) expect(own?.experiment).toBe('twins');
  }
  expect((await auditOf(api)).length).toBe(before + 2 * changes.length);
}, 60_000);

it('of a file by its name, which is short however long it is', async () => {
  const api = testApi();
  await putDefinition(api);
  const path = '/v1/experiments/twins/downlinks';
  const fileName = `fu1-${'9'.repeat(400)}.csv`;
  const { id } = receiptSchema.parse(await (await postJson(api, path, { fileName, bytes: 1 })).json());
  const [entry] = (await auditOf(api)).slice(-1);
  expect(entry).toMatchObject({ operation: 'announceDownlink', about: { downlink: id } });
  expect(entry?.about?.file).toMatch(/^fu1-9+/);
  expect(entry?.about?.file?.length).toBeLessThan(260);
});

it('of what another team asked for: told to who sees all, and to who sees the experiment', async () => {
  const api = testApi();
  await putDefinition(api);
  const team = await holderOn(api, 'team', 'OPERATE', ['mine']);
  const own = await holderOn(api, 'own', 'READ', ['twins']);
  const note = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{"text":"x"}' };
  expect((await team('/v1/experiments/twins/notes', note)).status).toBe(404);
  const [entry] = await auditOf(api, '?experiment=twins&holder=team');
  expect(entry).toMatchObject({
    operation: 'writeNote',
    answer: { status: 404, code: 'experiment.unknown' },
  });
  const seenBy = async (ask: typeof team) => auditSchema.parse(await (await ask('/v1/audit')).json()).entries;
  expect((await seenBy(own)).map(({ holder, operation }) => [holder, operation])).toEqual([
    [HOLDER, 'putExperiment'],
    ['team', 'writeNote'],
  ]);
  expect(await seenBy(team)).toEqual([]);
});

it('of what is too long, and holds neither bodies nor tokens', async () => {
  const api = testApi();
  await postJson(api, '/v1/experiments/twins/notes', { text: 'a body that nobody keeps'.repeat(60_000) });
  const added = await postJson(api, '/v1/holders', { holder: 'kiruna', right: 'UPLOAD' });
  const { token } = (await added.json()) as { token: string };
  const text = JSON.stringify(await auditOf(api));
  expect(text).toContain('request.too-large');
  for (const secret of [token, TOKEN, 'a body that nobody keeps']) expect(text).not.toContain(secret);
});

it('of a page that there never was: refused, however large the instant it names', async () => {
  const api = testApi();
  for (const place of [
    '99999999999999999999.a',
    '9999999999999999.a',
    '1e300.a',
    'Infinity.a',
    '0x10.a',
    'abc',
    '5.',
  ]) {
    const next = Buffer.from(`1:${place}`).toString('base64url');
    const response = await api.ask(`/v1/audit?next=${next}`);
    expect([place, response.status]).toEqual([place, 400]);
    expect(await response.json()).toMatchObject({ code: 'request.page-token' });
  }
});

/** The ports, of which the table fails at a put of this kind. */
function failingAt(ports: MemoryPorts, fails: (kind: Kind<never>, puts: number) => boolean): Ports {
  let puts = 0;
  const put: Ports['catalogue']['put'] = async (kind, key, item, expected) => {
    if (fails(kind as never, kind.name === auditKind.name ? ++puts : puts))
      throw new Error('the function died here');
    return ports.catalogue.put(kind, key, item, expected);
  };
  const catalogue = Object.assign(Object.create(ports.catalogue), { put });
  for (const name of ['get', 'list', 'versions', 'remove', 'due'] as const)
    catalogue[name] = ports.catalogue[name].bind(ports.catalogue);
  return { ...ports, catalogue };
}

it('where the function dies in between: what was asked stands without an answer, and nothing is changed without an entry', async () => {
  const memory = memoryPorts();
  const errors: unknown[] = [];
  const tokens = async () => new Map([[HOLDER, TOKEN]]);
  const log = { info: () => {}, error: (message: string) => errors.push(message) };
  const asked = async (ports: Ports) => {
    const app = createApp({ ports, tokens, log });
    const headers = { Authorization: `Bearer ${TOKEN}`, 'Content-Type': 'application/json' };
    const body = '{"holder":"kiruna","right":"READ"}';
    return (await app.request('/v1/holders', { method: 'POST', headers, body })).status;
  };
  // Before anything: no entry, no change.
  expect(await asked(failingAt(memory, (kind, puts) => kind.name === 'audit' && puts === 1))).toBe(500);
  const api = testApi(memory);
  expect(await auditOf(api)).toEqual([]);
  // After the change, before its answer is noted: the caller is told what was done.
  expect(await asked(failingAt(memory, (kind, puts) => kind.name === 'audit' && puts === 2))).toBe(201);
  expect(errors).toContain('the audit has no answer of a change');
  expect(await auditOf(api)).toMatchObject([{ operation: 'addHolder', holder: HOLDER, answer: null }]);
});
