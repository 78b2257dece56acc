import { expect, it } from 'vitest';
import { appliedContactsSchema, contactsSchema } from '../../../shared/contract/contacts.ts';
import { redownlinkSchema } from '../../../shared/contract/redownlink.ts';
import { HOLDER, putDefinition, testApi } from '../../support/api.ts';
import { settleAll, upload } from '../../support/run-stack.ts';
import { twinFiles } from '../../support/twin-experiment.ts';

const E = '/v1/experiments/twins';
const PLAN = 'aos,los,station\n2026-03-01T08:00:00Z,2026-03-01T08:12:00Z,Kiruna\n';
const put = (body: string) => ({ method: 'PUT', body });

it('A contact plan is put, shown as JSON and CSV, and put again from what was shown without a new revision', async () => {
  const api = testApi();
  await putDefinition(api);
  const none = await api.ask(`${E}/contacts`);
  expect([none.status, await none.json()]).toMatchObject([404, { code: 'contacts.none' }]);
  const applied = appliedContactsSchema.parse(await (await api.ask(`${E}/contacts`, put(PLAN))).json());
  expect(applied).toMatchObject({ revision: 1, contacts: 1, from: '2026-03-01T08:00:00Z' });
  const shown = contactsSchema.parse(await (await api.ask(`${E}/contacts`)).json());
  expect(shown).toMatchObject({ revision: 1, appliedBy: HOLDER, contacts: [{ station: 'Kiruna' }] });
  const csv = await (await api.ask(`${E}/contacts`, { headers: { Accept: 'text/csv' } })).text();
  expect(csv).toBe('aos,los,station,id\r\n2026-03-01T08:00:00Z,2026-03-01T08:12:00Z,Kiruna,\r\n');
  for (const again of [csv, JSON.stringify({ contacts: shown.contacts })]) {
    expect(await (await api.ask(`${E}/contacts`, put(again))).json()).toEqual({ ...applied, added: 0 });
  }
  const later = 'aos,los,station\n2026-03-02T08:00:00Z,2026-03-02T08:12:00Z,Kiruna\n';
  const second = await (await api.ask(`${E}/contacts?from=2026-03-01T20:00:00Z`, put(later))).json();
  expect(second).toMatchObject({ revision: 2, contacts: 2, stayed: 1, effective: '2026-03-01T20:00:00Z' });
  const known = await api.ask(`${E}/contacts?at=2001-01-01T00:00:00Z`);
  expect([known.status, await known.json()]).toMatchObject([404, { code: 'contacts.none-then' }]);
  const early = await api.ask(`${E}/contacts?from=2026-03-03T00:00:00Z`, put(later));
  expect([early.status, await early.json()]).toMatchObject([400, { code: 'contacts.before-from' }]);
});

it('A contact plan is refused with every problem and its line, and changes nothing', async () => {
  const api = testApi();
  await putDefinition(api);
  const bad = `${PLAN}2026-03-01T09:00:00Z,2026-03-01T08:30:00Z,Kiruna\n2026-03-01T08:05:00Z,2026-03-01T08:20:00Z,Kiruna\n`;
  const response = await api.ask(`${E}/contacts`, put(bad));
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({
    code: 'contacts.invalid',
    problems: [
      { code: 'contacts.order', line: 3 },
      { code: 'contacts.overlap', line: 4, message: expect.stringContaining('the one of line 2') },
    ],
  });
  expect((await api.ask(`${E}/contacts`)).status).toBe(404);
});

it('The re-downlink list and the gaps have the same rows in CSV as in JSON, by header and by address', async () => {
  const api = testApi();
  await putDefinition(api);
  const { flight: whole, ground } = twinFiles({ isFrozen: false });
  const flight = whole.split('\n');
  await upload(api.ports, 'twins', 'fu1.csv', flight.filter((_, i) => i < 100 || i >= 120).join('\n'));
  await upload(api.ports, 'twins', 'gu1.csv', ground);
  await settleAll(api.ports);
  await api.ask(`${E}/contacts`, put(PLAN));
  const { ranges } = redownlinkSchema.parse(await (await api.ask(`${E}/redownlink?format=json`)).json());
  const [range] = ranges;
  expect(range).toMatchObject({ unit: 'FU1', samples: 40, cause: 'LOST', priority: 1 });
  const linked = await (await api.ask(`${E}/redownlink?format=csv`)).text();
  expect(linked.split('\r\n').filter((line) => !line.startsWith('#'))).toEqual([
    'unit,channel,from,to,samples,cause,reason,priority,downlinks,overwrittenFrom,overwrittenTo',
    `FU1,${range!.channels.join(' ')},${range!.from},${range!.to},40,LOST,${range!.reason},1,,,`,
    '',
  ]);
  expect(linked).toContain('# left: {"NOT_DOWNLINKED":0,"LOS":0}\r\n');
  const negotiated = await api.ask(`${E}/redownlink`, { headers: { Accept: 'text/csv' } });
  expect(await negotiated.text()).toBe(linked);
  const gaps = await api.ask(`${E}/completeness`, { headers: { Accept: 'text/csv' } });
  const rows = (await gaps.text())
    .split('\r\n')
    // What the JSON says beside the rows stands above them.
    .filter((line) => !line.startsWith('#'))
    .slice(1, -1)
    .map((row) => row.split(',').slice(0, 5));
  expect(rows.toSorted()).toEqual(
    range!.channels.map((channel) => ['FU1', channel, range!.from, range!.to, 'LOST']),
  );
  const wrong = await api.ask(`${E}/redownlink?format=xml`);
  expect([wrong.status, await wrong.json()]).toMatchObject([400, { field: 'query.format' }]);
});
