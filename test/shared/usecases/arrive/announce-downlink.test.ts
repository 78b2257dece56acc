import { describe, expect, it } from 'vitest';
import { announceDownlink } from '../../../../shared/usecases/arrive/announce-downlink.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { memoryPorts } from '../../../support/memory-ports.ts';

const DEFINITION = `
id: formats
arms: [{ id: flight, kind: SPACEFLIGHT }]
units: [{ id: FU1, arm: flight }]
channels: [{ id: temperature, unit: Cel, period: PT1M }]
sources:
  - { id: table, match: "*.csv", time: { column: t }, columns: { T: { unit: FU1, channel: temperature } } }
  - { id: objects, match: "*.ndjson", format: ndjson, time: { column: t }, columns: { T: { unit: FU1, channel: temperature } } }
`;

async function announced(request: { fileName: string; format?: string; source?: string }) {
  const memory = memoryPorts();
  await applyExperiment(memory, 'formats', DEFINITION);
  return announceDownlink(memory, 'formats', { bytes: 10, ...request }, 'tester');
}

describe('a downlink that names its format', () => {
  it.each([
    { fileName: 'a.csv', format: 'csv' },
    { fileName: 'a.ndjson', format: 'ndjson' },
    { fileName: 'a.ndjson' },
    { fileName: 'a.txt', source: 'objects', format: 'ndjson' },
  ])('%o is opened where its source reads that format', async (request) => {
    expect(await announced(request)).toMatchObject({ state: 'AWAITING_UPLOAD', fileName: request.fileName });
  });

  it.each([
    [{ fileName: 'a.csv', format: 'ndjson' }, '"ndjson", but the source table, which reads it, reads csv'],
    [{ fileName: 'a.ndjson', format: 'csv' }, '"csv", but the source objects, which reads it, reads ndjson'],
    [{ fileName: 'a.csv', format: 'pit-table' }, '"pit-table", but the source table'],
  ])('%o is refused where it reads another', async (request, says) => {
    await expect(announced(request)).rejects.toMatchObject({
      code: 'downlink.format-unsupported',
      place: { field: 'format' },
      message: expect.stringContaining(says),
    });
  });

  it('is refused for want of a source before anything else', async () => {
    await expect(announced({ fileName: 'a.parquet', format: 'parquet' })).rejects.toMatchObject({
      code: 'source.none',
    });
  });
});
