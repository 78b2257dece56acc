/** No answer mixes units: what was read in one and is answered in another is converted, until it is read again. */
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { deltasText } from '../../functions/cli/text/deltas-text.ts';
import { UNLIMITED } from '../../functions/cli/text/page.ts';
import { exportSegments } from '../../shared/usecases/answer/export-segments.ts';
import { listAnomalies } from '../../shared/usecases/answer/list-anomalies.ts';
import { queryDelta } from '../../shared/usecases/answer/query-deltas.ts';
import { queryTelemetry } from '../../shared/usecases/answer/query-telemetry.ts';
import { listReceipts } from '../../shared/usecases/answer/show-receipt.ts';
import { rereadDownlink } from '../../shared/usecases/arrive/reread-downlink.ts';
import { applyExperiment } from '../../shared/usecases/define/apply-experiment.ts';
import { answersOf } from '../support/end-state.ts';
import { type MemoryPorts, memoryPorts } from '../support/memory-ports.ts';
import { actOnce, settleAll, upload } from '../support/run-stack.ts';

const E = 'units';
const HOURS = 72;
const START = Date.UTC(2026, 2, 1);
const MINUTE = 60_000;

interface Said {
  readonly unit: string;
  readonly limit: string;
  /** Of the files in degrees Celsius. */
  readonly as: string;
}
const CEL: Said = { unit: 'Cel', limit: '[30, 38.5]', as: '' };
const K: Said = { unit: 'K', limit: '[303.15, 311.65]', as: ', as: Cel' };

const definition = ({ unit, limit, as }: Said) => `
id: ${E}
title: Twins whose channel changes its unit
reference: activation
arms: [{ id: flight, kind: SPACEFLIGHT }, { id: ground, kind: GROUND_CONTROL_SYNCHRONOUS }]
units:
  - { id: FU1, arm: flight, events: [{ name: activation, at: 2026-03-01T00:00:00Z, accuracy: PT1S }] }
  - { id: GU1, arm: ground, events: [{ name: activation, at: 2026-03-01T00:00:00Z, accuracy: PT1S }] }
pairs: [{ id: P1, flight: FU1, ground: GU1 }]
channels:
  - id: temperature
    unit: ${unit}
    storage: decimal(2)
    period: PT10M
    limits: [{ warning: ${limit} }]
    twin: { margin: 0.5, tolerance: PT10S }
sources:
  - id: cel
    match: "cel-*.csv"
    time: { column: t }
    columns: { fu: { unit: FU1, channel: temperature${as} }, gu: { unit: GU1, channel: temperature${as} } }
  - id: kelvin
    match: "k-*.csv"
    time: { column: t }
    columns: { fu: { unit: FU1, channel: temperature }, gu: { unit: GU1, channel: temperature } }
`;

/** Hundredths of a degree Celsius: around 37 °C, with an hour above 38.5 °C on the flight unit every two days. */
function hundredths(i: number, isFlight: boolean): number {
  const isHot = isFlight && i % 288 >= 100 && i % 288 < 106;
  return 3700 + ((i * 7919) % 41) - 20 + (isFlight ? 12 : 0) + (isHot ? 200 : 0);
}

function file(from: number, to: number, offset: number): string {
  const rows = Array.from({ length: to - from }, (_, n) => {
    const i = from + n;
    const at = new Date(START + i * 10 * MINUTE).toISOString();
    const [fu, gu] = [true, false].map((isFlight) => ((hundredths(i, isFlight) + offset) / 100).toFixed(2));
    return `${at},${fu},${gu}\n`;
  });
  return `t,fu,gu\n${rows.join('')}`;
}

const SAMPLES = HOURS * 6;
/** Twelve files, so that buckets are compacted, with an overlap that says the same again. */
const CEL_FILES = Array.from({ length: 12 }, (_, i): [string, string] => [
  `cel-${String(i).padStart(2, '0')}.csv`,
  file(i * 36, i * 36 + 40, 0),
]);
const K_FILES = Array.from({ length: 8 }, (_, i): [string, string] => [
  `k-a${i}.csv`,
  file(i * 36, i * 36 + 36, 27_315),
]);
const K_FILE: [string, string] = ['k-00.csv', file(SAMPLES, SAMPLES + 72, 27_315)];

