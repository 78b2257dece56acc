import {
  DOWNLINK,
  digestKey,
  digestKind,
  isOriginalOf,
  knownBytes,
  type ReceiptRecord,
  receiptKind,
} from '../../domain/downlink/receipt.ts';
import { type Key, sortKey } from '../../domain/kind.ts';
import type { Ports } from '../../ports.ts';

/**
 * Notes again which downlink brought the bytes that a lost digest is named by, from the receipts. Nothing where none that
 * is in force did: the next that brings them is the first.
 */
export async function digestAgain(ports: Ports, key: Key): Promise<void> {
  for await (const { item } of ports.catalogue.list(receiptKind, key.partition, sortKey(DOWNLINK, ''))) {
    if (!isOriginalOf(item, item) || !isOf(item, key)) continue;
    await ports.catalogue.put(digestKind, key, { downlink: item.id }, null);
    return;
  }
}

function isOf(receipt: ReceiptRecord, { partition, sort }: Key): boolean {
  const bytes = knownBytes(receipt);
  return bytes !== null && digestKey(partition, bytes).sort === sort;
}
