/** Finds that a downlink brings what another one brought before: equal bytes, source and reading revision. */
import type { IngestHint } from '../../contract/hints.ts';
import {
  digestKey,
  digestKind,
  isIngested,
  type ReceiptRecord,
  receiptKey,
  receiptKind,
} from '../../domain/downlink/receipt.ts';
import type { Ports } from '../../ports.ts';
import { update } from '../known/update.ts';

export interface ReadBytes {
  readonly sha256: string;
  readonly source: string;
  readonly readingRevision: string;
}

/** The finished downlink that already brought these bytes under this source and reading, if there is one. */
export async function originalOf(
  ports: Ports,
  { experiment, downlink }: IngestHint,
  bytes: ReadBytes,
): Promise<ReceiptRecord | null> {
  const first = await ports.catalogue.get(digestKind, keyOf(experiment, bytes));
  if (first === null || first.item.downlink === downlink) return null;
  return ingestedReceipt(ports, experiment, first.item.downlink);
}

/** Remembers this downlink as the one that brought the bytes, unless one that is ingested did. */
export async function rememberBytes(
  ports: Ports,
  { experiment, downlink }: IngestHint,
  bytes: ReadBytes,
): Promise<void> {
  await update(ports, digestKind, keyOf(experiment, bytes), async (current) => {
    if (current?.downlink === downlink) return null;
    const isTaken = current !== null && (await ingestedReceipt(ports, experiment, current.downlink)) !== null;
    return isTaken ? null : { downlink };
  });
}

async function ingestedReceipt(
  ports: Ports,
  experiment: string,
  downlink: string,
): Promise<ReceiptRecord | null> {
  const receipt = await ports.catalogue.get(receiptKind, receiptKey(experiment, downlink));
  return receipt !== null && isIngested(receipt.item.state) ? receipt.item : null;
}

function keyOf(experiment: string, { sha256, source, readingRevision }: ReadBytes) {
  return digestKey(experiment, sha256, source, readingRevision);
}
