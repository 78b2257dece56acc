import { describe, expect, it } from 'vitest';
import { parseDeclaration } from '../../../../shared/domain/downlink/declaration.ts';
import { type ReceiptRecord, receiptKey, receiptKind } from '../../../../shared/domain/downlink/receipt.ts';
import { keptName } from '../../../../shared/domain/kept/kept-name.ts';
import { decodeKept } from '../../../../shared/formats/kept-item.ts';
import { recordEvents } from '../../../../shared/usecases/define/record-events.ts';
import { update } from '../../../../shared/usecases/known/update.ts';
import { twinsApi } from '../../../support/api.ts';
import { hooked } from '../../../support/hooked-ports.ts';
import type { MemoryPorts } from '../../../support/memory-ports.ts';
import { settleAll, upload } from '../../../support/run-stack.ts';

const E = 'twins';
const OTHER: Partial<ReceiptRecord> = { readingRevision: 'another' };

/** What is kept of a receipt; undefined where no object was ever written. */
async function keptReceipt({ kept }: MemoryPorts, id = 'd000001'): Promise<unknown> {
  const bytes = kept.objects.get(keptName(receiptKey(E, id)));
  return bytes === undefined ? undefined : decodeKept(bytes).item;
}

const change = ({ catalogue, ...ports }: MemoryPorts, to: Partial<ReceiptRecord>) =>
  update({ catalogue, ...ports }, receiptKind, receiptKey(E, 'd000001'), (receipt) => ({
    ...receipt!,
    ...to,
  }));

describe('beside the raw files is kept', () => {
  it('what people said, and of a file that was read as it was announced its declaration with the file', async () => {
    const { ports } = await twinsApi();
    const event = {
      name: 'hatch',
      unit: 'FU1',
      at: '2026-03-01T06:30:00Z',
      accuracy: 'PT1S',
      source: 'crew',
    };
    await recordEvents(ports, E, [event], 'ada');
    const names = await Array.fromAsync(ports.kept.names(`${E}/`));
    expect(names.map((name) => name.replace(/[0-9a-f]{16,64}$/, '…'))).toEqual([
      'twins/DEFINITION/…',
      'twins/EVENT/…',
      'twins/EXPERIMENTS',
    ]);
    const [first] = await Array.fromAsync(ports.kept.files(E));
    const { item } = (await ports.catalogue.get(receiptKind, receiptKey(E, 'd000001')))!;
    expect(first!.downlink).toBe('d000001');
    expect(parseDeclaration(first!.declared)).toEqual({
      ...{ fileName: 'fu1.csv', bytes: item.bytes, sha256: null, source: null },
      ...{ at: item.createdAt, by: 'test', reading: item.readingRevision },
    });
  });

  it('of a file that was refused, or read otherwise than it was announced, what became of it', async () => {
    const { ports } = await twinsApi();
    const refused = await upload(ports, E, 'fu1-b.csv', '');
    await settleAll(ports);
    expect(await keptReceipt(ports, refused)).toMatchObject({ state: 'REFUSED', fileName: 'fu1-b.csv' });
    expect(await keptReceipt(ports)).toBeUndefined();
    await change(ports, OTHER);
    expect(await keptReceipt(ports)).toMatchObject({ state: 'INGESTED', ...OTHER, touched: [], attempt: 0 });
  });

  it('nothing any more where that is over, and nothing again where only counts change', async () => {
    const { ports } = await twinsApi();
    const { readingRevision } = (await ports.catalogue.get(receiptKind, receiptKey(E, 'd000001')))!.item;
    await change(ports, OTHER);
    const before = ports.kept.objects.get('twins/DOWNLINK/d000001');
    await change(ports, { attempt: 7, due: true });
    expect(ports.kept.objects.get('twins/DOWNLINK/d000001')).toBe(before);
    await change(ports, { readingRevision });
    expect(await keptReceipt(ports)).toBeNull();
  });

  it('what stands, also where a rival was first', async () => {
    const { ports } = await twinsApi();
    const key = receiptKey(E, 'd000001');
    const named = (source: string) => (current: ReceiptRecord | null) =>
      current === null || current.source === 'mine' ? null : { ...current, ...OTHER, source };
    const rival = async () => {
      await update(ports, receiptKind, key, named('mine'));
    };
    const raced = hooked(ports, { on: 'put', when: 'before', kind: 'receipt' }, rival);
    await update(raced, receiptKind, key, named('other'));
    expect(await keptReceipt(ports)).toMatchObject({ source: 'mine' });
  });
});
