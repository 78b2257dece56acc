import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { anomaliesSchema } from '../../../shared/contract/anomalies.ts';
import { completenessSchema } from '../../../shared/contract/completeness.ts';
import { deltaListSchema, deltaSchema } from '../../../shared/contract/deltas.ts';
import { receiptSchema, receiptsSchema } from '../../../shared/contract/downlinks.ts';
import {
  appliedExperimentSchema,
  eventsSchema,
  experimentSchema,
  experimentsSchema,
} from '../../../shared/contract/experiments.ts';
import { problemSchema } from '../../../shared/contract/problem.ts';
import { archiveSchema, telemetrySchema } from '../../../shared/contract/telemetry.ts';
import { isoOf } from '../../../shared/domain/time.ts';
import { holdsWords, type TableColumn } from '../../../shared/formats/parquet/column.ts';
import { decodeTable } from '../../../shared/formats/parquet/table.ts';
import { postJson, putDefinition, type TestApi, testApi, twinsApi } from '../../support/api.ts';
import { settleAll, upload } from '../../support/run-stack.ts';
import { TWIN_DEFINITION } from '../../support/twin-experiment.ts';

const E = '/v1/experiments/twins';

let api: TestApi;
beforeAll(async () => {
  api = await twinsApi();
});

async function jsonOf(path: string): Promise<unknown> {
  const response = await api.ask(path);
  expect(response.status).toBe(200);
  return response.json();
}

async function csvOf(path: string): Promise<string[][]> {
  const response = await api.ask(path, { headers: { Accept: 'text/csv' } });
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  const lines = (await response.text()).split('\r\n').filter((line) => !line.startsWith('#'));
  expect(lines.at(-1)).toBe('');
  return lines.slice(0, -1).map((line) => line.split(','));
}

/** The same table as Parquet, its cells as the CSV's would be written. */
async function parquetOf(path: string): Promise<string[][]> {
  const response = await api.ask(path, { headers: { Accept: 'application/vnd.apache.parquet' } });
  expect(response.headers.get('content-type')).toBe('application/vnd.apache.parquet');
  const { rowGroups } = decodeTable(new Uint8Array(await response.arrayBuffer()));
  const columns = rowGroups[0]!;
  const cell = (column: TableColumn, i: number) => {
    const value = column.values[i]!;
    if (holdsWords(column)) return column.type.words[value]!;
    return column.type.kind === 'timestamp' ? isoOf(value) : String(value);
  };
  const rows = Array.from({ length: columns[0]!.values.length }, (_, i) =>
    columns.map((one) => cell(one, i)),
  );
  return [columns.map(({ name }) => name), ...rows];
}

describe('a table', () => {
  it.each([
    ['telemetry of samples', 'telemetry?unit=FU1&channel=temperature&maxPoints=400', 300],
    ['telemetry of windows', 'telemetry?unit=FU1&channel=temperature&maxPoints=20', 5],
    ['no telemetry', 'telemetry?unit=FU1&channel=temperature&to=2001-01-01T00:00:00Z', 0],
    ['windows of deltas', 'deltas?pair=P1&channel=temperature&resolution=PT30M', 10],
  ])('has the same numbers as JSON, as CSV and as Parquet: %s', async (_, path, least) => {
    const csv = await csvOf(`${E}/${path}`);
    expect(await parquetOf(`${E}/${path}`)).toEqual(csv);
    const answer = z.object({
      points: z.array(telemetrySchema.shape.points.element).default([]),
      windows: z.array(deltaSchema.shape.windows.element).default([]),
    });
    const { points, windows } = answer.parse(await jsonOf(`${E}/${path}`));
    expect(points.length + windows.length).toBeGreaterThanOrEqual(least);
    const told = [
      ...points.map(({ t, n, min, mean, max, quality }) => [t, n, min, mean, max, quality]),
      ...windows.map(({ at, elapsedSeconds, phase, flight, ground, delta, quality }) => [
        ...[at, elapsedSeconds, phase],
        ...[flight, ground].flatMap((side) => [side.n, side.mean, side.sd, side.min, side.max, side.quality]),
        // No missing codes on either side.
        ...[delta, quality, 0, 0],
      ]),
    ];
    expect(csv.slice(1).map((row) => row.slice(3))).toEqual(told.map((row) => row.map(String)));
  });
});

