/** Every right at every route, on the app itself; and the page that says so. */
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { problemSchema } from '../../../shared/contract/problem.ts';
import { RIGHTS, type Right } from '../../../shared/domain/holder/holder.ts';
import { putDefinition, type TestApi, testApi } from '../../support/api.ts';
import { memoryPorts } from '../../support/memory-ports.ts';
import { operationsIn, requestOf } from '../../support/operations.ts';
import { rightsPage } from '../../support/rights-page.ts';
import { type AskAs, holderOn } from '../../support/tokens.ts';
import { TWIN_DEFINITION } from '../../support/twin-experiment.ts';

const document = await (await testApi().askOpenly('/openapi.json')).json();
const operations = operationsIn(document);
const HELD = 'twins';
const theirs = TWIN_DEFINITION.replace('id: twins', 'id: theirs');

async function twins(): Promise<TestApi> {
  const api = testApi();
  await putDefinition(api);
  return api;
}

async function teams(api: TestApi): Promise<readonly (readonly [Right, boolean, AskAs])[]> {
  const rows: (readonly [Right, boolean, AskAs])[] = [];
  for (const right of RIGHTS)
    for (const experiments of ['ALL', [HELD]] as const) {
      const name = `${right}-${experiments}`.toLowerCase();
      rows.push([right, experiments === 'ALL', await holderOn(api, name, right, experiments)] as const);
    }
  return rows;
}

describe('the right that an operation needs', () => {
  it('stands at each of them: to ask is to read, but for links that write and for tokens', () => {
    expect(operations.length).toBeGreaterThan(60);
    const odd = operations.filter(({ method, right }) => (method === 'GET') !== (right === 'READ'));
    expect(odd.map(({ id, right }) => `${id} ${right}`).sort()).toEqual([
      'listHolders OPERATE_ALL',
      'reissueConduct READ',
      'renewUpload UPLOAD',
    ]);
  });

  it('is had by those who have it and by nobody else, in every cell', async () => {
    const api = await twins();
    const rows = await teams(api);
    for (const operation of operations) {
      const { id, right: needed } = operation;
      for (const [right, isOfAll, ask] of rows) {
        const response = await ask(...requestOf(operation, HELD));
        const may =
          needed === 'OPERATE_ALL'
            ? right === 'OPERATE' && isOfAll
            : RIGHTS.indexOf(right) >= RIGHTS.indexOf(needed);
        const cell = `${id} by ${right}${isOfAll ? '' : ` of ${HELD}`}`;
        expect(response.status, cell).toBeLessThan(500);
        if (may) expect([401, 403], cell).not.toContain(response.status);
        else
          expect(problemSchema.parse(await response.json()), cell).toMatchObject({
            status: 403,
            code: 'auth.right',
          });
      }
    }
    expect(api.errors).toEqual([]);
  });

  it('is told in docs/rights.md (UPDATE_GOLDEN=1 writes it anew)', () => {
    const published = new URL('../../../docs/rights.md', import.meta.url);
    const text = rightsPage(operations);
    if (process.env.UPDATE_GOLDEN === '1') writeFileSync(published, text);
    expect(readFileSync(published, 'utf8')).toBe(text);
  });
});

describe('an experiment of another team', () => {
  const ofExperiments = operations.filter(({ path }) => path.includes('{experiment}'));

  it.each(RIGHTS)(
    'is answered, byte for byte, as one that nobody has made, whatever is asked: %s',
    async (right) => {
      const bodies = async (isThere: boolean) => {
        const api = await twins();
        const ask = await holderOn(api, 'team', right, [HELD]);
        if (isThere) await api.ask('/v1/experiments/theirs', { method: 'PUT', body: theirs });
        const answers: string[] = [];
        for (const operation of ofExperiments) {
          const response = await ask(...requestOf(operation, 'theirs'));
          const { 'x-request-id': _, ...headers } = Object.fromEntries(response.headers);
          answers.push(JSON.stringify([operation.id, response.status, headers, await response.text()]));
        }
        return answers;
      };
      const there = await bodies(true);
      expect(there).toEqual(await bodies(false));
      for (const answer of there) expect(answer).toMatch(/,404,.*experiment\.unknown|,403,.*auth\.right/);
      if (right === 'OPERATE') for (const answer of there) expect(answer).toContain(',404,');
    },
  );

  it('lends no numbers to another, and looks as one that nobody has made where it is named', async () => {
    const api = await twins();
    const ask = await holderOn(api, 'team', 'READ', [HELD]);
    const across = '/v1/comparisons?endpoint=temperature&experiment=twins&experiment=theirs';
    const asked = [
      '/v1/experiments/twins/comparisons?null=theirs',
      across,
      '/v1/audit?experiment=theirs&to=2026-01-01T00:00:00Z',
    ];
    const answers = async () => {
      const texts: string[] = [];
      for (const path of asked) texts.push(`${path}: ${await (await ask(path)).text()}`);
      return texts;
    };
    const before = await answers();
    const rehearsal = theirs.replace('mode: FLIGHT', 'mode: REHEARSAL');
    const applied = await api.ask('/v1/experiments/theirs', { method: 'PUT', body: rehearsal });
    expect(applied.status).toBe(200);
    expect(await answers()).toEqual(before);
    expect(before.slice(0, 2).map((text) => text.includes('experiment.unknown'))).toEqual([true, true]);
  });

  it('cannot be made or rebuilt, and is in no list', async () => {
    const api = await twins();
    await api.ask('/v1/experiments/theirs', { method: 'PUT', body: theirs });
    const ask = await holderOn(api, 'team', 'OPERATE', [HELD, 'later']);
    for (const id of ['theirs', 'new']) {
      const body = TWIN_DEFINITION.replace('id: twins', `id: ${id}`);
      expect((await ask(`/v1/experiments/${id}`, { method: 'PUT', body })).status, id).toBe(404);
    }
    const later = TWIN_DEFINITION.replace('id: twins', 'id: later');
    expect((await ask('/v1/experiments/later', { method: 'PUT', body: later })).status).toBe(200);
    const text = await (await ask('/v1/experiments')).text();
    expect(text).toContain('"later"');
    for (const path of [
      '/v1/experiments',
      '/v1/drop',
      '/v1/experiments/twin',
      '/v1/comparisons?endpoint=temperature&experiment=twins&experiment=their',
    ])
      expect(await (await ask(path)).text(), path).not.toContain('theirs');
  });
});

describe('a token', () => {
  it('that is handed out over HTTP is let in, and stops once it is revoked', async () => {
    const api = testApi(memoryPorts());
    const ask = await holderOn(api, 'kiruna', 'READ');
    expect((await ask('/v1/experiments')).status).toBe(200);
    expect((await api.ask('/v1/holders/kiruna/revoke', { method: 'POST' })).status).toBe(200);
    api.ports.clock.advance(30);
    const refused = await ask('/v1/experiments');
    expect([refused.status, problemSchema.parse(await refused.json()).code]).toEqual([
      401,
      'auth.unknown-token',
    ]);
  });
});
