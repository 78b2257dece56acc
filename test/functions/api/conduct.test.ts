import { expect, it } from 'vitest';
import { complianceSchema, conductSchema } from '../../../shared/contract/conduct.ts';
import { twinsApi } from '../../support/api.ts';

const PATH = '/v1/experiments/twins/conduct';
const ASKED = '?ground=GU1&delay=PT96H&blocks=PT20M&channel=temperature&channel=humidity&deadband=humidity:2';

it('A control run is answered as JSON and as CSV, and the CSV comes back for the issue after it', async () => {
  const api = await twinsApi();
  api.ports.clock.setTo('2026-03-05T06:30:00Z');
  const issue = conductSchema.parse(await (await api.ask(`${PATH}${ASKED}`)).json());
  expect(
    issue.channels.map(({ channel, blockSeconds, deadband }) => [channel, blockSeconds, deadband]),
  ).toEqual([
    ['temperature', 1200, 0.125],
    ['humidity', 1200, 2],
  ]);
  const answer = await api.ask(`${PATH}${ASKED}`, { headers: { Accept: 'text/csv' } });
  expect(answer.headers.get('Howship-Pending')).toBe('0');
  const csv = await answer.text();
  expect(csv.split('\r\n')).toHaveLength(issue.rows.length + 2);
  const body = { method: 'POST', headers: { 'Content-Type': 'text/csv' }, body: csv };
  const next = await api.ask(`${PATH}${ASKED}`, body);
  expect([next.status, conductSchema.parse(await next.json())]).toMatchObject([
    200,
    { issue: { number: 1, added: 0 }, rows: issue.rows },
  ]);
});

it('A compliance is answered as JSON, and as CSV with a row per step and channel', async () => {
  const api = await twinsApi();
  const asked = `${PATH}/compliance?ground=GU1`;
  const compliance = complianceSchema.parse(await (await api.ask(asked)).json());
  expect(compliance.channels).toHaveLength(2);
  const csv = await (await api.ask(asked, { headers: { Accept: 'text/csv' } })).text();
  const rows = csv.trimEnd().split('\r\n');
  expect(rows.slice(1, 3)).toEqual([
    'GU1,step,activation,ran,2026-03-01T07:00:00Z,2026-03-01T07:00:00Z,0,2,,,,,,,,,,,,,',
    expect.stringMatching(/^GU1,channel,temperature,judged,,,,,2026-03-01T07:00:00Z,/),
  ]);
  for (const row of rows) expect(row.replaceAll(/"[^"]*"/g, '').split(',')).toHaveLength(21);
});

it.each([
  ['?ground=GU2', 404, 'unit.unknown'],
  ['?ground=FU1', 400, 'conduct.not-ground'],
  ['?ground=GU1&delay=soon', 400, 'request.value'],
  ['?ground=GU1&delay=-PT1H', 400, 'request.value'],
  ['?ground=GU1&blocks=PT0S', 400, 'request.value'],
  ['?ground=GU1&deadband=temperature', 400, 'request.value'],
  ['?ground=GU1&gaps=fill', 400, 'request.value'],
  ['?ground=GU1&channel=co2', 404, 'channel.not-paired'],
  ['?ground=GU1&from=2027-01-01T00:00:00Z', 404, 'conduct.no-flight-data'],
  ['', 400, 'request.missing'],
])('A control run that cannot be made is refused: %s', async (query, status, code) => {
  const api = await twinsApi([]);
  const answer = await api.ask(`${PATH}${query}`);
  expect([answer.status, await answer.json()]).toMatchObject([status, { code }]);
});

it('An issue that is none is refused with its line, and so is one that is no CSV', async () => {
  const api = await twinsApi([]);
  const post = (type: string) =>
    api.ask(`${PATH}?ground=GU1`, { method: 'POST', headers: { 'Content-Type': type }, body: 'a,b\n1,2\n' });
  expect(await (await post('text/csv')).json()).toMatchObject({ code: 'conduct.unreadable', line: 1 });
  expect((await post('application/json')).status).toBe(415);
});
