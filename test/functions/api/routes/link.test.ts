import { beforeEach, describe, expect, it } from 'vitest';
import { routeOf } from '../../../../functions/web/address/route.ts';
import { auditSchema } from '../../../../shared/contract/audit.ts';
import { listAlarms } from '../../../../shared/usecases/answer/list-alarms.ts';
import { ALARMED, alarmedUpTo, HEAT, sent } from '../../../support/alarm-experiment.ts';
import { postJson, type TestApi, testApi } from '../../../support/api.ts';

const BASE = 'https://api.example.org';

let api: TestApi;
let paths: string[];
beforeEach(async () => {
  api = testApi();
  api.ports.notifier.publicUrl = BASE;
  await alarmedUpTo(0, api.ports);
  await sent(api.ports, 0, 145);
  paths = api.ports.notifier.notices.flatMap(({ text }) => {
    const [, path] = /^Look, and acknowledge there: https:\/\/api\.example\.org(\S+)$/m.exec(text) ?? [];
    return path ?? [];
  });
});

const alarmNamed = async (id: string) =>
  (await listAlarms(api.ports, ALARMED, {})).alarms.find((one) => one.id === id)!;
/** What the form of a page sends, as a browser would. */
async function formOf(path: string): Promise<URLSearchParams> {
  const page = await (await api.askOpenly(path)).text();
  const [, value = ''] = /name="sighted" value="([^"]*)"/.exec(page) ?? [];
  return new URLSearchParams({ sighted: value.replaceAll('&quot;', '"').replaceAll('&amp;', '&') });
}
const linkOf = (part: string) => paths.find((path) => path.includes(part))!;