async function take(memory: MemoryPorts, files: readonly (readonly [string, string])[]) {
  for (const [name, text] of files) {
    await upload(memory, E, name, text);
    await settleAll(memory);
  }
}

/** What the answers say but for the reading, and the revision, that they rest on. */
async function said(memory: MemoryPorts) {
  const { archive: _, anomalies, deltas, completeness } = await answersOf(memory, E);
  const telemetry = [];
  for (const unit of ['FU1', 'GU1'])
    for (const maxPoints of [50, 2000])
      telemetry.push(await queryTelemetry(memory, E, { unit, channel: 'temperature', maxPoints }));
  const text = JSON.stringify({ anomalies, deltas, completeness, telemetry });
  return {
    answers: JSON.parse(text.replaceAll(/,"readUnderOther":true|"revision":\d+,/g, '')),
    told: text.split('"readUnderOther":true').length - 1,
  };
}

describe('a channel that is in kelvin from a file on', async () => {
  const right = memoryPorts();
  await applyExperiment(right, E, definition(K));
  await take(right, [...CEL_FILES, K_FILE]);
  const expected = await said(right);

  const memory = memoryPorts();
  await applyExperiment(memory, E, definition(CEL));
  await take(memory, CEL_FILES);
  await expect(applyExperiment(memory, E, definition(K))).rejects.toMatchObject({ code: 'reading.changed' });
  await applyExperiment(memory, E, definition(K), { newReading: true });
  await take(memory, [K_FILE]);

  it('is in kelvin in every answer, which all say that some was read otherwise', async () => {
    const now = await said(memory);
    expect(now.answers).toEqual(expected.answers);
    expect(expected.told).toBe(0);
    // Anomalies, the delta, the completeness of two units, four of telemetry.
    expect(now.told).toBe(8);
    const { points } = await queryTelemetry(memory, E, { unit: 'FU1', channel: 'temperature' });
    expect(points).toHaveLength(SAMPLES + 72);
    expect(points[0]).toMatchObject({ min: 310.07, max: 310.07 });
    expect(Math.min(...points.map(({ min }) => min))).toBeGreaterThan(309);
    const delta = await queryDelta(memory, E, { pair: 'P1', channel: 'temperature' });
    expect(delta).toMatchObject({ ucum: 'K', readUnderOther: true });
    expect(delta.summary.delta).toBeCloseTo(0.12 + (2 * 12) / (SAMPLES + 72), 9);
    const { anomalies } = await listAnomalies(memory, E, { kind: 'LIMIT' });
    expect(anomalies.length).toBeGreaterThan(0);
  });

  it('says of each exported segment what it was read in, for those who read it themselves', async () => {
    const { answer } = await exportSegments(memory, E, {});
    const line = { scale: 20, offset: 5463, divisor: 20 };
    const read = { series: 'temperature', from: 'Cel', to: 'K', isCounts: false, line };
    const told = answer.segments.map(({ to, readIn }) => [to > '2026-03-04T', readIn ?? null]);
    expect(told.length).toBeGreaterThan(2);
    for (const [isLater, readIn] of told) if (!isLater) expect(readIn).toEqual([read]);
    expect(told.filter(([, readIn]) => readIn === null).length).toBeGreaterThan(0);
  });

  it('has the same in every answer, and the same archive, once its files are read again', async () => {
    for (const { id } of (await listReceipts(memory, E)).downlinks) {
      await rereadDownlink(memory, { experiment: E, downlink: id }, 'test');
      await settleAll(memory);
    }
    expect(await said(memory)).toEqual(expected);
    expect((await answersOf(memory, E)).archive.hash).toBe((await answersOf(right, E)).archive.hash);
  });
});

