import { beforeAll, describe, expect, it } from 'vitest';
import { decodeTable } from '../../../shared/formats/parquet/table.ts';
import { putDefinition, type TestApi, twinsApi } from '../../support/api.ts';
import { settleAll } from '../../support/run-stack.ts';
import { TWIN_DEFINITION } from '../../support/twin-experiment.ts';

const E = '/v1/experiments/twins';
/** Of the flight unit from the second hour on. */
const CALIBRATED = TWIN_DEFINITION.replace(
  '{ id: FU1, arm: flight,',
  `{ id: FU1, arm: flight, sensors: [{ id: T1, serial: PT-7, measures: temperature,
      calibrations: [{ from: 2026-03-01T07:00:00Z, polynomial: [0.8, 1] }] }],`,
);
const NAMED = 'FU1 T1 PT-7: polynomial from 2026-03-01T07:00:00Z';
const NONE = 'FU1 T1 PT-7: none to 2026-03-01T07:00:00Z';

let api: TestApi;
beforeAll(async () => {
  api = await twinsApi();
  expect((await putDefinition(api, CALIBRATED)).status).toBe(200);
  await settleAll(api.ports);
});

async function csvOf(path: string): Promise<string[][]> {
  const response = await api.ask(`${E}/${path}`, { headers: { Accept: 'text/csv' } });
  return (await response.text())
    .trim()
    .split('\r\n')
    .filter((line) => !line.startsWith('#'))
    .map((line) => line.split(','));
}

describe('tables name the calibration of each row', () => {
  it('of telemetry, by the time of the row', async () => {
    const minutes = 'from=2026-03-01T06:59:00Z&to=2026-03-01T07:01:00Z';
    const [header, before, after] = await csvOf(`telemetry?unit=FU1&channel=temperature&${minutes}`);
    expect(header!.slice(-3)).toEqual(['quality', 'label', 'calibration']);
    expect([before!.at(-1), after!.at(-1)]).toEqual([NONE, NAMED]);
    const [, hour] = await csvOf(
      'telemetry?unit=FU1&channel=temperature&from=2026-03-01T06:50:00Z&to=2026-03-01T07:10:00Z&maxPoints=2',
    );
    expect(hour!.at(-1)).toBe(`${NONE}; ${NAMED}`);
  });

  it('of telemetry in Parquet', async () => {
    const response = await api.ask(`${E}/telemetry?unit=FU1&channel=temperature`, {
      headers: { Accept: 'application/vnd.apache.parquet' },
    });
    expect(response.status).toBe(200);
    const { rowGroups } = decodeTable(new Uint8Array(await response.arrayBuffer()));
    expect(rowGroups[0]!.map(({ name }) => name).slice(-2)).toEqual(['label', 'calibration']);
  });

  it('of deltas and of anomalies', async () => {
    const [deltas, window] = await csvOf('deltas?pair=P1&channel=temperature');
    expect([deltas!.at(-1), window!.at(-1)]).toEqual(['calibration', `${NONE}; ${NAMED}`]);
    const [anomalies, stuck] = await csvOf('anomalies?unit=FU1');
    expect([anomalies!.at(-1), stuck!.at(-1)]).toEqual(['calibration', NAMED]);
  });

  it('and have no such column where none is declared', async () => {
    const [telemetry] = await csvOf('telemetry?unit=GU1&channel=temperature');
    const [deltas] = await csvOf('deltas?pair=P1&channel=humidity');
    const [anomalies] = await csvOf('anomalies?unit=GU1');
    expect([telemetry, deltas, anomalies].map((header) => header!.includes('calibration'))).toEqual([
      ...[false, false, false],
    ]);
  });
});
