import type { IngestHint } from '../../contract/hints.ts';
import { receiptKey, receiptKind } from '../../domain/downlink/receipt.ts';
import { afterReading, asRead, type ReadReceipt } from '../../domain/downlink/rereading.ts';
import type { Ports } from '../../ports.ts';
import { updateInHand } from '../known/update.ts';

/**
 * Changes the receipt as the attempt has it that reads the file; resolves to how it stands then. `decide` may first be
 * asked of the receipt as this run knew it last.
 */
export async function updateReading(
  ports: Ports,
  { experiment, downlink }: IngestHint,
  decide: (current: ReadReceipt | null) => ReadReceipt | null | Promise<ReadReceipt | null>,
): Promise<ReadReceipt | null> {
  const stands = await updateInHand(ports, receiptKind, receiptKey(experiment, downlink), async (current) => {
    const next = await decide(current === null ? null : asRead(current));
    return current === null || next === null ? null : afterReading(current, next);
  });
  return stands === null ? null : asRead(stands);
}
