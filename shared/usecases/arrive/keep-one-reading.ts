/**
 * The same bytes count once, and as one reading. Files that were taken in beside each other did not see each
 * other: that is put right here, once both are in.
 */
import type { IngestHint } from '../../contract/hints.ts';
import { isIngested, type KnownBytes, type ReceiptRecord } from '../../domain/downlink/receipt.ts';
import type { Ports } from '../../ports.ts';
import { loadRecord } from '../known/load-experiment.ts';
import { readingNamed } from '../known/load-reading.ts';
import { originalsOf } from '../known/originals-of.ts';
import { rememberBytes } from './find-repetition.ts';
import { haveReadAgain } from './reread-downlink.ts';
import { countsBefore, sameBytesInForce } from './same-bytes.ts';

/** Remembers the bytes of a downlink in force. What is not to count of them is read again, and then is a repetition. */
export async function keepOneReading(
  ports: Ports,
  hint: IngestHint,
  receipt: ReceiptRecord,
  bytes: KnownBytes,
): Promise<void> {
  const { experiment, downlink } = hint;
  const remembered = await rememberBytes(ports, hint, bytes);
  if (remembered !== downlink)
    return repeatOther(ports, experiment, receipt, { other: remembered, under: bytes.readingRevision });
  const originals = await originalsOf(ports, hint, bytes.sha256);
  if (originals.length === 0) return;
  const { readingRevision } = bytes;
  const { definition } = receipt;
  const loaded = await readingNamed(ports, experiment, { readingRevision, definition });
  const { readOtherwise, rivals } = await sameBytesInForce(ports, experiment, originals, bytes, loaded);
  const { readingRevision: now } = await loadRecord(ports, experiment);
  const isReadNow = (one: ReceiptRecord) => one.readingRevision === now;
  if (readOtherwise.length > 0)
    for (const one of [receipt, ...readOtherwise])
      if (!isReadNow(one)) await repeatOther(ports, experiment, one, { other: downlink, under: null });
  for (const { receipt: rival } of rivals) {
    // One that is read under an earlier definition follows into that in force before it is held against the other.
    const isOwn = isReadNow(rival) && (!isReadNow(receipt) || countsBefore(rival, downlink));
    const [one, other] = isOwn ? [receipt, rival] : [rival, receipt];
    await repeatOther(ports, experiment, one, { other: other.id, under: null });
  }
}

async function repeatOther(
  ports: Ports,
  experiment: string,
  { id, createdBy, attempt }: ReceiptRecord,
  { other, under }: { readonly other: string; readonly under: string | null },
): Promise<void> {
  const reason = id === other ? 'its very bytes count otherwise, too' : `its very bytes count as ${other}`;
  // One whose other reading ended without a result would end so again.
  const isMeant = (one: ReceiptRecord) =>
    isIngested(one.state) && one.attempt === attempt && one.duplicateOf === null && one.rereading === null;
  await haveReadAgain(ports, { experiment, downlink: id }, { by: createdBy, reason, under }, isMeant);
}
