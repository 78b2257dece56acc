/**
 * The same bytes of a source count once, and as one reading. Files that were taken in beside each other did not see each
 * other: that is put right here, once both are in.
 */
import type { IngestHint } from '../../contract/hints.ts';
import { isIngested, type ReceiptRecord } from '../../domain/downlink/receipt.ts';
import type { Ports } from '../../ports.ts';
import { loadRecord } from '../known/load-experiment.ts';
import { type KnownBytes, originalsReadOtherwise, rememberBytes } from './find-repetition.ts';
import { haveReadAgain } from './reread-downlink.ts';

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
  const others = await originalsReadOtherwise(ports, hint, bytes);
  if (others.length === 0) return;
  const { readingRevision: now } = await loadRecord(ports, experiment);
  for (const one of [receipt, ...others])
    if (one.readingRevision !== now)
      await repeatOther(ports, experiment, one, { other: downlink, under: null });
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
