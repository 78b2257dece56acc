/** Whether a receipt says what its file holds, and the heads hold what it says: the file is read again, and nothing written. */
import { createHash } from 'node:crypto';
import { rawKey } from '../../domain/archive/keys.ts';
import { type HeadRecord, headKey, headKind } from '../../domain/bucket/head.ts';
import { isIngested, type ReceiptRecord, receiptKey, receiptKind } from '../../domain/downlink/receipt.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { UpkeepTally } from '../../domain/upkeep/upkeep-record.ts';
import { typedCommand } from '../../domain/words/typed-command.ts';
import { sha256 } from '../../formats/digest.ts';
import { ObjectMissing, type Ports } from '../../ports.ts';
import { inspectUpload, isOtherFile } from '../arrive/inspect-upload.ts';
import { readDownlink } from '../arrive/read-downlink.ts';
import { withHeader } from '../arrive/with-header.ts';
import { mergedListOf } from '../heads/merged-list.ts';
import { loadReading } from '../known/load-reading.ts';
import { readerOfFile } from '../known/source-of-file.ts';
import { storedDigest } from './verify-object.ts';
import { verifyOnce } from './verify-once.ts';
import { verifyRecords } from './verify-records.ts';

export async function verifyReceipt(
  ports: Ports,
  tally: UpkeepTally,
  experiment: string,
  receipt: ReceiptRecord,
): Promise<void> {
  if (receipt.due) {
    tally.look('files left, pending');
    return;
  }
  const key = rawKey(experiment, receipt.id);
  try {
    if (!isIngested(receipt.state)) return await verifyUnread(ports, tally, key, receipt);
    tally.look('raw');
    const inspection = await inspectUpload(ports, key, receipt);
    if (receipt.duplicateOf !== null || receipt.readingRevision === null) return;
    await verifyReading(ports, tally, experiment, receipt, inspection);
    await verifyOnce(ports, tally, experiment, receipt);
  } catch (error) {
    if (error instanceof ObjectMissing) tally.differ(key, 'the file is gone');
    else if (error instanceof Refusal) tally.differ(key, isOtherFile(error) ? OTHER_BYTES : error.message);
    else throw error;
  }
}

const OTHER_BYTES =
  'expected the bytes that came, by their length and SHA-256, got others: what was read of them is as it was, but they cannot be read again';

/** A file that is here and in no answer: `reread` and `rebuild` need its bytes all the same. */
async function verifyUnread(
  ports: Ports,
  tally: UpkeepTally,
  key: string,
  { state, sha256: expected, error, dropped }: ReceiptRecord,
): Promise<void> {
  if (dropped?.isLeft === true) return;
  if (state !== 'WITHDRAWN' && state !== 'REFUSED' && state !== 'FAILED') return;
  tally.look('raw');
  const hash = createHash('sha256');
  for await (const chunk of ports.raw.open(key)) hash.update(chunk);
  // One that came with other bytes than declared was refused for it.
  if (expected === null || (error !== null && isOtherFile(error))) return;
  if (hash.digest('hex') !== expected) tally.differ(key, OTHER_BYTES);
}

async function verifyReading(
  ports: Ports,
  tally: UpkeepTally,
  experiment: string,
  receipt: ReceiptRecord,
  inspection: Awaited<ReturnType<typeof inspectUpload>>,
): Promise<void> {
  const { id: downlink, readingRevision, definition, createdAt, counts } = receipt;
  if (readingRevision === null) return;
  const loaded = await loadReading(ports, experiment, { readingRevision, definition });
  const reader = await readerOfFile(ports, loaded, receipt);
  if (reader.reads === 'records') return verifyRecords(ports, tally, loaded, receipt, { reader, inspection });
  const { source } = reader;
  const rejects = new Map<string, string>();
  const archive = {
    // Segments are named by their content; of rejects the digest is kept.
    put: async (key: string, bytes: Uint8Array) => {
      if (key.startsWith('rejects/')) rejects.set(key, sha256(bytes).slice(0, 32));
      return null;
    },
  };
  const hint = { experiment, downlink };
  const reading = await readDownlink(
    { raw: ports.raw, archive },
    hint,
    loaded,
    source,
    await withHeader(ports, experiment, { reader, file: receipt, isAgain: true }, inspection),
    createdAt,
  );
  tally.look('files read');
  const name = `${experiment}/DOWNLINK#${downlink}`;
  for (const figure of ['rows', 'samples', 'rejected'] as const) {
    if (reading[figure] !== counts[figure])
      tally.differ(name, `the file has ${reading[figure]} ${figure}, the receipt says ${counts[figure]}`);
  }
  const accounted = counts.accepted + counts.duplicates + counts.conflicts + counts.rejected;
  if (accounted !== counts.samples)
    tally.differ(name, `accounts for ${accounted} of ${counts.samples} samples`);
  // Of a file that was read again they stand under the name of that attempt.
  if (reading.rejects.length !== receipt.rejects.length)
    tally.differ(
      name,
      `the file has ${reading.rejects.length} lists of rejects, the receipt names ${receipt.rejects.length}`,
    );
  for (const [i, key] of receipt.rejects.entries()) {
    const digest = rejects.get(reading.rejects[i] ?? '');
    if (digest === undefined) continue;
    tally.look('rejects');
    if ((await storedDigest(ports, key)) !== digest) tally.differ(key, 'it is not what the file gives');
  }
  const { generation } = loaded;
  for (const { unit, bucket, segments } of reading.buckets) {
    const head = (await ports.catalogue.get(headKind, headKey(experiment, generation, unit, bucket)))?.item;
    const held = head === undefined ? null : await segmentsOf(ports, head, receipt);
    const read = segments.map(({ key }) => key);
    if (held === 'UNLISTED' || (held !== null && isSame(held, read))) continue;
    // Asked after the head: one that was withdrawn or read again while its file was read here is decided before it leaves.
    if (!(await isStillInForce(ports, experiment, receipt))) return tally.look('files left, pending');
    const at = `${experiment}/HEAD#g${generation}#${unit}#${bucket}`;
    const advice =
      head === undefined
        ? `${typedCommand(`reread ${downlink} -e ${experiment}`)} puts back what this file brought`
        : undefined;
    tally.differ(at, `it does not hold the segments that the file of ${downlink} gives`, advice);
  }
}

async function isStillInForce(
  ports: Ports,
  experiment: string,
  { id, attempt }: ReceiptRecord,
): Promise<boolean> {
  const now = (await ports.catalogue.get(receiptKind, receiptKey(experiment, id)))?.item;
  return now !== undefined && isIngested(now.state) && now.attempt === attempt;
}

/** Keys of what the downlink has in the head; UNLISTED where an older version merged it and wrote no list. */
async function segmentsOf(
  ports: Ports,
  head: HeadRecord,
  { id, attempt }: ReceiptRecord,
): Promise<readonly string[] | 'UNLISTED' | null> {
  const isOwn = (entry: { downlink: string | null; attempt: number }) =>
    entry.downlink === id && entry.attempt === attempt;
  const own = head.entries.find(isOwn);
  if (own !== undefined) return own.segments.map(({ key }) => key);
  const list = await mergedListOf(ports, head);
  const merged = list.entries.find(isOwn);
  if (merged === undefined) return list.isWhole ? null : 'UNLISTED';
  return merged.unlisted === undefined ? merged.segments.map(({ key }) => key) : 'UNLISTED';
}

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  JSON.stringify(a.toSorted()) === JSON.stringify(b.toSorted());
