import { describe, expect, it } from 'vitest';
import { showReceipt } from '../../../../shared/usecases/answer/show-receipt.ts';
import { announceDownlink } from '../../../../shared/usecases/arrive/announce-downlink.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { ARMS_EXPERIMENT, armsDocument, armsPorts } from '../../../support/arms-experiment.ts';
import { memoryPorts } from '../../../support/memory-ports.ts';
import { pitAssay } from '../../../support/pit-files.ts';
import { imageAssay } from '../../../support/pit-images.ts';
import { twinsDefined } from '../../../support/twins-in.ts';

const FILE = { fileName: 'fu1.csv', bytes: 1000 };

describe('an announcement', () => {
  it('opens a receipt that waits for its file, with a link for an hour, and asks nothing of anybody', async () => {
    const memory = await twinsDefined();
    const receipt = await announceDownlink(memory, 'twins', FILE, 'ada');
    expect(receipt).toMatchObject({ state: 'AWAITING_UPLOAD', fileName: 'fu1.csv' });
    expect(receipt.upload).toMatchObject({ method: 'PUT', url: `memory:raw/twins/${receipt.id}` });
    const { upload: _link, ...shown } = receipt;
    expect(await showReceipt(memory, 'twins', receipt.id)).toMatchObject({
      ...shown,
      verdict: expect.any(Array),
    });
    expect(memory.queues.ingest.hints).toEqual([]);
  });

  it('of a dry run opens no receipt of the archive', async () => {
    const memory = await twinsDefined();
    const trial = await announceDownlink(memory, 'twins', { ...FILE, dryRun: true }, 'ada');
    expect(trial.dryRun).toBe(true);
    await expect(showReceipt(memory, 'twins', trial.id)).rejects.toMatchObject({ code: 'downlink.unknown' });
  });

  it('above 100 MiB is answered with a link a part', async () => {
    const memory = await twinsDefined();
    const { upload } = await announceDownlink(memory, 'twins', { ...FILE, bytes: 200 * 1024 ** 2 }, 'ada');
    expect(upload).toMatchObject({ parts: [{ part: 1 }, { part: 2 }, { part: 3 }, { part: 4 }] });
  });

  it.each([
    ['no experiment has', 'other', FILE, 'experiment.unknown'],
    ['no source reads', 'twins', { ...FILE, fileName: 'xu1.csv' }, 'source.none'],
    [
      'is of another format than its source',
      'twins',
      { ...FILE, format: 'ndjson' as const },
      'downlink.format-unsupported',
    ],
    ['is too large', 'twins', { ...FILE, bytes: 6 * 1024 ** 3 }, 'downlink.too-large'],
  ])('is refused for what %s', async (_, experiment, request, code) => {
    const memory = await twinsDefined();
    await expect(announceDownlink(memory, experiment, request, 'ada')).rejects.toMatchObject({ code });
  });
});

describe('a file of an assay', () => {
  const arms = () =>
    armsPorts(
      armsDocument({ assays: [imageAssay({ masks: { match: '*-mask.png' } }), pitAssay({ id: 'tables' })] }),
      {},
    );

  it.each([
    ['F1-S1.tif', 'image.too-large'],
    ['F1-S1-mask.png.gz', 'image.too-large'],
    ['a_pits.csv', 'assay.too-large'],
  ])('%s of 1.1 GB is refused before it is uploaded', async (fileName, code) => {
    const ports = await arms();
    const request = { fileName, bytes: 1_100_000_000 };
    await expect(announceDownlink(ports, ARMS_EXPERIMENT, request, 'ada')).rejects.toMatchObject({ code });
    await expect(
      announceDownlink(ports, ARMS_EXPERIMENT, { ...request, bytes: 200_000_000 }, 'ada'),
    ).resolves.toMatchObject({ state: 'AWAITING_UPLOAD' });
  });
});

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
});
