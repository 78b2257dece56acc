import { beforeEach, describe, expect, it } from 'vitest';
import type { ReceiptOnWire } from '../../../../shared/contract/downlinks.ts';
import { rawKey } from '../../../../shared/domain/archive/keys.ts';
import { listRefusedDrops } from '../../../../shared/usecases/answer/list-refused-drops.ts';
import { listReceipts } from '../../../../shared/usecases/answer/show-receipt.ts';
import { rereadDownlink } from '../../../../shared/usecases/arrive/reread-downlink.ts';
import { withdrawDownlink } from '../../../../shared/usecases/arrive/withdraw-downlink.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { healDerived } from '../../../../shared/usecases/judge/heal-derived.ts';
import { watch } from '../../../../shared/usecases/watch.ts';
import { type MemoryPorts, memoryPorts } from '../../../support/memory-ports.ts';
import { settleAll, upload } from '../../../support/run-stack.ts';
import { TWIN_DEFINITION, twinFiles } from '../../../support/twin-experiment.ts';

const AT = '2026-03-19T12:00:00.000Z';
const { flight, ground } = twinFiles();
let ports: MemoryPorts;

beforeEach(async () => {
  ports = memoryPorts();
  await applyExperiment(ports, 'twins', TWIN_DEFINITION);
});

/** Puts it there, and S3 tells of it. */
async function drop(key: string, content: string | Uint8Array, at = AT): Promise<void> {
  await ports.queues.drop.send(ports.drop.put(key, content, at));
  await settleAll(ports);
}

async function sweep(): Promise<void> {
  ports.clock.advance(3601);
  await watch(ports);
  await settleAll(ports);
}

const receipts = async (): Promise<readonly ReceiptOnWire[]> =>
  (await listReceipts(ports, 'twins')).downlinks;
const refused = async () =>
  (await listRefusedDrops(ports, () => true)).refused.map(({ key, code, message }) => ({
    key,
    code,
    message,
  }));

/** But for what is of the moment and the way it came. */
function asTold({
  id: _,
  createdAt: _at,
  ingestedAt: _in,
  createdBy: _who,
  dropped: _by,
  verdict,
  ...told
}: ReceiptOnWire) {
  return { ...told, verdict: verdict.map((line) => line.replace(/[\da-z]{9}-[\da-f]{12}|d\d{6}/g, 'ID')) };
}