describe('experiments', () => {
  it('are put in force once and shown as they were sent', async () => {
    const own = testApi();
    const first = appliedExperimentSchema.parse(await (await putDefinition(own)).json());
    const again = appliedExperimentSchema.parse(await (await putDefinition(own)).json());
    expect(first).toMatchObject({ id: 'twins', revision: 1 });
    expect(again).toEqual(first);
    const shown = experimentSchema.parse(await (await own.ask(E)).json());
    expect(shown.definition).toMatchObject({ id: 'twins', reference: 'activation' });
    const { experiments } = experimentsSchema.parse(await (await own.ask('/v1/experiments')).json());
    expect(experiments).toEqual([shown]);
  });

  it('are refused with every problem, its place and line', async () => {
    const text = TWIN_DEFINITION.replace('channel: temperature, ', 'chanel: temperature, ').replace(
      'period: PT1M',
      'period: 60',
    );
    const response = await putDefinition(testApi(), text.replace('mode: FLIGHT', 'mode: FLYING'));
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      code: 'definition.invalid',
      problems: expect.arrayContaining([
        expect.objectContaining({ field: 'mode', line: 4 }),
        expect.objectContaining({ field: 'channels[0].period', code: 'definition.type' }),
      ]),
    });
  });

  it('are not found before they are put', async () => {
    const response = await api.ask('/v1/experiments/other');
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: 'experiment.unknown' });
  });
});

describe('downlinks', () => {
  it('are announced with the link to upload to, which later answers leave out', async () => {
    const own = testApi();
    await putDefinition(own);
    const response = await postJson(own, `${E}/downlinks`, { fileName: 'fu1.csv', bytes: 10 });
    expect(response.status).toBe(201);
    const receipt = receiptSchema.parse(await response.json());
    expect(receipt).toMatchObject({
      state: 'AWAITING_UPLOAD',
      upload: { method: 'PUT', headers: { 'if-none-match': '*' } },
    });
    const shown = receiptSchema.parse(await (await own.ask(`${E}/downlinks/${receipt.id}`)).json());
    expect(shown.upload).toBeUndefined();
  });

  it('are refused with every field that is wrong', async () => {
    const response = await postJson(api, `${E}/downlinks`, { filename: 'fu1.csv', bytes: -1, sha256: 'abc' });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      problems: [
        { field: 'fileName', code: 'request.missing' },
        { field: 'bytes', code: 'request.value' },
        { field: 'sha256', message: 'expected 64 hexadecimal digits, got "abc"' },
        { field: 'filename', message: 'expected a known key, got "filename"; did you mean "fileName"?' },
      ],
    });
  });

  it('have receipts that account for every sample, with a verdict of five lines', async () => {
    const { downlinks, next } = receiptsSchema.parse(await jsonOf(`${E}/downlinks`));
    expect(next).toBeUndefined();
    expect(downlinks.map(({ state }) => state)).toEqual(['INGESTED', 'INGESTED']);
    for (const receipt of downlinks) {
      const { samples, accepted, duplicates, conflicts, rejected } = receipt.counts;
      expect(accepted + duplicates + conflicts + rejected).toBe(samples);
      expect(receipt.verdict).toHaveLength(5);
      expect(receiptSchema.parse(await jsonOf(`${E}/downlinks/${receipt.id}`))).toEqual(receipt);
    }
  });

  it('are listed a hundred at a time', async () => {
    const own = testApi();
    await putDefinition(own);
    for (let i = 0; i < 101; i++) await postJson(own, `${E}/downlinks`, { fileName: 'fu1.csv', bytes: i });
    const first = receiptsSchema.parse(await (await own.ask(`${E}/downlinks`)).json());
    expect(first.downlinks).toHaveLength(100);
    expect(first.next).toMatch(/^[A-Za-z0-9_-]+$/);
    const second = receiptsSchema.parse(await (await own.ask(`${E}/downlinks?next=${first.next}`)).json());
    expect(second.downlinks.map(({ bytes }) => bytes)).toEqual([100]);
    expect(second.next).toBeUndefined();
    const wrong = await own.ask(`${E}/downlinks?next=page2`);
    expect(await wrong.json()).toMatchObject({ status: 400, code: 'request.page-token' });
  });

  it('are listed the newest first, or by the digest of a file; a page goes on in the order of the one before', async () => {
    const own = testApi();
    await putDefinition(own);
    const sha256 = 'AB'.repeat(32);
    for (let bytes = 0; bytes < 101; bytes++)
      await postJson(own, `${E}/downlinks`, {
        fileName: 'fu1.csv',
        bytes,
        ...(bytes % 60 === 5 && { sha256 }),
      });
    const page = async (query: string) =>
      receiptsSchema.parse(await (await own.ask(`${E}/downlinks?${query}`)).json());
    const first = await page('order=newest');
    expect([first.downlinks[0]?.bytes, first.downlinks[99]?.bytes]).toEqual([100, 1]);
    const second = await page(`order=newest&next=${first.next}`);
    expect([second.downlinks.map(({ bytes }) => bytes), second.next]).toEqual([[0], undefined]);
    const oldest = await page('order=announced');
    for (const query of [`next=${first.next}`, `order=newest&next=${oldest.next}`]) {
      const wrong = await own.ask(`${E}/downlinks?${query}`);
      expect(await wrong.json()).toMatchObject({ status: 400, code: 'request.page-token' });
    }
    for (const digest of [sha256, sha256.toLowerCase()])
      expect((await page(`order=newest&sha256=${digest}`)).downlinks.map(({ bytes }) => bytes)).toEqual([
        65, 5,
      ]);
    for (const query of ['order=oldest', 'sha256=abc'])
      expect((await own.ask(`${E}/downlinks?${query}`)).status).toBe(400);
  });

  it('have their rejects as CSV with line, column, code and text', async () => {
    const own = testApi();
    await putDefinition(own);
    const id = await upload(
      own.ports,
      'twins',
      'fu1.csv',
      't,temp,rh\n2026-03-01T06:00:00Z,37.0,85\n2026-03-01T06:01:00Z,"3,7",85\n',
    );
    await settleAll(own.ports);
    const response = await own.ask(`${E}/downlinks/${id}/rejects`);
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const [header, row, ...rest] = (await response.text()).split('\r\n');
    expect(header).toBe('line,column,code,message,text');
    expect(row).toMatch(/^3,temp,/);
    expect(row).toContain('"3,7"');
    expect(rest).toEqual(['']);
  });

  it('have no rejects where there is no downlink', async () => {
    const response = await api.ask(`${E}/downlinks/none/rejects`);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: 'downlink.unknown' });
  });
});

