import { describe, expect, it } from 'vitest';
import type { UpkeepTask } from '../../../../shared/domain/upkeep/upkeep-record.ts';
import { hashArchive } from '../../../../shared/usecases/answer/hash-archive.ts';
import { queryTelemetry } from '../../../../shared/usecases/answer/query-telemetry.ts';
import { listReceipts, showReceipt } from '../../../../shared/usecases/answer/show-receipt.ts';
import { rereadDownlink } from '../../../../shared/usecases/arrive/reread-downlink.ts';
import { withdrawDownlink } from '../../../../shared/usecases/arrive/withdraw-downlink.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { showUpkeep, startUpkeep } from '../../../../shared/usecases/upkeep/start-upkeep.ts';
import { type MemoryPorts, memoryPorts } from '../../../support/memory-ports.ts';
import { padDefinition, padHeader, padRecords } from '../../../support/pad-files.ts';
import { hasRealData, realFile } from '../../../support/real-data.ts';
import { settleAll, upload } from '../../../support/run-stack.ts';

const E = 'iss';
const RECORDS = { 'a.pad': padRecords(30) };
const HEADER = { 'a.pad.header': padHeader({ file: 'a.pad' }) };
type Files = Readonly<Record<string, Uint8Array>>;

async function came(...steps: readonly Files[]) {
  const ports = memoryPorts();
  await applyExperiment(ports, E, padDefinition());
  const ids = new Map<string, string>();
  for (const files of steps) {
    for (const [name, bytes] of Object.entries(files)) ids.set(name, await upload(ports, E, name, bytes));
    await settleAll(ports);
  }
  return { ports, id: (name: string) => ids.get(name)! };
}
const states = async (ports: MemoryPorts) =>
  Object.fromEntries(
    (await listReceipts(ports, E)).downlinks.map(({ fileName, state }) => [fileName, state]),
  );
const points = async (ports: MemoryPorts) =>
  (await queryTelemetry(ports, E, { unit: 'LAB', channel: 'gx' })).points;

