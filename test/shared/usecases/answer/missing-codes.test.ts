import { describe, expect, it } from 'vitest';
import { queryCompleteness } from '../../../../shared/usecases/answer/query-completeness.ts';
import { queryDelta } from '../../../../shared/usecases/answer/query-deltas.ts';
import { queryTelemetry } from '../../../../shared/usecases/answer/query-telemetry.ts';
import { showReceipt } from '../../../../shared/usecases/answer/show-receipt.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { memoryPorts } from '../../../support/memory-ports.ts';
import { settleAll, upload } from '../../../support/run-stack.ts';

const DEFINITION = `
id: coded
arms: [{ id: flight, kind: SPACEFLIGHT }, { id: ground, kind: GROUND_CONTROL_SYNCHRONOUS }]
units: [{ id: FU1, arm: flight }, { id: GU1, arm: ground }]
pairs: [{ id: P1, flight: FU1, ground: GU1 }]
channels: [{ id: temperature, unit: Cel, period: PT10M, twin: { margin: 0.5, tolerance: PT1M } }]
sources:
  - { id: flight, match: 'f*.csv', time: { column: t }, columns: { temp: { unit: FU1, channel: temperature, missing: [{ value: -999 }, { value: NAN }, { value: '---', to: 2026-03-01T21:00:00Z }] } } }
  - { id: ground, match: 'g*.csv', time: { column: t }, columns: { temp: { unit: GU1, channel: temperature } } }
`;
const ROWS = 72 * 6;
const rows = (value: (row: number) => string) =>
  `t,temp\n${Array.from({ length: ROWS }, (_, i) => `${new Date(Date.UTC(2026, 2, 1) + i * 600_000).toISOString()},${value(i)}\n`).join('')}`;
/** Ten of 72 hours. */
const isCode = (row: number) => row >= 120 && row < 180;
const temperature = (row: number) => 37 + 0.01 * (row % 7);

describe.each(['-999', 'NAN', '"NAN"'])('a sensor that sends %s for ten of 72 hours', async (code) => {
  const ports = memoryPorts();
  await applyExperiment(ports, 'coded', DEFINITION);
  await upload(
    ports,
    'coded',
    'f.csv',
    rows((i) => (isCode(i) ? code : (temperature(i) + 0.2).toFixed(2))),
  );
  await upload(
    ports,
    'coded',
    'g.csv',
    rows((i) => temperature(i).toFixed(2)),
  );
  await settleAll(ports);

  it('is in no difference: each delta is 0.2, the mean of all too, and it is said how many have no value', async () => {
    const { windows, summaryAll, summary } = await queryDelta(ports, 'coded', {
      pair: 'P1',
      channel: 'temperature',
    });
    expect(summaryAll.pairedSamples).toBe(ROWS - 60);
    expect(summaryAll.delta).toBeCloseTo(0.2, 10);
    expect(summary.delta).toBeCloseTo(0.2, 10);
    expect(summaryAll.unpaired.reasons).toEqual({ invalid: 60, 'no-sample-within-tolerance': 60 });
    for (const { delta } of windows) expect(delta).toBeCloseTo(0.2, 10);
  });

  it('was received all the same', async () => {
    const { received } = await queryCompleteness(ports, 'coded', { unit: 'FU1', channel: 'temperature' });
    expect(received).toBe(ROWS);
  });

  it('is in no point of telemetry, and both answers hold the same samples', async () => {
    const { points } = await queryTelemetry(ports, 'coded', { unit: 'FU1', channel: 'temperature' });
    expect(points.reduce((sum, { n }) => sum + n, 0)).toBe(ROWS - 60);
    expect(Math.min(...points.map(({ min }) => min))).toBeCloseTo(37.2, 10);
  });
});

it('a text is a missing code only in its time, and a word that nobody declared is rejected', async () => {
  const ports = memoryPorts();
  await applyExperiment(ports, 'coded', DEFINITION);
  const words = new Map([
    [124, '---'],
    [127, '---'],
    [130, 'open'],
  ]);
  await upload(
    ports,
    'coded',
    'f.csv',
    rows((i) => words.get(i) ?? '37'),
  );
  await settleAll(ports);
  const { counts, byReason } = await showReceipt(ports, 'coded', 'd000001');
  expect(counts).toMatchObject({ samples: ROWS, accepted: ROWS - 2, rejected: 2 });
  expect(byReason).toEqual({ 'value.unknown-word': 2 });
});

it.each(['"-999"', '" "', '"1e3"'])(
  'the text %s is refused as a missing code when it is applied',
  async (text) => {
    const definition = DEFINITION.replace('{ value: NAN }', `{ value: ${text} }`);
    await expect(applyExperiment(memoryPorts(), 'coded', definition)).rejects.toThrow(/definition/i);
  },
);
