/** A laboratory incubator: nanoseconds since 1970, and a file of events that is read. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { listAnomalies } from '../../shared/usecases/answer/list-anomalies.ts';
import { queryTelemetry } from '../../shared/usecases/answer/query-telemetry.ts';
import { showReceipt } from '../../shared/usecases/answer/show-receipt.ts';
import { applyExperiment } from '../../shared/usecases/define/apply-experiment.ts';
import { listEvents } from '../../shared/usecases/define/record-events.ts';
import { memoryPorts } from '../support/memory-ports.ts';
import { naiveColumns } from '../support/naive-cells.ts';
import { hasRealData, realFile } from '../support/real-data.ts';
import { settleAll, upload } from '../support/run-stack.ts';

const HEADERS = ['t1', 't2', 't3', 'average_temperature', 'elapsed'];
const FILES = [
  'lid_opening_experiment_jan_2021.events.csv',
  'lid_opening_experiment_jan_2021.csv',
  '20230501_calibration_empty_system.csv',
];

async function campaign() {
  const memory = memoryPorts();
  const path = new URL('../../examples/incubator/definition.yaml', import.meta.url);
  await applyExperiment(memory, 'incubator', readFileSync(path, 'utf8'));
  const receipts = [];
  for (const file of FILES) {
    const id = await upload(memory, 'incubator', file, realFile(`incubator/${file}`));
    await settleAll(memory);
    receipts.push(await showReceipt(memory, 'incubator', id));
  }
  return { memory, receipts };
}

describe.runIf(hasRealData)('the incubator (skipped only where HOWSHIP_DATA is absent)', async () => {
  const { memory, receipts } = hasRealData ? await campaign() : { memory: memoryPorts(), receipts: [] };
  const [lid, opening, calibration] = receipts;
  const average = async (fromSeconds: number, toSeconds: number) => {
    const query = { unit: 'BOX', channel: 'mean-temperature', from: fromSeconds * 1e6, to: toSeconds * 1e6 };
    const { points } = await queryTelemetry(memory, 'incubator', query);
    return points.map(({ t, min, max }) => ({ at: Date.parse(t) / 1000, min: min!, max: max! }));
  };

  it('accounts for every value of both runs', () => {
    for (const [i, rows] of [
      [1, 467],
      [2, 2216],
    ] as const) {
      const { numbers, rows: counted } = naiveColumns(realFile(`incubator/${FILES[i]}`).toString(), HEADERS);
      const cells = Object.values(numbers).reduce((sum, column) => sum + column.length, 0);
      expect([counted, cells]).toEqual([rows, rows * HEADERS.length]);
      expect(receipts[i]!.counts).toMatchObject({ rows, samples: cells, accepted: cells, rejected: 0 });
      expect(receipts[i]!.warnings).toEqual([]);
    }
    expect([opening?.source, calibration?.source]).toEqual(['controller', 'calibration']);
  });

  it('reads nanoseconds to the microsecond', async () => {
    const [first] = await average(1_682_912_554, 1_682_912_555);
    const { points } = await queryTelemetry(memory, 'incubator', {
      unit: 'BOX',
      channel: 'temperature@T3',
      from: 1_682_912_554e6,
      to: 1_682_912_555e6,
    });
    expect(first).toMatchObject({ min: 23.687, max: 23.687 });
    expect(points.map(({ t, mean }) => [t, mean])).toEqual([['2023-05-01T03:42:34.273107Z', 22.125]]);
  });

  it('records the four times the lid was moved', async () => {
    expect(lid).toMatchObject({ state: 'INGESTED', counts: { rows: 4, samples: 0 }, warnings: [] });
    const { events } = await listEvents(memory, 'incubator');
    expect(events.map(({ name, unit, at, accuracy }) => [name, unit, at, accuracy])).toEqual([
      ['lid-opened', 'BOX', '2021-01-22T14:59:58Z', 'PT3S'],
      ['lid-closed', 'BOX', '2021-01-22T15:00:58Z', 'PT3S'],
      ['lid-opened', 'BOX', '2021-01-22T15:09:19Z', 'PT3S'],
      ['lid-closed', 'BOX', '2021-01-22T15:10:25Z', 'PT3S'],
    ]);
  });

  it('shows the box 6 to 13 degrees colder within 120 s of each opening', async () => {
    const { events } = await listEvents(memory, 'incubator');
    for (const { at } of events.filter(({ name }) => name === 'lid-opened')) {
      const opened = Date.parse(at) / 1000;
      const before = await average(opened - 10, opened);
      const after = await average(opened, opened + 120);
      const fall = Math.max(...before.map(({ max }) => max)) - Math.min(...after.map(({ min }) => min));
      expect(fall).toBeGreaterThan(6);
      expect(fall).toBeLessThan(13);
    }
  });

  it('finds both openings within 60 s, by how fast the box gets colder, and no other fall', async () => {
    const { anomalies } = await listAnomalies(memory, 'incubator', { kind: 'RATE' });
    const { events } = await listEvents(memory, 'incubator');
    const opened = events.filter(({ name }) => name === 'lid-opened').map(({ at }) => Date.parse(at));
    const delays = anomalies.map(({ from }, i) => Math.round((Date.parse(from) - opened[i]!) / 1000));
    expect(delays).toEqual([19, 10]);
    expect(anomalies.map(({ unit, channels, severity }) => [unit, ...channels, severity])).toEqual([
      ['BOX', 'mean-temperature', 'WATCH'],
      ['BOX', 'mean-temperature', 'WATCH'],
    ]);
  });

  it('finds nothing in the empty calibration run, in which all kinds were looked for that have readings enough', async () => {
    const { anomalies, lookedFor } = await listAnomalies(memory, 'incubator', {
      from: Date.parse('2023-05-01T00:00:00Z') * 1000,
      to: Date.parse('2023-05-02T00:00:00Z') * 1000,
    });
    // What ends with its first sample is the time between the runs.
    expect(anomalies.map(({ kind, unit, to }) => [kind, unit, to?.slice(0, 10)])).toEqual([
      ['GAP', 'BOX', '2023-05-01'],
      ['GAP', 'ROOM', '2023-05-01'],
    ]);
    const looked = new Set(lookedFor.filter((one) => one.looked).map(({ kind }) => kind));
    expect([...looked]).toEqual(expect.arrayContaining(['RATE', 'STUCK', 'DEAD', 'GAP', 'SPIKE']));
  });
});
