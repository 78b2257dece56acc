import type { IngestHint } from '../../contract/hints.ts';
import { receiptKey, receiptKind } from '../../domain/downlink/receipt.ts';
import type { Ports } from '../../ports.ts';
import { updateInHand } from '../known/update.ts';

/**
 * Writes into the receipt which assay is about to get a table of the downlink, before it does: however the reading ends, who
 * settles it knows where to look.
 */
export async function noteAssay(
  ports: Ports,
  { experiment, downlink }: IngestHint,
  assay: string,
): Promise<void> {
  await updateInHand(ports, receiptKind, receiptKey(experiment, downlink), (current) =>
    current === null || current.assays.includes(assay)
      ? null
      : { ...current, assays: [...current.assays, assay] },
  );
}
