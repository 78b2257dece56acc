import type { HeadRecord } from '../../domain/bucket/head.ts';
import { isIngested, isOpen, receiptKey, receiptKind } from '../../domain/downlink/receipt.ts';
import type { Ports } from '../../ports.ts';
import type { BucketAddress } from './bucket-address.ts';
import { markVisible } from './commit-entries.ts';
import { leaveByItself } from './leave-head.ts';

/**
 * Settles what dead runs left unmarked: the entry of a finished attempt becomes visible, that of any other leaves.
 * Entries of downlinks still under way stay.
 */
export async function sweepEntries(ports: Ports, at: BucketAddress, head: HeadRecord): Promise<void> {
  for (const { downlink, attempt, visible } of head.entries) {
    if (visible || downlink === null) continue;
    const receipt = (await ports.catalogue.get(receiptKind, receiptKey(at.experiment, downlink)))?.item;
    if (receipt === undefined || isOpen(receipt.state)) continue;
    const isFinal = isIngested(receipt.state) && receipt.attempt === attempt;
    if (isFinal) await markVisible(ports, at, downlink, attempt);
    else {
      const isMeant = (entry: HeadRecord['entries'][number]) =>
        entry.downlink === downlink && entry.attempt === attempt && !entry.visible;
      await leaveByItself(ports, at, isMeant, false);
    }
  }
}