it('has no value in a unit that no conversion leads to, and is not asked for again', async () => {
  const memory = memoryPorts();
  await applyExperiment(memory, E, definition(CEL));
  await take(memory, CEL_FILES.slice(0, 1));
  const pascal = definition({ unit: 'Pa', limit: '[0, 2]', as: '' });
  await applyExperiment(memory, E, pascal, { newReading: true });
  await settleAll(memory);
  const asked = { unit: 'FU1', channel: 'temperature' };
  const { points, ucum, unconverted } = await queryTelemetry(memory, E, asked);
  const id = (await listReceipts(memory, E)).downlinks[0]!.id;
  expect([ucum, points]).toEqual(['Pa', []]);
  expect(unconverted).toMatchObject([{ from: 'Cel', to: 'Pa', downlinks: [id] }]);
  expect(unconverted![0]!.sentence).toMatch(
    new RegExp(`^read as Cel, which cannot be converted to Pa: .*howship reread ${id}$`),
  );
  const { completeness, anomalies, deltas } = await answersOf(memory, E);
  expect(completeness[0]).toMatchObject({ readUnderOther: true });
  expect(anomalies.anomalies.filter(({ kind }) => kind === 'LIMIT' || kind === 'GAP')).toEqual([]);
  expect(anomalies.anomalies.filter(({ kind }) => kind === 'DEAD')).toEqual([]);
  expect(deltas[0]!.summaryAll.pairedSamples).toBe(0);
  expect(deltas[0]!.excluded).toEqual({ flight: { unconverted: 40 }, ground: { unconverted: 40 } });
  expect(deltas[0]!.unconverted).toEqual(['FU1', 'GU1'].map((unit) => ({ unit, ...unconverted![0]! })));
  const whole = await queryDelta(memory, E, { pair: 'P1', channel: 'temperature' });
  expect(deltasText([whole], 'summary', UNLIMITED)).toContain(
    `P1 temperature: samples of GU1 ${unconverted![0]!.sentence}\n`,
  );
  const { lookedFor } = await listAnomalies(memory, E, { unit: 'FU1' });
  expect(JSON.stringify(lookedFor)).toContain('read in a unit that cannot be converted');
  expect(JSON.stringify([deltas, anomalies, lookedFor])).not.toMatch(/missing code|"invalid"/);

  await applyExperiment(memory, E, definition(K), { newReading: true });
  await take(memory, [K_FILE]);
  await applyExperiment(memory, E, pascal, { newReading: true });
  await settleAll(memory);
  const chain = await queryTelemetry(memory, E, asked);
  expect(chain.points).toEqual([]);
  expect(chain.unconverted!.map(({ from }) => from).sort()).toEqual(['Cel', 'K']);
  await applyExperiment(memory, E, definition(CEL), { newReading: true });
  await settleAll(memory);
  const back = await queryTelemetry(memory, E, asked);
  expect([back.points.length, back.unconverted]).toEqual([40 + 72, undefined]);
  expect(back.points.every(({ mean }) => mean > 30 && mean < 45)).toBe(true);
});

