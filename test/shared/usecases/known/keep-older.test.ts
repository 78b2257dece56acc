import { expect, it } from 'vitest';
import { type ReceiptRecord, receiptKey, receiptKind } from '../../../../shared/domain/downlink/receipt.ts';
import { experimentKey, experimentKind } from '../../../../shared/domain/experiment/experiment-record.ts';
import { keepOlder } from '../../../../shared/usecases/known/keep-older.ts';
import { loadRecord } from '../../../../shared/usecases/known/load-experiment.ts';
import { update } from '../../../../shared/usecases/known/update.ts';
import { watch } from '../../../../shared/usecases/watch.ts';
import { twinsApi } from '../../../support/api.ts';
import type { MemoryPorts } from '../../../support/memory-ports.ts';

const E = 'twins';

/** As a version left it that kept nothing, with so many downlinks more. */
async function olderTable(more = 0): Promise<MemoryPorts> {
  const { ports } = await twinsApi();
  const older = (receipt: ReceiptRecord) => ({ ...receipt, announcedUnder: null });
  const { item } = (await ports.catalogue.get(receiptKind, receiptKey(E, 'd000001')))!;
  for (const id of ['d000001', 'd000002'])
    await update(ports, receiptKind, receiptKey(E, id), (receipt) => older(receipt!));
  for (let i = 0; i < more; i++) {
    const id = `e${String(i).padStart(4, '0')}`;
    await ports.catalogue.put(receiptKind, receiptKey(E, id), older({ ...item, id }), null);
  }
  await update(ports, experimentKind, experimentKey(E), (record) => ({ ...record!, keptUpTo: '' }));
  ports.kept.objects.clear();
  return ports;
}

it('a table of before anything was kept is written out by watch, once', async () => {
  const ports = await olderTable();
  await watch(ports);
  expect([...ports.kept.objects.keys()].map((name) => name.replace(/[0-9a-f]{64}$/, '…')).sort()).toEqual([
    'twins/DEFINITION/…',
    'twins/DOWNLINK/d000001',
    'twins/DOWNLINK/d000002',
    'twins/EXPERIMENTS',
  ]);
  expect((await loadRecord(ports, E)).keptUpTo).toBeNull();
  ports.kept.objects.clear();
  await watch(ports);
  expect(ports.kept.objects.size).toBe(0);
});

it('of more than one run writes, the next goes on where it ended', async () => {
  const ports = await olderTable(520);
  await keepOlder(ports, await loadRecord(ports, E));
  expect((await loadRecord(ports, E)).keptUpTo).toMatch(/^DOWNLINK#e/);
  expect(ports.kept.objects.size).toBeLessThan(520);
  await keepOlder(ports, await loadRecord(ports, E));
  expect((await loadRecord(ports, E)).keptUpTo).toBeNull();
  expect(ports.kept.objects.size).toBe(520 + 2 + 2);
});
