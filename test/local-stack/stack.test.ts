/** One stack as its users meet it: the real process, the real bundles, real HTTP. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { REGION } from '../../cdk/local/plan/references.ts';
import { anomaliesSchema } from '../../shared/contract/anomalies.ts';
import { completenessSchema } from '../../shared/contract/completeness.ts';
import { deltaSchema } from '../../shared/contract/deltas.ts';
import { type ReceiptOnWire, receiptsSchema } from '../../shared/contract/downlinks.ts';
import { experimentSchema } from '../../shared/contract/experiments.ts';
import { archiveSchema, telemetrySchema } from '../../shared/contract/telemetry.ts';
import { readDefinition } from '../../shared/formats/definition/read-definition.ts';
import { howship } from '../support/cli.ts';
import { evidenceOf } from '../support/evidence.ts';
import { type StackProcess, startStack } from '../support/local-stack.ts';
import { hasRealData, realFile } from '../support/real-data.ts';
import { type Answers, pathOf, put, StackClient } from '../support/stack-client.ts';
import { TWIN_DEFINITION, twinFiles } from '../support/twin-experiment.ts';

const work = mkdtempSync(join(tmpdir(), 'howship-stack-'));
const E = pathOf('twins');
let stack: StackProcess;
let client: StackClient;
beforeAll(async () => {
  stack = startStack(join(work, 'home'));
  client = new StackClient(await stack.ready);
});
afterAll(async () => {
  await stack?.stop();
  rmSync(work, { recursive: true, force: true });
});

const openly = (path: string, init?: RequestInit) => fetch(`${client.stack.url}${path}`, init);
const noAccount = { duplicates: 0, conflicts: 0, rejected: 0 };

describe('without a token', () => {
  it('health is answered', async () => {
    const response = await openly('/v1/health');
    expect([response.status, await response.json()]).toEqual([200, { status: 'UP' }]);
  });

  it.each([
    ['GET', '/v1/experiments'],
    ['PUT', E],
    ['GET', `${E}/events`],
    ['POST', `${E}/events`],
    ['POST', `${E}/downlinks`],
    ['GET', `${E}/downlinks/d1`],
    ['GET', `${E}/downlinks/d1/rejects`],
    ['GET', `${E}/telemetry`],
    ['GET', `${E}/completeness`],
    ['GET', `${E}/contacts`],
    ['PUT', `${E}/contacts`],
    ['GET', `${E}/redownlink`],
    ['GET', `${E}/deltas`],
    ['GET', `${E}/anomalies`],
    ['GET', `${E}/archive`],
    ['GET', '/v1/nothing'],
    ['POST', '/v1/health'],
  ])('%s %s is not', async (method, path) => {
    for (const headers of [{}, { Authorization: 'Bearer guessed-token-0123456789' }]) {
      const response = await openly(path, { method, headers, ...(method !== 'GET' && { body: '{}' }) });
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toContain('Bearer');
    }
  });
});

describe('a definition', () => {
  it('is put in force as YAML, and the same document again, as JSON too, changes nothing', async () => {
    const first = await client.apply('twins', TWIN_DEFINITION);
    expect(first).toMatchObject({ id: 'twins', revision: 1 });
    expect(await client.apply('twins', TWIN_DEFINITION)).toEqual(first);
    const json = JSON.stringify(parse(TWIN_DEFINITION));
    expect(await client.apply('twins', json, 'application/json')).toEqual(first);
    const shown = await client.get(E, experimentSchema);
    expect(shown).toMatchObject({ id: 'twins', revision: 1, sha256: first.sha256 });
  });

  it('with an unknown key is refused, with the nearest known one, and the old one stays', async () => {
    const body = TWIN_DEFINITION.replace('stuckAfter: PT30M', 'stuckAftr: PT30M');
    const problem = await client.refusal(E, { method: 'PUT', body });
    expect(problem).toMatchObject({ status: 400, code: 'definition.invalid' });
    expect(problem.detail).toContain('did you mean "stuckAfter"?');
    expect(problem.problems).toMatchObject([{ field: 'channels[0].stuckAftr' }]);
    expect(await client.get(E, experimentSchema)).toMatchObject({ revision: 1 });
  });
});

describe('a downlink', () => {
  const { flight, ground } = twinFiles();
  let first: ReceiptOnWire;

  it('is announced, put to its link and accounted for', async () => {
    first = await client.upload('twins', 'fu1.csv', flight);
    expect(first).toMatchObject({
      state: 'INGESTED',
      source: 'flight',
      counts: { rows: 300, samples: 600, records: 0, accepted: 600, ...noAccount },
    });
    const range = { unit: 'FU1', from: '2026-03-01T06:00:00Z', to: '2026-03-01T10:59:00Z', samples: 300 };
    expect(first.ranges.toSorted((a, b) => (a.channel < b.channel ? -1 : 1))).toEqual([
      { ...range, channel: 'humidity' },
      { ...range, channel: 'temperature' },
    ]);
    expect(first.verdict).toHaveLength(5);
  });

  it('keeps its link from taking another file', async () => {
    const { id, upload } = await client.announce('twins', 'gu1.csv', Buffer.from(ground));
    await put(upload, Buffer.from(ground));
    const again = await fetch(upload.url, { ...upload, body: ground });
    expect(again.status).toBe(412);
    const other = await fetch(upload.url, { ...upload, body: 'others' });
    expect(other.status).toBe(403);
    const without = await fetch(upload.url, { method: 'PUT', body: 'others' });
    expect(without.status).toBe(403);
    expect(await client.finalReceipt('twins', id)).toMatchObject({
      state: 'INGESTED',
      counts: { accepted: 600 },
    });
  });

  it('is in every answer', async () => {
    const { archive, anomalies, completeness } = await client.settled(
      readDefinition(TWIN_DEFINITION).definition,
    );
    expect(archiveSchema.parse(archive).hash).toMatch(/^[0-9a-f]{64}$/);
    expect(anomalies.map(({ kind, unit, channels }) => [kind, unit, channels])).toEqual([
      ['STUCK', 'FU1', ['temperature']],
    ]);
    expect(completeness).toHaveLength(4);
    for (const one of completeness) expect(one).toMatchObject({ received: 300, expected: 300, gaps: [] });
    const delta = await client.get(`${E}/deltas?pair=P1&channel=temperature`, deltaSchema);
    expect(delta.summaryAll.pairedSamples).toBe(300);
    expect(delta.summary.pairedSamples).toBe(240);
    expect(delta.environment.verdict).not.toBe('CONFOUNDED');
    const { points } = await client.get(
      `${E}/telemetry?unit=FU1&channel=temperature&from=2026-03-01T06:00:00Z&to=2026-03-01T06:03:00Z`,
      telemetrySchema,
    );
    const sent = flight
      .split('\n')
      .slice(1, 4)
      .map((row) => Number(row.split(',')[1]));
    expect(points.map(({ mean }) => mean)).toEqual(sent);
  });

  it('that comes again names the first, and is counted once', async () => {
    const before = await client.get(`${E}/archive`, archiveSchema);
    const again = await client.upload('twins', 'fu1.csv', flight);
    expect(again).toMatchObject({
      state: 'INGESTED',
      duplicateOf: first.id,
      counts: { samples: 600, accepted: 0, duplicates: 600, conflicts: 0, rejected: 0 },
    });
    expect(await client.get(`${E}/archive`, archiveSchema)).toEqual(before);
    const path = `${E}/completeness?unit=FU1&channel=temperature`;
    expect(await client.get(path, completenessSchema)).toMatchObject({ received: 300 });
  });

  it('whose bytes are not those declared is refused by its link, which the right bytes may still use', async () => {
    const before = await client.get(`${E}/archive`, archiveSchema);
    const sent = Buffer.from('t,temp,rh\n');
    const { id, upload } = await client.announce('twins', 'fu1-later.csv', sent);
    const put = (body: string) => fetch(upload.url, { ...upload, body });
    for (const [body, status, code] of [
      ['t,temp,rx\n', 400, 'BadDigest'],
      ['t,temp,rh', 403, 'SignatureDoesNotMatch'],
      ['t,temp,rh\n\n', 403, 'SignatureDoesNotMatch'],
    ] as const) {
      const answer = await put(body);
      expect([answer.status, await answer.text()]).toEqual([status, expect.stringContaining(code)]);
    }
    expect(await client.receipt('twins', id)).toMatchObject({ state: 'AWAITING_UPLOAD' });
    expect((await put('t,temp,rh\n')).status).toBe(200);
    expect(await client.finalReceipt('twins', id)).toMatchObject({ counts: { samples: 0 } });
    expect(await client.get(`${E}/archive`, archiveSchema)).toEqual(before);
    const { anomalies } = await client.get(`${E}/anomalies`, anomaliesSchema);
    expect(anomalies).toHaveLength(1);
  });
});

describe('what is asked for and not there is named with the nearest that is', () => {
  it.each([
    [`${E}/telemetry?unit=FU2&channel=temperature`, 'unit.unknown', '"FU1"'],
    [`${E}/telemetry?unit=FU1&channel=temprature`, 'channel.unknown', '"temperature"'],
    [`${E}/completeness?unit=GU2&channel=humidity`, 'unit.unknown', '"GU1"'],
    [`${E}/deltas?pair=P2&channel=humidity`, 'pair.unknown', '"P1"'],
    [`${E}/deltas?pair=P1&channel=humidty`, 'channel.unknown', '"humidity"'],
    [`${E}/anomalies?unit=FU11`, 'unit.unknown', '"FU1"'],
    [`${E}/anomalies?pair=p1`, 'pair.unknown', '"P1"'],
    [`${E}/anomalies?channel=humidiy`, 'channel.unknown', '"humidity"'],
    [`${pathOf('twin')}/anomalies`, 'experiment.unknown', '"twins"'],
    [`${pathOf('twims')}/deltas?pair=P1&channel=humidity`, 'experiment.unknown', '"twins"'],
    [pathOf('twinz'), 'experiment.unknown', '"twins"'],
  ])('%s', async (path, code, nearest) => {
    const problem = await client.refusal(path);
    expect(problem).toMatchObject({ status: 404, code });
    expect(problem.detail).toContain(`did you mean ${nearest}?`);
  });

  it('a parameter, too', async () => {
    const problem = await client.refusal(`${E}/telemetry?unit=FU1&chanel=temperature`);
    expect(problem.status).toBe(400);
    expect(problem.problems?.map(({ message }) => message).join()).toContain('did you mean "channel"?');
  });

  it('a source, before the file is sent', async () => {
    const body = JSON.stringify({ fileName: 'fu1.csv', bytes: 1, source: 'fligth' });
    const init = { method: 'POST', body, headers: { 'Content-Type': 'application/json' } };
    const problem = await client.refusal(`${E}/downlinks`, init);
    expect(problem).toMatchObject({ code: 'source.unknown' });
    expect(problem.detail).toContain('did you mean "flight"?');
  });

  it('an event of a unit', async () => {
    const body = JSON.stringify({ name: 'exchange', unit: 'FU0', at: '2026-03-01T08:00:00Z' });
    const init = { method: 'POST', body, headers: { 'Content-Type': 'application/json' } };
    expect((await client.refusal(`${E}/events`, init)).detail).toContain('FU1');
  });
});

describe.runIf(hasRealData)('RR-1 over HTTP (skipped only where HOWSHIP_DATA is absent)', () => {
  const R = pathOf('rr1');
  const text = readFileSync(new URL('../../examples/rodent-research/rr1.yaml', import.meta.url), 'utf8');
  let receipt: ReceiptOnWire;
  let answers: Answers;
  beforeAll(async () => {
    await client.apply('rr1', text);
    receipt = await client.upload('rr1', 'RR1_CSV.csv', realFile('iss-rodent-research/RR1_CSV.csv'));
    answers = await client.settled(readDefinition(text).definition);
  });

  it('accepts all of its 72,522 samples', () => {
    expect(receipt).toMatchObject({
      state: 'INGESTED',
      counts: { rows: 12087, samples: 72522, accepted: 72522, ...noAccount },
    });
  });

  it.each([
    ['temperature', 0.0041, 0.1552, 4],
    ['humidity', -0.1401, 2.4827, 4],
    ['co2', 343.53, 732.61, 2],
  ])('finds the published flight minus ground of %s', (channel, mean, sd, digits) => {
    const { summaryAll } = answers.deltas.find((delta) => delta.channel === channel)!;
    expect(summaryAll.delta).toBeCloseTo(mean, digits);
    expect(summaryAll.sd).toBeCloseTo(sd, digits);
    expect(summaryAll.pairedSamples).toBe(12087);
  });

  it('refuses an interval for CO2 with the reason', () => {
    const { summaryAll } = answers.deltas.find(({ channel }) => channel === 'co2')!;
    expect(summaryAll).toMatchObject({
      ci95: null,
      ci95Reason: 'too short: 0.2 decorrelation times are certain in 12087 pairs; 2 are needed',
    });
  });

  it('counts 12,087 of 12,096 expected samples and two gaps on every channel', () => {
    expect(answers.completeness).toHaveLength(6);
    for (const one of answers.completeness) {
      expect(one).toMatchObject({ received: 12087, expected: 12096 });
      expect(one.gaps.map(({ from, to }) => (Date.parse(to) - Date.parse(from)) / 60_000)).toEqual([20, 33]);
    }
  });

  it('flags three placeholder stretches of the flight unit, none of the ground, and no OFFSET', () => {
    const found = answers.anomalies.filter(({ kind }) => kind === 'STUCK' || kind === 'OFFSET');
    expect(found.map((one) => [one.unit, one.channels.join('+'), one.from, evidenceOf(one).samples])).toEqual(
      [
        ['FU1', 'co2', '2014-09-21T04:24:00Z', 1837],
        ['FU1', 'humidity+temperature', '2014-09-21T10:44:00Z', 314],
        ['FU1', 'humidity+temperature', '2014-09-22T21:44:00Z', 80],
      ],
    );
  });

  it('is counted once when it comes again', async () => {
    const again = await client.upload('rr1', 'RR1_CSV.csv', realFile('iss-rodent-research/RR1_CSV.csv'));
    expect(again).toMatchObject({ duplicateOf: receipt.id, counts: { accepted: 0, duplicates: 72522 } });
    expect(await client.get(`${R}/archive`, archiveSchema)).toEqual(answers.archive);
  });
});

describe('an answer above 4 MB', () => {
  const MINUTES = 60_000;
  it('comes from a link, which the command line follows', { timeout: 120_000 }, async () => {
    await client.apply('long', TWIN_DEFINITION.replace('id: twins', 'id: long'));
    const rows = Array.from({ length: MINUTES }, (_, minute) => {
      const t = new Date(Date.UTC(2026, 2, 1, 6) + minute * 60_000).toISOString();
      return `${t},${(37 + (minute % 50) / 100).toFixed(2)},85.5`;
    });
    const { counts } = await client.upload('long', 'fu1-long.csv', `t,temp,rh\n${rows.join('\n')}\n`);
    expect(counts.accepted).toBe(2 * MINUTES);
    const range = 'unit=FU1&channel=temperature&maxPoints=100000';
    const response = await client.ask(`${pathOf('long')}/telemetry?${range}`, { redirect: 'manual' });
    expect(response.status).toBe(303);
    const link = response.headers.get('location') ?? '';
    // Whoever holds the link needs no token; another store would refuse two ways of signing.
    const answer = telemetrySchema.parse(await (await fetch(link)).json());
    expect(answer.points).toHaveLength(MINUTES);
    const { url, token } = client.stack;
    const argv = ['telemetry', '-e', 'long', '--unit', 'FU1', '--channel', 'temperature'];
    const environment = { HOWSHIP_URL: url, HOWSHIP_TOKEN: token };
    const { code, out, err } = await howship([...argv, '--max-points', '100000', '--json'], environment);
    expect([code, err]).toEqual([0, '']);
    expect(telemetrySchema.parse(JSON.parse(out)).points).toEqual(answer.points);
  });
});

describe('a file that is put below the drop prefix', () => {
  /** As any S3 client with keys of the home. */
  async function drop(Key: string, Body: string): Promise<void> {
    const { home } = stack;
    const { endpoints } = client.stack;
    const keys = credentials.parse(JSON.parse(readFileSync(join(home, 'secrets.json'), 'utf8')));
    const s3 = new S3Client({
      endpoint: endpoints.s3,
      region: REGION,
      forcePathStyle: true,
      credentials: keys,
    });
    const Bucket = readdirSync(join(home, 's3')).find((name) => name.includes('rawbucket'))!;
    await s3.send(new PutObjectCommand({ Bucket, Key, Body }));
    s3.destroy();
  }

  it('is taken in like an upload, and named where it belongs to no experiment', {
    timeout: 120_000,
  }, async () => {
    await client.apply('dropped', TWIN_DEFINITION.replace('id: twins', 'id: dropped'));
    const key = 'drop/dropped/pass 7/fu1 100%+ü.csv';
    await drop(key, twinFiles().flight);
    await drop('drop/droped/fu1.csv', twinFiles().flight);
    const list = () => client.get(`${pathOf('dropped')}/downlinks`, receiptsSchema);
    await vi.waitFor(async () => expect((await list()).downlinks[0]?.state).toBe('INGESTED'), PATIENT);
    const [receipt] = (await list()).downlinks;
    expect(receipt).toMatchObject({
      ...{ fileName: 'fu1 100%+ü.csv', dropped: { key } },
      counts: { samples: 600, accepted: 600, ...noAccount },
    });
    const { url, token } = client.stack;
    const environment = { HOWSHIP_URL: url, HOWSHIP_TOKEN: token };
    const shown = await vi.waitFor(async () => {
      const { code, out } = await howship(['status'], environment);
      expect(out).toContain('1 dropped file belongs to no experiment');
      return { code, out };
    }, PATIENT);
    expect(shown.out).toContain('drop/droped/fu1.csv (');
    expect(shown.out).toContain('did you mean "dropped"?');
    const { out } = await howship(['receipt', receipt!.id, '-e', 'dropped'], environment);
    expect(out).toContain(`came as ${key}`);
  });
});

const PATIENT = { timeout: 60_000, interval: 200 };
const credentials = z.object({ accessKeyId: z.string(), secretAccessKey: z.string() });