describe('events', () => {
  const post = (own: TestApi, body: string) =>
    own.ask(`${E}/events`, { method: 'POST', headers: { 'Content-Type': 'text/csv; charset=utf-8' }, body });

  it('come as a table, all of them or none', async () => {
    const own = testApi();
    await putDefinition(own);
    const head = 'name,unit,planned,at,accuracy,source,supersedes\n';
    const good = 'exchange,FU1,,2026-03-01T08:00:00Z,PT5S,log,\n';
    const refused = await post(own, `${head}${good}exchange,FU1,,2026-03-01T09:00,PT5S,log,\n`);
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ problems: [{ field: 'at', line: 3 }] });
    const count = async () => eventsSchema.parse(await (await own.ask(`${E}/events`)).json()).events.length;
    expect(await count()).toBe(2);
    expect((await post(own, head + good)).status).toBe(201);
    expect(await count()).toBe(3);
  });

  it('come one at a time or as a list', async () => {
    const own = testApi();
    await putDefinition(own);
    const event = { name: 'exchange', unit: 'FU1', at: '2026-03-01T08:00:00Z' };
    const later = { ...event, at: '2026-03-01T09:00:00Z' };
    expect((await postJson(own, `${E}/events`, event)).status).toBe(201);
    const both = eventsSchema.parse(
      await (await postJson(own, `${E}/events`, { events: [event, later] })).json(),
    );
    expect(both.events.map(({ at }) => at)).toEqual([event.at, later.at]);
    const none = await postJson(own, `${E}/events`, { events: [] });
    expect(none.status).toBe(400);
  });

  it('of an unknown unit are refused with the nearest known one', async () => {
    const response = await postJson(api, `${E}/events`, {
      name: 'exchange',
      unit: 'FU2',
      at: '2026-03-01T08:00:00Z',
    });
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(problemSchema.parse(await response.json()).detail).toContain('FU1');
  });
});

