import { expect, it } from 'vitest';
import { reportPage } from '../../../functions/api/report/page.ts';
import { recordExclusion } from '../../../shared/usecases/define/record-exclusion.ts';
import { postJson, putDefinition, testApi, twinsApi } from '../../support/api.ts';
import { ARMS_EXPERIMENT, armsPorts } from '../../support/arms-experiment.ts';
import { settleAll } from '../../support/run-stack.ts';
import { TWIN_DEFINITION } from '../../support/twin-experiment.ts';

const DELTAS = '/v1/experiments/twins/deltas';
const REPORT = '/v1/experiments/twins/report';
const SVG = { headers: { Accept: 'image/svg+xml' } };

it('Deltas and telemetry are pictures where they are asked for as such, and JSON else', async () => {
  const api = await twinsApi();
  for (const path of [DELTAS, '/v1/experiments/twins/telemetry?unit=FU1&channel=temperature']) {
    const picture = await api.ask(path, SVG);
    expect([picture.status, picture.headers.get('Content-Type'), picture.headers.get('Vary')]).toEqual([
      200,
      'image/svg+xml',
      'Accept, Accept-Encoding',
    ]);
    expect(await picture.text()).toMatch(/^<svg [\s\S]*<\/svg>\n$/);
    expect((await api.ask(path)).headers.get('Content-Type')).toBe('application/json');
  }
  const unknown = await api.ask(`${DELTAS}?pair=P9`, SVG);
  expect([unknown.status, await unknown.json()]).toMatchObject([404, { code: 'pair.unknown' }]);
  const pinned = await api.ask(`${DELTAS}?snapshot=sha256:0`, SVG);
  expect([pinned.status, await pinned.json()]).toMatchObject([400, { code: 'snapshot.no-picture' }]);
  expect((await api.ask(`${REPORT}?snapshot=sha256:0`)).status).toBe(400);
});

it('A report is a page with the summary, what qualifies it and what is not in it', async () => {
  const api = await twinsApi();
  const answer = await api.ask(REPORT);
  expect([answer.status, answer.headers.get('Content-Type')]).toEqual([200, 'text/html; charset=utf-8']);
  const page = await answer.text();
  for (const text of [
    'Two incubators (twins)',
    'Definition revision 1',
    'Not looked for: LIMIT on temperature, humidity (the channel declares no limits).',
    'flight: 60 of a stuck sensor; ground: 60 whose partner is left out',
    'temperature CLEAN (margin ±0.5, 80.3 % of the time so far), humidity CLEAN (margin ±3, 100 % of the time so far)',
    'Alignment AGREED_BY_EVENTS',
    'CLEAN (80.3 % covered)',
    'Files F1, F2. Snapshot',
    'against the declared margins (temperature, humidity)',
    'Snapshot sha256:',
    'STUCK',
  ]) {
    expect(page).toContain(text);
  }
  expect(page).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org\/2000\/svg)|NaN|undefined|\[object/);
  const one = await (await api.ask(`${REPORT}?channel=humidity`)).text();
  expect(one.match(/<section/g)).toHaveLength(1);
});

it('The parts of a report, one behind the other, are the page', async () => {
  const api = await twinsApi();
  const parts: string[] = [];
  for (let next: string | null = `${REPORT}?next=1`; next !== null; ) {
    const answer: Response = await api.ask(next);
    parts.push(await answer.text());
    next = /^<([^>]*)>; rel="next"$/.exec(answer.headers.get('Link') ?? '')?.[1] ?? null;
  }
  expect(parts).toHaveLength(4);
  const whole = await (await api.ask(REPORT)).text();
  const untimed = (page: string) => page.replace(/As of [^ ]+Z/, '');
  expect(untimed(parts.join(''))).toBe(untimed(whole));
  const beyond = await api.ask(`${REPORT}?next=5`);
  expect([beyond.status, await beyond.json()]).toMatchObject([404, { code: 'report.no-part' }]);
});

it('A report holds arms against each other, with what qualifies each, who was excluded, and genes', async () => {
  const ports = await armsPorts();
  const leak = { unit: 'F3', reason: 'LEAK', evidence: 'medium in the <foam>' } as const;
  await recordExclusion(ports, ARMS_EXPERIMENT, leak, 'ops');
  await settleAll(ports);
  const page = await reportPage(ports, ARMS_EXPERIMENT, {});
  for (const text of [
    'Arms against each other',
    'CTSK of qpcr',
    'with what was excluded: 3 v 3',
    'between-incubator spread is not in this interval',
    'flight-v-rotor: the least confounded estimate of gravity',
    'Excluded: F3 (LEAK: medium in the &lt;foam&gt;), by ops at ',
    'Not compared: phase stowage: it is not armed',
  ])
    expect(page).toContain(text);
  expect(page).not.toMatch(/NaN|undefined|\[object/);
});

it('A report says at its top what is pending, and what of what was asked is not paired', async () => {
  const api = await twinsApi(['fu1.csv']);
  await postJson(api, '/v1/experiments/twins/downlinks', { fileName: 'gu1.csv', bytes: 1024 });
  const page = await (await api.ask(REPORT)).text();
  expect(page).toContain('<li>1 downlink announced whose file has not come.</li>');
  expect(page).toContain('ground GU1: nothing came');
  expect((await api.ask(`${REPORT}?pair=P9`)).status).toBe(404);
});

it('A report without a title is headed by the id, and says of twins that share no channel that they do not', async () => {
  const api = testApi();
  const bare = TWIN_DEFINITION.replace(/^title:.*\n/m, '').replace(/^sources:[\s\S]*$/m, '');
  await putDefinition(api, bare);
  const page = await (await api.ask(REPORT)).text();
  expect(page).toContain('<h1>twins</h1>');
  expect(page).toContain('no channel is measured by both units, so nothing was compared');
});

it('Names that people give stay text in a report', async () => {
  const api = testApi();
  const title = `<img src=x onerror="alert(1)"> & 'co'`;
  await putDefinition(api, TWIN_DEFINITION.replace('Two incubators', JSON.stringify(title)));
  const page = await (await api.ask(REPORT)).text();
  expect(page).toContain('&lt;img src=x onerror=&quot;alert(1)&quot;&gt; &amp; &#39;co&#39;');
  expect(page).not.toContain('<img');
});
