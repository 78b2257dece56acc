import {
  DOWNLINK,
  digestKey,
  digestKind,
  isOriginalOf,
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

function isOf({ sha256, source, readingRevision }: ReceiptRecord, { partition, sort }: Key): boolean {
  if (sha256 === null || source === null || readingRevision === null) return false;
  return digestKey(partition, sha256, source, readingRevision).sort === sort;
}