describe('answers', () => {
  it('give telemetry as JSON and as the same numbers in CSV', async () => {
    const path = `${E}/telemetry?unit=FU1&channel=temperature&maxPoints=7`;
    const telemetry = telemetrySchema.parse(await jsonOf(path));
    expect(telemetry.points.reduce((sum, { n }) => sum + n, 0)).toBe(300);
    const [header, ...rows] = await csvOf(path);
    expect(header).toEqual(['unit', 'channel', 'ucum', 't', 'n', 'min', 'mean', 'max', 'quality']);
    expect(rows).toEqual(
      telemetry.points.map((p) => [
        'FU1',
        'temperature',
        'Cel',
        p.t,
        ...[p.n, p.min, p.mean, p.max].map(String),
        p.quality,
      ]),
    );
  });

  it('take a range with an offset and leave its end out', async () => {
    const from = encodeURIComponent('2026-03-01T07:10:00+01:00');
    const path = `${E}/telemetry?unit=FU1&channel=temperature&from=${from}&to=2026-03-01T06:12:00Z`;
    const { resolution, points } = telemetrySchema.parse(await jsonOf(path));
    expect(resolution).toBe('raw');
    expect(points.map(({ t }) => t)).toEqual(['2026-03-01T06:10:00Z', '2026-03-01T06:11:00Z']);
  });

  it('give completeness', async () => {
    const completeness = completenessSchema.parse(
      await jsonOf(`${E}/completeness?unit=FU1&channel=humidity`),
    );
    expect(completeness).toMatchObject({
      received: 300,
      expected: 300,
      completeness: 1,
      gaps: [],
      pending: 0,
    });
  });

  it('give deltas as JSON and their windows in CSV', async () => {
    const path = `${E}/deltas?pair=P1&channel=temperature&resolution=PT1H`;
    const delta = deltaSchema.parse(await jsonOf(path));
    expect(delta).toMatchObject({ resolution: 'PT1H', pending: 0, summaryAll: { pairedSamples: 300 } });
    expect(delta.windows).toHaveLength(5);
    const [, ...rows] = await csvOf(path);
    expect(rows).toEqual(
      delta.windows.map((w) =>
        [
          ...['P1', 'temperature', 'Cel', w.at, w.elapsedSeconds, w.phase],
          ...[w.flight, w.ground].flatMap(({ n, mean, sd, min, max, quality }) => [
            n,
            mean,
            sd,
            min,
            max,
            quality,
          ]),
          ...[w.delta, w.quality, 0, 0],
        ].map(String),
      ),
    );
  });

  it('give the deltas of several pairs and channels, repeated or left out, in one answer', async () => {
    const all = deltaListSchema.parse(await jsonOf(`${E}/deltas`));
    expect(all.deltas.map(({ channel }) => channel)).toEqual(['temperature', 'humidity']);
    const named = `${E}/deltas?pair=P1&channel=humidity&channel=temperature&from=T%2B60min&to=T+2h`;
    const { deltas, notPaired } = deltaListSchema.parse(await jsonOf(named));
    expect(deltas.map(({ channel, summaryAll }) => [channel, summaryAll.pairedSamples])).toEqual([
      ['humidity', 60],
      ['temperature', 60],
    ]);
    expect(notPaired).toEqual([]);
    expect((await csvOf(named)).map(([, channel]) => channel).slice(1)).toEqual([
      ...new Array<string>(6).fill('humidity'),
      ...new Array<string>(6).fill('temperature'),
    ]);
  });

  it.each(['T+60', 'T+1y', 'yesterday'])('refuse a range from %s, and say what it may be', async (from) => {
    const path = `${E}/deltas?pair=P1&channel=temperature&from=${encodeURIComponent(from)}`;
    const response = await api.ask(path);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ field: 'query.from' });
  });

  it.each(['PT0S', '600', 'P1Y'])('refuse the resolution %s', async (resolution) => {
    const response = await api.ask(`${E}/deltas?pair=P1&channel=temperature&resolution=${resolution}`);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ field: 'query.resolution' });
  });

  it('give anomalies, filtered by what is asked', async () => {
    const { anomalies } = anomaliesSchema.parse(await jsonOf(`${E}/anomalies`));
    expect(anomalies.map(({ kind, unit }) => [kind, unit])).toEqual([['STUCK', 'FU1']]);
    expect(await jsonOf(`${E}/anomalies?kind=GAP`)).toMatchObject({
      anomalies: [],
      lookedFor: [
        { kind: 'GAP', channel: 'temperature', looked: true },
        { kind: 'GAP', channel: 'humidity', looked: true },
      ],
      ...{ pending: 0, awaiting: 0, failed: 0, unsent: 0 },
    });
    const table = await api.ask(`${E}/anomalies`, { headers: { Accept: 'text/csv' } });
    expect(table.headers.get('Howship-Pending')).toBe('0');
    const [header, row] = await csvOf(`${E}/anomalies`);
    expect(header?.slice(0, 5)).toEqual(['id', 'kind', 'unit', 'pair', 'channels']);
    expect(row?.slice(0, 5)).toEqual([anomalies[0]?.id, 'STUCK', 'FU1', '', 'temperature']);
  });

  it('say of a kind that nothing is declared for that it is not looked for', async () => {
    const { anomalies, lookedFor } = anomaliesSchema.parse(await jsonOf(`${E}/anomalies?kind=RATE`));
    expect(anomalies).toEqual([]);
    expect(lookedFor).toEqual(
      ['temperature', 'humidity'].map((channel) => ({
        ...{ kind: 'RATE', channel, looked: false, why: 'the channel declares no rate' },
      })),
    );
  });

  it('refuse a kind of anomaly that there is not, with the nearest', async () => {
    const response = await api.ask(`${E}/anomalies?kind=STUK`);
    expect(problemSchema.parse(await response.json()).detail).toContain('did you mean "STUCK"?');
  });

  it('give the archive hash, the same for the same samples in another order', async () => {
    const archive = archiveSchema.parse(await jsonOf(`${E}/archive`));
    const other = await twinsApi(['gu1.csv', 'fu1.csv', 'gu1.csv']);
    expect(archive.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(archiveSchema.parse(await (await other.ask(`${E}/archive`)).json())).toEqual(archive);
  });
});