describe('records and their header as two files', () => {
  it('are read whichever comes first, together or apart, and say the same', async () => {
    const orders = [
      [{ ...RECORDS, ...HEADER }],
      [{ ...HEADER, ...RECORDS }],
      [RECORDS, HEADER],
      [HEADER, RECORDS],
    ];
    const told = [];
    for (const order of orders) {
      const { ports, id } = await came(...order);
      expect(await states(ports)).toEqual({ 'a.pad': 'INGESTED', 'a.pad.header': 'INGESTED' });
      const receipt = await showReceipt(ports, E, id('a.pad'));
      expect(receipt.counts).toMatchObject({ rows: 30, samples: 90, accepted: 90, rejected: 0 });
      told.push(await points(ports));
    }
    expect(told[0]).toHaveLength(30);
    expect(told[0]?.[0]?.t).toBe('2014-10-22T09:36:36.500Z');
    for (const one of told) expect(one).toEqual(told[0]);
  });

  it('wait for each other, and the receipts say for what', async () => {
    const { ports, id } = await came(RECORDS, { 'b.pad.header': padHeader() });
    const records = await showReceipt(ports, E, id('a.pad'));
    expect([records.state, records.error?.code]).toEqual(['REFUSED', 'sams.header-awaited']);
    expect(records.verdict).toEqual([
      'In: nothing yet. The records wait for their header: expected records with their header, got records alone: they are read once a file of their name and .header has come.',
      'Missing: everything in this file. The uploaded bytes are kept.',
      'Request again: nothing of this file. Request its header, if that is not on its way.',
      'Worse: nothing. A file that waits changes no answer.',
      'Do: upload the header file (the name of this file plus .header); then this file is read automatically.',
    ]);
    const header = await showReceipt(ports, E, id('b.pad.header'));
    expect(header).toMatchObject({
      ...{ state: 'INGESTED', counts: { rows: 0, samples: 0 } },
      warnings: [
        {
          code: 'sams.header',
          message:
            'a header of the sensor 121f03, of 10 Hz from 2014-10-22T09:36:36.500Z on: its records are read with it once both are here',
        },
      ],
    });
    expect(await points(ports)).toEqual([]);
  });

  it('that do not fit are refused, and read once the right header stands alone', async () => {
    const wrong = { 'a.pad.header': padHeader({ rate: 500 }) };
    const { ports, id } = await came(wrong, RECORDS);
    expect((await showReceipt(ports, E, id('a.pad'))).error).toMatchObject({
      code: 'sams.fit',
      message: 'the header says 500 Hz, and its records are 10 Hz: it is that of another file',
    });
    const right = await upload(ports, E, 'a.pad.header', padHeader());
    await settleAll(ports);
    await rereadDownlink(ports, { experiment: E, downlink: id('a.pad') }, 'ada');
    await settleAll(ports);
    expect((await showReceipt(ports, E, id('a.pad'))).error?.code).toBe('sams.headers-differ');
    const by = { by: 'ada', reason: 'of another sensor' };
    await withdrawDownlink(ports, { experiment: E, downlink: id('a.pad.header') }, by);
    await settleAll(ports);
    await rereadDownlink(ports, { experiment: E, downlink: id('a.pad') }, 'ada');
    await settleAll(ports);
    expect((await showReceipt(ports, E, id('a.pad'))).state).toBe('INGESTED');
    expect((await showReceipt(ports, E, right)).state).toBe('INGESTED');
  });

  it('stay as they were read where the header is withdrawn, and say so where they are read again', async () => {
    const { ports, id } = await came(HEADER, RECORDS);
    const by = { by: 'ada', reason: 'sent twice' };
    await withdrawDownlink(ports, { experiment: E, downlink: id('a.pad.header') }, by);
    await settleAll(ports);
    expect(await points(ports)).toHaveLength(30);
    await rereadDownlink(ports, { experiment: E, downlink: id('a.pad') }, 'ada');
    await settleAll(ports);
    const { state, rereading } = await showReceipt(ports, E, id('a.pad'));
    expect([state, rereading?.error?.code]).toEqual(['INGESTED', 'sams.header-awaited']);
    expect(await points(ports)).toHaveLength(30);
  });

  it('are verified with the header that they were read with, and come back from the raw bucket alone', async () => {
    for (const order of [
      [RECORDS, HEADER],
      [HEADER, RECORDS],
    ]) {
      const { ports: lost } = await came(...order);
      const upkeep = async (ports: MemoryPorts, task: UpkeepTask) => {
        await startUpkeep(ports, E, task, 'ada');
        await settleAll(ports);
        return showUpkeep(ports, E, task);
      };
      expect((await upkeep(lost, 'VERIFY')).differs).toEqual([]);
      const { raw, kept, uploads, clock } = lost;
      const ports = { ...memoryPorts(), raw, kept, uploads, clock };
      expect((await upkeep(ports, 'REBUILD')).differing).toBe(0);
      expect(await states(ports)).toEqual({ 'a.pad': 'INGESTED', 'a.pad.header': 'INGESTED' });
      expect(await points(ports)).toEqual(await points(lost));
      expect(await hashArchive(ports, E)).toEqual(await hashArchive(lost, E));
    }
  });

  it('that never end, or are none, are refused in bounded memory', async () => {
    const { ports, id } = await came({ 'a.pad.header': Buffer.alloc(200_000, '<a>') });
    expect((await showReceipt(ports, E, id('a.pad.header'))).state).toBe('REFUSED');
    const half = await came(HEADER, { 'a.pad': padRecords(3).subarray(0, 40) });
    expect((await showReceipt(half.ports, E, half.id('a.pad'))).error).toMatchObject({
      ...{ code: 'sams.records', message: expect.stringContaining('got 40 bytes: the file breaks off') },
    });
  });

  it.skipIf(!hasRealData)('of the station are read as they come', async () => {
    const name = 'first4189records.pad';
    const { ports, id } = await came(
      { [name]: realFile(`sams-pad/${name}`) },
      { [`${name}.header`]: realFile(`sams-pad/${name}.header`) },
    );
    const { counts, warnings } = await showReceipt(ports, E, id(name));
    expect(counts).toMatchObject({ rows: 4189, samples: 3 * 4189, accepted: 3 * 4189 });
    expect(warnings[0]?.message).toMatch(
      /^the first 0\.33 s rise to 342 µg and nothing later above 96\.2 µg/,
    );
  });
});
