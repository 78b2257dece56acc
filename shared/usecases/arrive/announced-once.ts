import type { IngestHint } from '../../contract/hints.ts';
import { type ReceiptRecord, receiptKey, receiptKind } from '../../domain/downlink/receipt.ts';
import { experimentKey, experimentKind } from '../../domain/experiment/experiment-record.ts';
import type { Ports } from '../../ports.ts';
import { update } from '../known/update.ts';
import { KnownActions, restoredReceipt } from './restore-receipt.ts';

/**
 * The receipt of a file that came on a link of before the table was lost: the file says itself as what it was announced.
 * Null where it says nothing, and where there is no such experiment.
 */
export async function announcedOnce(
  ports: Ports,
  { experiment, downlink }: IngestHint,
): Promise<ReceiptRecord | null> {
  if ((await ports.catalogue.get(experimentKind, experimentKey(experiment))) === null) return null;
  // Who rebuilds or verifies is told of what is gone; this one only wants the file in.
  const known = { actions: new KnownActions(ports, experiment), differ: () => {} };
  for await (const file of ports.kept.files(experiment, downlink.slice(0, -1))) {
    if (file.downlink > downlink) return null;
    if (file.downlink !== downlink) continue;
    const receipt = await restoredReceipt(ports, experiment, file, known);
    if (receipt === null) return null;
    // One that was never read is read as one that comes now.
    const readUnder = receipt.readingRevision === null ? null : receipt.readUnder;
    return update(ports, receiptKind, receiptKey(experiment, downlink), (current) =>
      current === null ? { ...receipt, readUnder } : null,
    );
  }
  return null;
}