describe('a dropped file', () => {
  it('has the receipt of an upload, but for how it came', async () => {
    await upload(ports, 'twins', 'fu1.csv', flight);
    await settleAll(ports);
    const [uploaded] = await receipts();
    ports = memoryPorts();
    await applyExperiment(ports, 'twins', TWIN_DEFINITION);
    await drop('drop/twins/pass 7/fu1.csv', flight);
    const [dropped] = await receipts();
    expect(asTold(dropped!)).toEqual(asTold(uploaded!));
    expect(dropped).toMatchObject({
      ...{ state: 'INGESTED', fileName: 'fu1.csv', createdAt: '2026-03-19T12:00:00Z', createdBy: 'drop' },
      dropped: { key: 'drop/twins/pass 7/fu1.csv', version: 'w1' },
    });
    expect(Buffer.from(ports.raw.objects.get(rawKey('twins', dropped!.id))!).toString()).toBe(flight);
    expect(ports.drop.objects).toHaveLength(1);
  });

  it('is a repetition of an upload of the same bytes, and an upload of it', async () => {
    await upload(ports, 'twins', 'fu1.csv', flight);
    await settleAll(ports);
    await drop('drop/twins/fu1.csv', flight, '2026-03-20T00:10:00Z');
    await drop('drop/twins/gu1.csv', ground);
    await upload(ports, 'twins', 'gu1.csv', ground);
    await settleAll(ports);
    const all = await receipts();
    const original = (name: string) =>
      all.find((one) => one.fileName === name && one.duplicateOf === undefined);
    for (const name of ['fu1.csv', 'gu1.csv']) {
      const again = all.find((one) => one.fileName === name && one.duplicateOf !== undefined);
      expect(again?.duplicateOf).toBe(original(name)?.id);
    }
  });

  it('is taken in once, however often and late S3 tells of it, and stays', async () => {
    const first = ports.drop.put('drop/twins/fu1.csv', flight, AT);
    const second = ports.drop.put('drop/twins/gu1.csv', ground, AT);
    for (const told of [second, first, first, second, first]) await ports.queues.drop.send(told);
    await settleAll(ports);
    await ports.queues.drop.send(first);
    await sweep();
    expect((await receipts()).map(({ fileName, state }) => `${fileName} ${state}`).sort()).toEqual([
      'fu1.csv INGESTED',
      'gu1.csv INGESTED',
    ]);
    expect(ports.drop.objects).toHaveLength(2);
  });

  it('is another one where other bytes come under its key, also when S3 tells of both after', async () => {
    const first = ports.drop.put('drop/twins/fu1.csv', flight, AT);
    const second = ports.drop.put('drop/twins/fu1.csv', `${flight}2026-03-01T11:00:00Z,37.00,85.0\n`, AT);
    for (const told of [second, first]) await ports.queues.drop.send(told);
    await settleAll(ports);
    const all = await receipts();
    expect(all.map(({ state, counts }) => [state, counts.samples]).sort()).toEqual([
      ['INGESTED', 600],
      ['INGESTED', 602],
    ]);
  });

  it('is found where S3 never told of it, page by page, also one that was replaced since', async () => {
    ports.drop.pageOf = 1;
    ports.drop.put('drop/twins/fu1.csv', 't,temp,rh\n2026-03-01T06:00:00Z,37.00,85.0\n', AT);
    ports.drop.put('drop/twins/fu1.csv', flight, AT);
    ports.drop.put('drop/twins/gu1.csv', ground, AT);
    await sweep();
    expect((await receipts()).map(({ counts }) => counts.samples).sort()).toEqual([2, 600, 600]);
  });

  it('is not taken in by a sweep once its owner has deleted it, but by its notification', async () => {
    ports.drop.put('drop/twins/fu1.csv', flight, AT);
    ports.drop.delete('drop/twins/fu1.csv');
    const told = ports.drop.put('drop/twins/gu1.csv', ground, AT);
    ports.drop.delete('drop/twins/gu1.csv');
    await sweep();
    expect(await receipts()).toEqual([]);
    await ports.queues.drop.send(told);
    await settleAll(ports);
    expect((await receipts()).map(({ fileName, state }) => [fileName, state])).toEqual([
      ['gu1.csv', 'INGESTED'],
    ]);
  });

  it('stays withdrawn where somebody withdrew it, whatever S3 tells', async () => {
    const told = ports.drop.put('drop/twins/fu1.csv', flight, AT);
    await ports.queues.drop.send(told);
    await settleAll(ports);
    const [{ id }] = (await receipts()) as [ReceiptOnWire];
    await withdrawDownlink(ports, { experiment: 'twins', downlink: id }, { by: 'test', reason: 'wrong' });
    await settleAll(ports);
    await ports.queues.drop.send(told);
    await sweep();
    expect((await receipts()).map(({ state }) => state)).toEqual(['WITHDRAWN']);
  });
});

