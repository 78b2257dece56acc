import { beforeAll, describe, expect, it } from 'vitest';
import { alarmSchema, alarmsSchema } from '../../../../shared/contract/alarms.ts';
import { ALARMED, alarmedUpTo, GAS, HEAT } from '../../../support/alarm-experiment.ts';
import { postJson, type TestApi, testApi } from '../../../support/api.ts';

const E = `/v1/experiments/${ALARMED}`;
let api: TestApi;
beforeAll(async () => {
  api = testApi(await alarmedUpTo(160));
});

const list = async (query = '') => alarmsSchema.parse(await (await api.ask(`${E}/alarms${query}`)).json());
const act = (verb: string, body: unknown, alarm = HEAT) =>
  postJson(api, `${E}/alarms/${encodeURIComponent(alarm)}/${verb}`, body);

describe('GET …/alarms', () => {
  it('lists those first that wait for somebody, with what moved them', async () => {
    const { alarms, pending, definition } = await list();
    expect(alarms.map(({ id, state, severity }) => [id, state, severity])).toEqual([
      [HEAT, 'UNACK_ALARM', 'CRITICAL'],
      [GAS, 'LATCH_UNACK', 'CRITICAL'],
    ]);
    expect({ pending, revision: definition.revision }).toEqual({ pending: 0, revision: 1 });
    expect(alarms[0]!.history.map(({ at, transition, state }) => [at, transition, state])).toEqual([
      ['2026-03-01T01:00:00Z', 'TRIGGERED', 'UNACK_ALARM'],
      ['2026-03-01T01:29:00Z', 'RETURNED', 'RTN_UNACK'],
      ['2026-03-01T02:20:00Z', 'TRIGGERED', 'UNACK_ALARM'],
      ['2026-03-01T02:30:00Z', 'WORSENED', 'UNACK_ALARM'],
    ]);
  });

  it('lists those in a state, and those of a unit', async () => {
    expect((await list('?state=LATCH_UNACK')).alarms.map(({ id }) => id)).toEqual([GAS]);
    expect((await list('?unit=FU1&state=NORMAL')).alarms).toEqual([]);
    expect((await list('?unit=FU1')).alarms).toHaveLength(2);
  });

  it('refuses a unit that there is not, and a state', async () => {
    expect((await api.ask(`${E}/alarms?unit=FU9`)).status).toBe(404);
    const refused = await api.ask(`${E}/alarms?state=ACTIVE`);
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain('UNACK_ALARM');
  });
});

describe('POST …/alarms/{id}/…', () => {
  it('takes no body at all where only a comment could be in it', async () => {
    const answer = await api.ask(`${E}/alarms/${GAS}/acknowledge`, { method: 'POST' });
    expect(answer.status).toBe(200);
    expect(alarmSchema.parse(await answer.json())).toMatchObject({ id: GAS, state: 'LATCH_ACK' });
  });

  it('answers the alarm after it, done by the holder of the token', async () => {
    const until = '2026-03-01T03:00:00Z';
    const shelved = alarmSchema.parse(await (await act('shelve', { until, comment: 'known' })).json());
    expect(shelved).toMatchObject({ state: 'SHELVED', shelvedUntil: until });
    expect(shelved.history.at(-1)).toMatchObject({ by: 'ada', until, comment: 'known' });
    expect(await (await act('unshelve', {})).json()).toMatchObject({ state: 'ACK_ALARM' });
    expect(await (await act('unacknowledge', {})).json()).toMatchObject({ state: 'UNACK_ALARM' });
    expect(await (await act('assign', { owner: 'ben' })).json()).toMatchObject({ owner: 'ben' });
    expect(await (await act('reset', {}, GAS)).json()).toMatchObject({ id: GAS, state: 'NORMAL' });
  });

  it('says whether anything was done, and does nothing to what has become worse than it was seen', async () => {
    const fresh = testApi(await alarmedUpTo(160));
    const post = async (body: unknown) =>
      postJson(fresh, `${E}/alarms/${encodeURIComponent(HEAT)}/acknowledge`, body);
    const sighted = { onset: '2026-03-01T02:20:00Z', severity: 'WARNING' };
    const moved = await post({ sighted });
    expect(moved.status).toBe(409);
    expect(await moved.json()).toMatchObject({
      code: 'alarm.moved',
      detail: expect.stringContaining('CRITICAL since 1 Mar 02:20 UTC, not WARNING since 1 Mar 02:20 UTC'),
    });
    const seen = { sighted: { ...sighted, severity: 'CRITICAL' } };
    expect(await (await post(seen)).json()).toMatchObject({ state: 'ACK_ALARM', changed: true });
    const second = await (await post(seen)).json();
    expect(second).toMatchObject({ state: 'ACK_ALARM', changed: false });
    expect(alarmSchema.parse(second).history.at(-1)).toMatchObject({ transition: 'ACKNOWLEDGED', by: 'ada' });
  });

  it.each([
    ['shelve', {}, 'body: until'],
    ['shelve', { until: null }, 'until'],
    ['shelve', { until: 'infinity' }, 'until'],
    ['shelve', { until: '2026-03-01T03:00' }, 'until'],
    ['acknowledge', { comment: '' }, 'comment'],
    ['acknowledge', { comment: 'x'.repeat(501) }, 'comment'],
    ['acknowledge', { comment: 'two\nlines' }, 'comment'],
    ['acknowledge', { coment: 'x' }, 'comment'],
    ['assign', {}, 'owner'],
    ['assign', { owner: 'x'.repeat(101) }, 'owner'],
  ])('refuses %s of %j', async (verb, body, named) => {
    const refused = await act(verb, body);
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain(named.replace('body: ', ''));
  });

  it('refuses an id that can be of no alarm, and one that nothing is found of', async () => {
    expect((await act('acknowledge', {}, 'a/../b')).status).toBe(400);
    const unknown = await act('acknowledge', {}, 'LIMIT:FU1:temperature:LOW');
    expect(unknown.status).toBe(404);
    expect(await unknown.json()).toMatchObject({ code: 'alarm.unknown' });
  });

  it('refuses who has no token', async () => {
    const asked = { method: 'POST', headers: { Authorization: 'Bearer of nobody' } };
    expect((await api.askOpenly(`${E}/alarms/${HEAT}/acknowledge`, asked)).status).toBe(401);
  });
});