describe('with a new reading that was asked for', () => {
  const NEW = { newReading: true };
  const TEMPERATURE = { unit: 'FU1', channel: 'temperature' };
  async function celsiusIn(text = definition(CEL)) {
    const memory = memoryPorts();
    await applyExperiment(memory, E, text);
    await take(memory, CEL_FILES.slice(0, 2));
    return memory;
  }
  async function valuesNow(memory: MemoryPorts, unit = 'FU1') {
    await settleAll(memory);
    const { points, ucum, ...said } = await queryTelemetry(memory, E, { ...TEMPERATURE, unit });
    return { ucum, told: said.readUnderOther === true, values: points.map(({ mean }) => mean) };
  }

  it('a channel that comes back in another unit is converted', async () => {
    const memory = await celsiusIn();
    const before = await valuesNow(memory);
    const without = definition(CEL)
      .replaceAll('temperature', 'humidity')
      .replaceAll(/\{ ([fg]u): \{(.*?)\}, gu:/g, '{ other-$1: {$2}, other-gu:');
    await applyExperiment(memory, E, without, NEW);
    await settleAll(memory);
    const back = await applyExperiment(memory, E, definition(K), NEW);
    expect(back).toMatchObject({ readUnderOther: { downlinks: 2 } });
    const kelvin = before.values.map((value) => Number((value + 273.15).toFixed(2)));
    expect(await valuesNow(memory)).toEqual({ ucum: 'K', told: true, values: kelvin });
  });

  it('a column that feeds the other unit leaves the samples where they were read to, and says so', async () => {
    const memory = await celsiusIn();
    const before = [await valuesNow(memory, 'FU1'), await valuesNow(memory, 'GU1')];
    const swapped = definition(CEL).replace(
      'fu: { unit: FU1, channel: temperature }, gu: { unit: GU1,',
      'fu: { unit: GU1, channel: temperature }, gu: { unit: FU1,',
    );
    await expect(applyExperiment(memory, E, swapped)).rejects.toMatchObject({ code: 'reading.changed' });
    await applyExperiment(memory, E, swapped, NEW);
    const now = [await valuesNow(memory, 'FU1'), await valuesNow(memory, 'GU1')];
    expect(now).toEqual(before.map((one) => ({ ...one, told: true })));
    for (const { id } of (await listReceipts(memory, E)).downlinks) {
      await rereadDownlink(memory, { experiment: E, downlink: id }, 'test');
      await settleAll(memory);
    }
    const reread = [await valuesNow(memory, 'FU1'), await valuesNow(memory, 'GU1')];
    expect(reread).toEqual([before[1], before[0]]);
  });

  it('a sensor that takes the name of the channel has nothing of the one before, until that is read again', async () => {
    const withSensors = (sensors: string) =>
      definition(CEL).replace('{ id: FU1, arm: flight,', `{ id: FU1, arm: flight, sensors: [${sensors}],`);
    const memory = await celsiusIn(withSensors('{ id: T1, measures: temperature }'));
    const before = await valuesNow(memory);
    const other = withSensors(
      '{ id: T1, measures: temperature }, { id: T2, measures: temperature, primary: true }',
    );
    await expect(applyExperiment(memory, E, other)).rejects.toMatchObject({
      code: 'reading.changed',
      message: expect.stringContaining('temperature: sensors of FU1 T1, now T2; 2 files'),
    });
    await applyExperiment(memory, E, other, NEW);
    expect(await valuesNow(memory)).toEqual({ ucum: 'Cel', told: true, values: [] });
    await applyExperiment(memory, E, withSensors('{ id: T1, measures: temperature }'));
    expect(await valuesNow(memory)).toEqual(before);
  });
});

describe('between a definition in another unit and the pages that are computed by it', () => {
  /** A number that is neither a temperature of these twins in °C nor in K is in none of both. */
  const unitOf = (value: number) =>
    value > 30 && value < 45 ? 'Cel' : value > 303 && value < 318 ? 'K' : '?';

  it.each([
    ['K', K, CEL, CEL_FILES],
    ['Cel', CEL, K, K_FILES],
  ])('every answer is in %s or says in which unit it is, after every step', async (_, now, before, files) => {
    const memory = memoryPorts();
    await applyExperiment(memory, E, definition({ ...before, as: '' }));
    await take(memory, files);
    await applyExperiment(memory, E, definition({ ...now, as: '' }), { newReading: true });
    let stale = 0;
    do {
      for (const maxPoints of [20, 2000]) {
        const { points, ucum } = await queryTelemetry(memory, E, {
          unit: 'FU1',
          channel: 'temperature',
          maxPoints,
        });
        expect(points.length).toBeGreaterThan(5);
        const units = points.flatMap(({ min, mean, max }) => [min, mean, max].map(unitOf));
        expect([ucum, ...new Set(units)]).toEqual([now.unit, now.unit]);
      }
      const delta = await queryDelta(memory, E, { pair: 'P1', channel: 'temperature' });
      const means = delta.windows.flatMap(({ flight, ground }) =>
        [flight.mean ?? [], ground.mean ?? []].flat(),
      );
      expect([delta.ucum, ...new Set(means.map(unitOf))]).toEqual([now.unit, now.unit]);
      expect(delta.environment.judged.every(({ coverage }) => coverage > 0.9)).toBe(true);
      const { anomalies } = await listAnomalies(memory, E, { kind: 'LIMIT' });
      for (const { evidence, ucums } of anomalies) {
        const limit = z.looseObject({ mostSevereValue: z.number() }).parse(evidence);
        expect(unitOf(limit.mostSevereValue)).toBe(ucums?.temperature ?? now.unit);
        stale += ucums === undefined ? 0 : 1;
      }
    } while (await actOnce(memory));
    expect(stale).toBeGreaterThan(0);
  });
});
