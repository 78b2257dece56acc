/** The Astro Pi in orbit and on a desk through the whole way: every value counted by a second reader comes back. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { ReceiptOnWire } from '../../shared/contract/downlinks.ts';
import { listAnomalies } from '../../shared/usecases/answer/list-anomalies.ts';
import { queryTelemetry } from '../../shared/usecases/answer/query-telemetry.ts';
import { showReceipt } from '../../shared/usecases/answer/show-receipt.ts';
import { applyExperiment } from '../../shared/usecases/define/apply-experiment.ts';
import { memoryPorts } from '../support/memory-ports.ts';
import { type NaiveColumns, naiveColumns } from '../support/naive-cells.ts';
import { hasRealData, realFile } from '../support/real-data.ts';
import { settleAll, upload } from '../support/run-stack.ts';

async function takenIn(id: string, definition: string, file: string) {
  const memory = memoryPorts();
  const path = new URL(`../../examples/astro-pi/${definition}`, import.meta.url);
  const { warnings } = await applyExperiment(memory, id, readFileSync(path, 'utf8'));
  expect(warnings).toEqual([]);
  const downlink = await upload(memory, id, file, realFile(`astro-pi/${file}`));
  await settleAll(memory);
  const receipt = await showReceipt(memory, id, downlink);
  /** Of a series: how many readings, and their sum. */
  const sumOf = async (unit: string, channel: string) => {
    const { points } = await queryTelemetry(memory, id, {
      unit,
      channel,
      from: Date.UTC(2015, 0) * 1000,
      to: Date.UTC(2023, 0) * 1000,
    });
    const n = points.reduce((count, point) => count + point.n, 0);
    return { n, mean: points.reduce((sum, point) => sum + point.n * point.mean!, 0) / n };
  };
  return { memory, receipt, sumOf };
}

/** Every value that the second reader counts is accepted, and nothing is left to tell. */
function expectAllTaken(
  receipt: ReceiptOnWire,
  cells: NaiveColumns,
  { rows, values }: { readonly rows: number; readonly values: number },
): void {
  const counted = Object.values(cells.numbers).reduce((sum, column) => sum + column.length, 0);
  expect([cells.rows, counted]).toEqual([rows, values]);
  expect(receipt.counts).toMatchObject({ rows, samples: values, accepted: values, rejected: 0 });
  expect(receipt.unmappedColumns).toEqual([]);
  expect(receipt.warnings).toEqual([]);
}

const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe.runIf(hasRealData)('the Astro Pi in orbit (skipped only where HOWSHIP_DATA is absent)', async () => {
  const file = 'astro_pi_mark2_IR_commissioning.csv';
  const taken = hasRealData ? await takenIn('astro-pi-iss', 'iss.yaml', file) : null;
  const headers =
    'Latitude,Longitude,Temperature,Humidity,Pressure,Compass,MagX,MagY,MagZ,Pitch,Roll,Yaw,AccelX,AccelY,AccelZ,R,G,B,C,Motion';
  const cells = taken && naiveColumns(realFile(`astro-pi/${file}`).toString(), headers.split(','));

  it('accepts each of its 274,460 values', () => {
    expectAllTaken(taken!.receipt, cells!, { rows: 13_723, values: 274_460 });
  });

  it.each([
    ['pressure', 'Pressure', 0.1],
    ['temperature', 'Temperature', 1],
    ['longitude', 'Longitude', 1],
  ])('gives back the mean of %s, in the unit of the channel', async (channel, header, scale) => {
    const { n, mean } = await taken!.sumOf('IR', channel);
    expect(n).toBe(13_723);
    expect(mean).toBeCloseTo(meanOf(cells!.numbers[header]!) * scale, 9);
  });

  it('calls no accelerometer stuck that reads 0.0 for 19 hours in orbit', async () => {
    expect(new Set(cells!.numbers.AccelX)).toEqual(new Set([0]));
    const { anomalies } = await listAnomalies(taken!.memory, 'astro-pi-iss', { kind: 'STUCK' });
    expect(anomalies).toEqual([]);
  });
});

describe.runIf(hasRealData)(
  'the Astro Pi on a desk (skipped only where HOWSHIP_DATA is absent)',
  async () => {
    const file = 'astro_pi_data_20150824_085954.csv.gz';
    const taken = hasRealData ? await takenIn('astro-pi-ground', 'ground.yaml', file) : null;
    const headers =
      'temp_cpu,temp_h,temp_p,humidity,pressure,pitch,roll,yaw,mag_x,mag_y,mag_z,accel_x,accel_y,accel_z,gyro_x,gyro_y,gyro_z,reset';
    const cells =
      taken && naiveColumns(gunzipSync(realFile(`astro-pi/${file}`)).toString(), headers.split(','));

    it('accepts each of its 442,872 values', () => {
      expectAllTaken(taken!.receipt, cells!, { rows: 24_604, values: 442_872 });
    });

    it.each([
      ['temperature', 'temp_h', 1, 0],
      ['temperature@pressure-sensor', 'temp_p', 1, 0],
      ['cpu-temperature', 'temp_cpu', 1, 273.15],
      ['pressure', 'pressure', 0.1, 0],
      ['acceleration-z', 'accel_z', 1, 0],
      ['magnetic-x', 'mag_x', 1, 0],
    ])('gives back the mean of %s, in the unit of the channel', async (channel, header, scale, offset) => {
      const { n, mean } = await taken!.sumOf('DESK', channel);
      expect(n).toBe(24_604);
      expect(mean).toBeCloseTo(meanOf(cells!.numbers[header]!) * scale + offset, 7);
    });
  },
);
