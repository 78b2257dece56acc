/** The lists of what was merged into compacted entries, as they are kept and as they are found out where none was kept. */
import { mergedListKey } from '../../domain/archive/keys.ts';
import type { HeadRecord } from '../../domain/bucket/head.ts';
import { type MergedEntry, type MergedList, NOTHING_MERGED } from '../../domain/bucket/merged-list.ts';
import { byText } from '../../domain/by-text.ts';
import { DOWNLINK, isIngested, type ReceiptRecord, receiptKind } from '../../domain/downlink/receipt.ts';
import { sortKey } from '../../domain/kind.ts';
import { orBadBytes } from '../../formats/checked/bad-bytes.ts';
import { sha256 } from '../../formats/digest.ts';
import { decodeMergedList, encodeMergedList } from '../../formats/merged-list.ts';
import type { Ports } from '../../ports.ts';
import { intact } from '../known/intact.ts';
import type { BucketAddress } from './bucket-address.ts';

/** What was merged into the head's compacted entry, as far as it was written down; nothing where there is none. Fails with `Damaged`. */
export async function mergedListOf(ports: Ports, { entries }: HeadRecord): Promise<MergedList> {
  const compacted = entries.find(({ downlink }) => downlink === null);
  if (compacted === undefined) return NOTHING_MERGED;
  if (compacted.merged === undefined) return { ...NOTHING_MERGED, isWhole: false };
  const { merged } = compacted;
  return intact(merged, async () => {
    const bytes = await ports.archive.read(merged);
    return orBadBytes('the list', () => decodeMergedList(bytes));
  });
}

/** Keeps the list and gives its key. */
export async function keepMergedList(
  ports: Ports,
  { experiment, unit, bucket }: BucketAddress,
  list: MergedList,
): Promise<string> {
  const bytes = encodeMergedList(list);
  const key = mergedListKey(experiment, unit, bucket, sha256(bytes).slice(0, 32));
  await ports.archive.put(key, bytes, 'application/gzip');
  return key;
}

/**
 * The list with everything that was merged: what an older version merged without one is found by the receipts that name
 * the bucket and have no entry there. Read after the head: who is not in it, and is in force, was merged before.
 */
export async function wholeListOf(ports: Ports, at: BucketAddress, head: HeadRecord): Promise<MergedList> {
  const list = await mergedListOf(ports, head);
  if (list.isWhole) return list;
  const known = new Set([...head.entries, ...list.entries].map(({ downlink }) => downlink));
  const older: ReceiptRecord[] = [];
  for await (const { item } of ports.catalogue.list(receiptKind, at.experiment, sortKey(DOWNLINK, ''))) {
    if (mayHaveEntry(item) && !known.has(item.id) && touchOf(item, at) !== undefined) older.push(item);
  }
  older.sort((a, b) => (a.ingestedAt ?? 0) - (b.ingestedAt ?? 0) || byText(a.id, b.id));
  const entries = older.map((receipt) => unlistedEntry(receipt, at));
  return { ...list, isWhole: true, entries: [...entries, ...list.entries] };
}

/** One that was withdrawn has its entries until that is done, and names no bucket any more afterwards. */
function mayHaveEntry({ state, duplicateOf }: ReceiptRecord): boolean {
  return duplicateOf === null && (isIngested(state) || state === 'WITHDRAWN');
}

function touchOf({ touched }: ReceiptRecord, { generation, unit, bucket }: BucketAddress) {
  return touched.find((one) => one.generation === generation && one.unit === unit && one.bucket === bucket);
}

function unlistedEntry(receipt: ReceiptRecord, at: BucketAddress): MergedEntry {
  const ranges = receipt.ranges.filter(({ unit }) => unit === at.unit);
  return {
    downlink: receipt.id,
    attempt: receipt.attempt,
    segments: [],
    counts: touchOf(receipt, at)!.counts,
    repeated: 0,
    visible: true,
    ...(receipt.readingRevision !== null && { readings: [receipt.readingRevision] }),
    unlisted: {
      from: Math.min(...ranges.map(({ from }) => from)),
      to: Math.max(...ranges.map(({ to }) => to)),
    },
  };
}
