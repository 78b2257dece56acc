import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { routesText } from '../../../../functions/cli/commands/routes.ts';
import { UNLIMITED } from '../../../../functions/cli/text/page.ts';
import { routesSchema } from '../../../../shared/contract/routes.ts';
import { routesKey, routesKind } from '../../../../shared/domain/notify/routes-record.ts';
import { applyRoutes, showRoutes } from '../../../../shared/usecases/tell/apply-routes.ts';
import { putDefinition, type TestApi, testApi } from '../../../support/api.ts';

const URL = '/v1/experiments/twins/routes';
const problemSchema = z.looseObject({ requestId: z.string().optional() });
let api: TestApi;
beforeEach(async () => {
  api = testApi();
  await putDefinition(api);
});

const put = (body: unknown) =>
  api.ask(URL, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });

describe('what cannot be a route', () => {
  it.each(globSync('test/golden/routes/*.yaml').sort())('%s', async (file) => {
    const response = await put(parse(readFileSync(file, 'utf8')));
    expect(response.status).toBe(400);
    const { requestId: _, ...problem } = problemSchema.parse(await response.json());
    const golden = file.replace(/yaml$/, 'expected.json');
    if (!existsSync(golden)) writeFileSync(golden, `${JSON.stringify(problem, null, 2)}\n`);
    expect(problem, basename(file)).toEqual(JSON.parse(readFileSync(golden, 'utf8')));
    expect(JSON.stringify(problem)).not.toContain('geheim');
  });
});

describe('routes', () => {
  const HOOK = {
    id: 'hook',
    via: 'webhook',
    url: 'https://hooks.example.org/x',
    severities: ['CRITICAL'],
  } as const;
  const stored = async () => (await api.ports.catalogue.get(routesKind, routesKey('twins')))?.item;

  it('are the topic of the stack where nobody declared any', async () => {
    expect(await (await api.ask(URL)).json()).toEqual({
      revision: 0,
      routes: [
        {
          ...{ id: 'topic', via: 'sns', hasSecret: false, escalateAfter: 'PT15M' },
          severities: ['WARNING', 'DISTRESS', 'CRITICAL', 'SEVERE'],
        },
      ],
      untaken: [],
    });
  });

  it('say what none of them takes', async () => {
    const narrow = { ...HOOK, id: 'narrow', severities: ['WARNING'], channels: ['temperature'] };
    const answer = routesSchema.parse(await (await put({ routes: [HOOK, narrow] })).json());
    expect(answer.untaken).toEqual([
      { severity: 'SEVERE' },
      { severity: 'DISTRESS' },
      { severity: 'WARNING', channels: ['humidity'] },
    ]);
    expect(routesText(answer, UNLIMITED).split('\n').slice(-4)).toEqual([
      'nobody hears of SEVERE: no route takes it',
      'nobody hears of DISTRESS: no route takes it',
      'nobody hears of WARNING in humidity: no route takes it',
      '',
    ]);
    expect(await (await api.ask(URL)).json()).toEqual(answer);
  });

  it('are answered as they were put, but for their secrets, and the same again changes nothing', async () => {
    const route = {
      ...HOOK,
      secret: 'geheim',
      channels: ['temperature'],
      hours: '20:00-08:00',
      escalateAfter: 'PT5M',
    };
    const first = await put({ routes: [route] });
    const text = await first.text();
    expect(text).not.toContain('geheim');
    const { secret: _, ...rest } = route;
    expect(JSON.parse(text)).toMatchObject({
      ...{ revision: 1, appliedBy: 'ada' },
      routes: [{ ...rest, url: 'https://hooks.example.org/…', template: 'howship', hasSecret: true }],
    });
    expect(await (await put({ routes: [route] })).text()).toBe(text);
    expect(await (await api.ask(URL)).text()).toBe(text);
    expect(await stored()).toMatchObject({ routes: [{ secret: 'geheim', hours: { from: 1200, to: 480 } }] });
  });

  it('keep a secret that is not said again, and lose it where null is said', async () => {
    await put({ routes: [{ ...HOOK, secret: 'geheim' }] });
    await put({ routes: [{ ...HOOK, severities: ['SEVERE'] }] });
    expect((await stored())!.routes[0]).toMatchObject({ secret: 'geheim', severities: ['SEVERE'] });
    await put({ routes: [{ ...HOOK, secret: null }] });
    expect((await stored())!.routes[0]!.secret).toBeNull();
  });

  it.each([
    ['slack', 'https://hooks.slack.com/services/T0/B0/geheim', 'https://hooks.slack.com/…'],
    ['howship', 'https://team.webhook.office.com/webhookb2/geheim', 'https://team.webhook.office.com/…'],
    ['pagerduty', 'https://events.example.org/?key=geheim', 'https://events.example.org/…'],
    ['howship', 'https://hooks.example.org/', 'https://hooks.example.org/'],
  ] as const)(
    'of %s show no path, and keep it where it is put as it was shown',
    async (template, url, seen) => {
      const hook = { ...HOOK, template, url, secret: 'key of the service' };
      const shown = routesSchema.parse(await (await put({ routes: [hook] })).json());
      expect(shown.routes[0]!.url).toBe(seen);
      await put({ routes: [{ ...hook, url: seen, severities: ['SEVERE'] }] });
      expect((await stored())!.routes[0]).toMatchObject({ url, severities: ['SEVERE'] });
    },
  );

  it('are refused where a shown url stands for none that is known', async () => {
    const response = await put({ routes: [{ ...HOOK, url: 'https://hooks.example.org/…' }] });
    const problem = problemSchema.parse(await response.json());
    expect([problem.code, problem.detail]).toEqual([
      'routes.url',
      'routes[0].url: expected the whole URL, got one as it is shown: its path is a secret, and none is kept for this route',
    ]);
  });

  it('reach a private receiver where the operator lets it', async () => {
    const route = { ...HOOK, url: 'http://127.0.0.1:9/hook', severities: [...HOOK.severities] };
    const applied = applyRoutes(api.ports, 'twins', [route], { by: 'ada', allowed: ['127.0.0.1'] });
    expect((await applied).routes[0]!.url).toBe('http://127.0.0.1:9/…');
    expect((await showRoutes(api.ports, 'twins')).revision).toBe(1);
  });

  it('of an experiment that there is not are refused', async () => {
    expect((await api.ask('/v1/experiments/none/routes')).status).toBe(404);
  });
});
