import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { TOKEN } from '../../support/api.ts';
import { type ApiServer, startApiServer } from '../../support/api-server.ts';
import { howship } from '../../support/cli.ts';
import { settleAll } from '../../support/run-stack.ts';
import { TWIN_DEFINITION, twinFiles } from '../../support/twin-experiment.ts';

let server: ApiServer;
let folder: string;
const at = (name: string) => join(folder, name);
const asked = (...argv: string[]) => howship(argv, { HOWSHIP_URL: server.url, HOWSHIP_TOKEN: TOKEN });
const DEFINITION = TWIN_DEFINITION.replace('sources:', 'contacts: { plan: contacts.csv }\nsources:');

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'howship-contacts-'));
  server = await startApiServer();
  const { flight, ground } = twinFiles({ isFrozen: false });
  const lines = flight.split('\n');
  writeFileSync(at('gu1.csv'), ground);
  writeFileSync(at('twins.yaml'), DEFINITION);
  writeFileSync(at('fu1.csv'), lines.filter((_, i) => i < 100 || i >= 120).join('\n'));
});

afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

it('A person puts definition and plan, uploads, and reads what to ask for again', async () => {
  const alone = await asked('experiment', 'apply', at('twins.yaml'));
  expect(alone.out).toContain('the contact plan contacts.csv does not lie beside the definition');
  writeFileSync(at('contacts.csv'), 'aos,los\n2026-03-01T08:00:00Z,2026-03-01T08:12:00Z\n');
  const beside = await asked('experiment', 'apply', at('twins.yaml'));
  expect([beside.code, beside.out]).toEqual([
    0,
    expect.stringContaining('contact plan: revision 1 in force, 1 contact from 2026-03-01T08:00:00Z'),
  ]);
  const again = await asked('contacts', 'apply', at('contacts.csv'), '-e', 'twins');
  expect(again.out).toContain('revision 1 in force');
  const shown = await asked('contacts', 'show', '-e', 'twins');
  expect(shown.out).toMatch(/2026-03-01T08:00Z +2026-03-01T08:12Z +12 min/);

  const before = await asked('redownlink', '-e', 'twins');
  expect(before.out).toMatch(/^nothing has come yet\n/);
  await asked('upload', at('fu1.csv'), '-e', 'twins', '--wait');
  const unsent = await asked('redownlink', '-e', 'twins');
  expect(unsent.out).toMatch(/2 +GU1 +.*600 +humidity, temperature/);
  const onGround = await asked('redownlink', '-e', 'twins', '--unit', 'GU1');
  expect(onGround.out).toMatch(/\nchecked:\nGU1: 2026-03-01T07:00Z to 2026-03-01T11:59Z\n/);
  await asked('upload', at('gu1.csv'), '-e', 'twins', '--wait');
  const list = await asked('redownlink', '-e', 'twins');
  expect(list.out).toMatch(/1 +FU1 +2026-03-01T07:38Z +2026-03-01T07:59Z +40 +humidity, temperature +LOST/);
  expect(list.out).toContain('; if more contacts are to come, add them: ./howship contacts apply');
  const whole = await asked('redownlink', '-e', 'twins', '--unit', 'GU1');
  expect(whole.out).toMatch(
    /^nothing to request again in the times that were checked:\nGU1: 2026-03-01T07:00Z to 2026-03-01T11:59Z\n/,
  );
  const csv = await asked('redownlink', '-e', 'twins', '--csv');
  expect(csv.out).toMatch(
    /\r\nunit,channel,from,to,samples,cause,reason,priority,downlinks,overwrittenFrom,overwrittenTo\r\nFU1,humidity temperature,/,
  );
  const completeness = await asked('completeness', '-e', 'twins', '--unit', 'FU1');
  expect(completeness.out).toMatch(
    /gap FU1: .*20 samples of each missing\), LOST, .*: temperature, humidity\n/,
  );
  const gaps = await asked('completeness', '-e', 'twins', '--csv');
  expect(gaps.out.split('\r\n').filter((line) => !line.startsWith('#'))).toHaveLength(4);
});

it('A person who withdrew a file reads that it needs no contact, and how to bring it back', async () => {
  const [, id] = /fu1\.csv \((\S+)\)/.exec((await asked('receipt', 'fu1.csv', '-e', 'twins')).out) ?? [];
  await asked('withdraw', 'fu1.csv', '--reason', 'of another payload', '-e', 'twins');
  await settleAll(server.ports);
  const { out } = await asked('redownlink', '-e', 'twins');
  expect(out).toMatch(/1 +FU1 .* WITHDRAWN +withdrawn on purpose with fu1.csv/);
  expect(out).toContain(`WITHDRAWN needs no contact; ./howship reread ${id} brings it back\n`);
  const csv = await asked('redownlink', '-e', 'twins', '--csv');
  expect(csv.out).toMatch(new RegExp(`,WITHDRAWN,[^\\r]*,1,${id},,\\r\\n`));
});

it('A person reads every line that is wrong in a plan', async () => {
  writeFileSync(
    at('bad.csv'),
    'aos,los\n2026-03-01T08:00:00Z,soon\n2026-03-01T09:00:00Z,2026-03-01T08:00:00Z\n',
  );
  const { code, err } = await asked('contacts', 'apply', at('bad.csv'), '-e', 'twins');
  expect(code).toBe(1);
  expect(err).toMatch(
    /2 problems \(contacts\.invalid\)\n {2}line 2, los: .*"soon"\n {2}line 3: expected loss of signal after/,
  );
});

it('A person puts the contacts of the next week, which stay when the definition is sent again', async () => {
  writeFileSync(at('weeks.yaml'), DEFINITION.replace('id: twins', 'id: weeks'));
  writeFileSync(at('contacts.csv'), 'aos,los\n2026-03-01T08:00:00Z,2026-03-01T08:12:00Z\n');
  writeFileSync(at('week2.csv'), 'aos,los\n2026-03-08T08:00:00Z,2026-03-08T08:12:00Z\n');
  await asked('experiment', 'apply', at('weeks.yaml'));
  const second = await asked('contacts', 'apply', at('week2.csv'), '-e', 'weeks');
  expect(second.out).toContain(
    'from 2026-03-08T08:00Z on: 1 new, 0 planned no more; 1 contact before stays from the plan before',
  );
  const again = await asked('experiment', 'apply', at('weeks.yaml'));
  expect(again.out).toContain('contact plan: revision 2 in force, 2 contacts');
  const back = await asked('contacts', 'apply', at('contacts.csv'), '-e', 'weeks');
  expect(back.out).toContain('from 2026-03-01T08:00Z on: 0 new, 1 planned no more');
  const { out } = await asked('contacts', 'show', '-e', 'weeks');
  expect(out).toMatch(
    /other revisions .*:\n {2}1: 1 contact, .*\n {2}2: 2 contacts, .* from 2026-03-08T08:00Z on\n/,
  );
});