describe('the link of a message', () => {
  it('shows the alarm without a token and acknowledges nothing, however often it is followed', async () => {
    const path = linkOf('temperature');
    for (const method of ['GET', 'HEAD', 'GET'] as const) {
      const response = await api.askOpenly(path, { method });
      expect(response.status).toBe(200);
      expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(response.headers.get('cache-control')).toBe('no-store');
    }
    const page = await (await api.askOpenly(path)).text();
    for (const said of [
      'LIMIT:FU1:temperature:HIGH',
      '<dd>active, nobody has acknowledged it</dd>',
      '<dt>Reads</dt><dd>beyond its limit: 38.04 °C, 0.54 °C above the warning limit of 37.5 °C (5 readings)',
      '<dt>Since when</dt><dd>begun 1 Mar 02:20 UTC, ongoing</dd>',
      '<dt>As of</dt><dd>1 Mar 02:24 UTC, 6 min 30 s ago</dd>',
      'FU1 has no twin and no sibling to compare temperature with.',
      '<button>Acknowledge</button></form>',
    ])
      expect(page).toContain(said);
    expect((await alarmNamed(HEAT)).state).toBe('UNACK_ALARM');
  });

  it('acknowledges by its form, by name of its route, and once more changes nothing', async () => {
    const path = linkOf('temperature');
    const body = await formOf(path);
    for (let i = 0; i < 2; i++) {
      const response = await api.askOpenly(path, { method: 'POST', body });
      expect(response.status).toBe(303);
      expect(response.headers.get('location')).toBe(path);
    }
    const { state, history } = await alarmNamed(HEAT);
    expect(state).toBe('ACK_ALARM');
    expect(history.filter(({ by }) => by !== undefined)).toMatchObject([
      { transition: 'ACKNOWLEDGED', by: 'link of topic' },
    ]);
    const page = await (await api.askOpenly(path)).text();
    expect(page).toContain('Nothing here waits to be acknowledged.');
    expect(page).toMatch(
      /<dd>active, acknowledged \(acknowledged by link of topic, 1 Mar [0-9:]+ UTC\)<\/dd>/,
    );
    // The other alarm of the unit is another message's.
    expect((await alarmNamed('LIMIT:FU1:co2:LOW')).state).not.toBe('ACK_ALARM');
  });

  it('takes back what its route acknowledged, and nothing that somebody else did', async () => {
    const path = linkOf('temperature');
    const body = await formOf(path);
    await api.askOpenly(path, { method: 'POST', body });
    const back = new URLSearchParams([...(await formOf(path)), ['action', 'UNACKNOWLEDGE']]);
    expect(await (await api.askOpenly(path)).text()).toContain('Take the acknowledgement back');
    await api.askOpenly(path, { method: 'POST', body: back });
    expect((await alarmNamed(HEAT)).state).toBe('UNACK_ALARM');
    await postJson(api, `/v1/experiments/${ALARMED}/alarms/${encodeURIComponent(HEAT)}/acknowledge`, {});
    expect(await (await api.askOpenly(path)).text()).not.toContain('Take the acknowledgement back');
    await api.askOpenly(path, { method: 'POST', body: back });
    expect((await alarmNamed(HEAT)).state).toBe('ACK_ALARM');
  });

  it('shows what waits and its button above all that is long, in the light that the reader has', async () => {
    const page = await (await api.askOpenly(linkOf('temperature'))).text();
    expect(page).toContain('color-scheme:light dark');
    expect(
      page.indexOf('<li><strong>LIMIT:FU1:temperature:HIGH</strong>: beyond its limit: 38.04 °C'),
    ).toBeGreaterThan(0);
    expect(page.indexOf('<button>Acknowledge</button>')).toBeLessThan(page.indexOf('<dl>'));
  });

  it('is read with what ends a sentence behind it; damaged, it is told to people as a page and to programs as JSON', async () => {
    const path = linkOf('temperature');
    expect((await api.askOpenly(`${path}.`)).status).toBe(200);
    const headers = { Accept: 'text/html,application/xhtml+xml' };
    const [, , experiment, group] = path.split('/');
    for (const cut of [path.slice(0, -4), `/link/${experiment}/${group}`, `/link/${experiment}/${group}/1`]) {
      const response = await api.askOpenly(cut, { headers });
      expect([cut, response.status]).toEqual([cut, 404]);
      expect(await response.text()).toContain('Open the link of the message again, whole');
      expect((await api.askOpenly(cut)).headers.get('content-type')).toContain('json');
    }
  });

  it('acknowledges nothing that became another alarm since its page was shown, and says so', async () => {
    const path = linkOf('temperature');
    const body = await formOf(path);
    const stale = new URLSearchParams({ sighted: (body.get('sighted') ?? '').replace('02:20', '02:19') });
    const response = await api.askOpenly(path, { method: 'POST', body: stale });
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe(`${path}?moved`);
    expect((await alarmNamed(HEAT)).state).toBe('UNACK_ALARM');
    const page = await (await api.askOpenly(`${path}?moved`)).text();
    expect(page).toContain('was not acknowledged. Look at it, then decide again.');
    expect(page).toContain('<button>Acknowledge</button>');
  });

  it('acknowledges nothing without what its page showed', async () => {
    const path = linkOf('temperature');
    for (const sighted of [null, 'x', '[]', '[{"alarm":"a"}]']) {
      const body = sighted === null ? null : new URLSearchParams({ sighted });
      const response = await api.askOpenly(path, { method: 'POST', body });
      expect([sighted, response.status]).toEqual([sighted, 400]);
      expect(await response.json()).toMatchObject({ code: expect.stringMatching(/^(link|request)\./) });
    }
    expect((await alarmNamed(HEAT)).state).toBe('UNACK_ALARM');
  });

  it('of an unknown token, or with the token of another message, does nothing and says so in words', async () => {
    const [own, other] = [linkOf('temperature'), linkOf('co2')];
    const mixed = `${own.slice(0, own.lastIndexOf('/'))}${other.slice(other.lastIndexOf('/'))}`;
    const unknown = [mixed, `${own}x`, own.replace('/1/', '/9/'), own.replace('alarmed', 'another')];
    for (const path of unknown)
      for (const method of ['GET', 'POST']) {
        const body = method === 'GET' ? null : await formOf(own);
        const response = await api.askOpenly(path, { method, body });
        expect([path, response.status]).toEqual([path, 404]);
        expect(await response.json()).toMatchObject({
          code: 'link.unknown',
          detail: expect.stringContaining('this link is of no message, or of another one'),
        });
      }
    expect((await alarmNamed(HEAT)).state).toBe('UNACK_ALARM');
  });

  it('leaves an entry in the audit for who has it, and none for who only guesses', async () => {
    const own = linkOf('temperature');
    const body = await formOf(own);
    const guessed = [`${own}x`, '/link/alarmed/no-group/1/x', `/link/${'x'.repeat(5000)}/g/1/x`];
    for (const path of guessed)
      expect((await api.askOpenly(path, { method: 'POST', body })).status).toBeGreaterThanOrEqual(400);
    const ofLinks = async () => {
      const answer = await api.ask('/v1/audit?from=2026-01-01T00:00:00Z');
      const { entries } = auditSchema.parse(await answer.json());
      return entries.filter(({ operation }) => operation === 'acknowledgeByLink');
    };
    expect(await ofLinks()).toEqual([]);
    await api.askOpenly(own, { method: 'POST', body });
    expect(await ofLinks()).toMatchObject([{ experiment: 'alarmed', answer: { status: 303 } }]);
  });

  it('takes no body that is longer than any other', async () => {
    const body = `sighted=${'x'.repeat(1 << 20)}`;
    const response = await api.askOpenly(linkOf('temperature'), { method: 'POST', body });
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ code: 'request.too-large' });
  });

  it('opens nothing else', async () => {
    for (const path of ['/link/', '/link/alarmed', '/linkage'])
      expect((await api.askOpenly(path)).status).not.toBe(200);
    expect((await api.askOpenly(linkOf('co2'), { method: 'PUT' })).status).toBe(401);
  });
});

it('leads to its alarm in the console, where the stack serves one', async () => {
  const path = linkOf('temperature');
  expect(await (await api.askOpenly(path)).text()).not.toContain('console');
  const console = { read: async () => new Uint8Array(), origins: [] };
  const page = await (await testApi(api.ports, { console }).askOpenly(path)).text();
  const [, hash = ''] = /<a href="\/(#[^"]+)">Open it in the console<\/a>/.exec(page) ?? [];
  expect(routeOf(hash)).toEqual({ page: 'alarms', experiment: ALARMED, query: { alarm: HEAT } });
});

it('a message has no link where nobody knows where it would lead', async () => {
  const plain = testApi();
  await alarmedUpTo(145, plain.ports);
  expect(plain.ports.notifier.notices.length).toBeGreaterThan(0);
  for (const { text } of plain.ports.notifier.notices) expect(text).not.toContain('/link/');
});