describe('a dropped file that does not fit', () => {
  it.each([
    ['drop/twins/letter.txt', 'hello', 'source.none'],
    ['drop/twins/fu1-empty.csv', '', 'file.empty'],
    ['drop/twins/fu1+%41 ü.csv', '\u0000\u0001', 'file.binary'],
  ])('has a receipt that is REFUSED: %s', async (key, content, code) => {
    await drop(key, content);
    await sweep();
    const [receipt, ...others] = await receipts();
    expect(others).toEqual([]);
    expect(receipt).toMatchObject({ state: 'REFUSED', fileName: key.split('/').at(-1), error: { code } });
    expect(await refused()).toEqual([]);
  });

  it('is REFUSED before it is copied where it is over the bound', async () => {
    const told = ports.drop.put('drop/twins/fu1.csv', 'x', AT);
    const look = ports.drop.look.bind(ports.drop);
    ports.drop.look = async (object) => ({ ...(await look(object))!, bytes: 5 * 1024 ** 3 + 1 });
    await ports.queues.drop.send(told);
    await settleAll(ports);
    const [receipt] = await receipts();
    expect(receipt).toMatchObject({ state: 'REFUSED', error: { code: 'downlink.too-large' } });
    expect(ports.raw.objects.size).toBe(0);
    await expect(
      rereadDownlink(ports, { experiment: 'twins', downlink: receipt!.id }, 'test'),
    ).rejects.toMatchObject({ code: 'downlink.file-missing' });
    await ports.queues.drop.send(told);
    await settleAll(ports);
    expect(await receipts()).toHaveLength(1);
  });

  it('is named where it belongs to no experiment, once, until it is deleted or replaced', async () => {
    await drop('drop/fu1.csv', flight);
    await drop('drop/twins/../fu1.csv', flight);
    await drop('drop/twinz/fu1.csv', flight);
    await drop('drop/twins/', '');
    expect(await refused()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ key: 'drop/fu1.csv', code: 'drop.no-experiment' }),
        expect.objectContaining({ key: 'drop/twins/../fu1.csv', code: 'drop.odd-key' }),
        {
          key: 'drop/twinz/fu1.csv',
          code: 'experiment.unknown',
          message: expect.stringContaining('did you mean "twins"?'),
        },
      ]),
    );
    expect(await refused()).toHaveLength(3);
    ports.drop.delete('drop/fu1.csv');
    await sweep();
    await sweep();
    expect((await refused()).map(({ key }) => key).sort()).toEqual([
      'drop/twins/../fu1.csv',
      'drop/twinz/fu1.csv',
    ]);
    expect(await receipts()).toEqual([]);
  });

  it('is taken in once its experiment is there, within the next run of watch', async () => {
    const later = TWIN_DEFINITION.replace('id: twins', 'id: later');
    await watch(ports);
    await drop('drop/later/fu1.csv', flight);
    expect((await refused()).map(({ code }) => code)).toEqual(['experiment.unknown']);
    await applyExperiment(ports, 'later', later);
    ports.clock.advance(180);
    await watch(ports);
    await settleAll(ports);
    const { downlinks } = await listReceipts(ports, 'later');
    expect(downlinks.map(({ state }) => state)).toEqual(['INGESTED']);
    expect(await refused()).toEqual([]);
  });

  it('is named where it was deleted for good before it was read, and not where that was after', async () => {
    const gone = ports.drop.put('drop/twins/fu1.csv', flight, AT);
    ports.drop.deleteVersion({ key: 'drop/twins/fu1.csv', version: 'w1' });
    await ports.queues.drop.send(gone);
    const taken = ports.drop.put('drop/twins/gu1.csv', ground, AT);
    await ports.queues.drop.send(taken);
    await settleAll(ports);
    ports.drop.deleteVersion({ key: 'drop/twins/gu1.csv', version: 'w2' });
    await ports.queues.drop.send(taken);
    await sweep();
    expect(await refused()).toMatchObject([{ key: 'drop/twins/fu1.csv', code: 'drop.gone' }]);
    await drop('drop/twins/fu1.csv', flight);
    await sweep();
    expect(await refused()).toEqual([]);
  });
});

it('says that what is refused is not all known where the record of it was damaged, until the drop is looked through again', async () => {
  await drop('drop/nobody/fu1.csv', flight);
  await sweep();
  const before = await listRefusedDrops(ports, () => true);
  expect([before.refused.length, typeof before.lookedThroughAt]).toEqual([1, 'string']);
  for (const { partition, sort } of recordsOfDrop())
    expect([sort, await healDerived(ports, `${partition}/${sort}`)]).toEqual([sort, true]);
  expect(await listRefusedDrops(ports, () => true)).toEqual({
    refused: [],
    more: false,
    lookedThroughAt: null,
  });
  await watch(ports);
  await settleAll(ports);
  const { refused: again, lookedThroughAt } = await listRefusedDrops(ports, () => true);
  expect([again, typeof lookedThroughAt]).toEqual([before.refused, 'string']);
});

const recordsOfDrop = () =>
  [...(ports.catalogue.partitions.get('DROP')?.keys() ?? [])].map((sort) => ({ partition: 'DROP', sort }));
