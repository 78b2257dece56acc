import type { HeadEntry, HeadRecord } from '../../domain/bucket/head.ts';
import { isIngested, isOpen, receiptKey, receiptKind } from '../../domain/downlink/receipt.ts';
import { asRead } from '../../domain/downlink/rereading.ts';
import type { Ports } from '../../ports.ts';
import type { BucketAddress } from './bucket-address.ts';
import { markAgain, markVisible } from './commit-entries.ts';
import { leaveByItself } from './leave-head.ts';

/**
 * Settles what dead runs left unmarked: the entry of a finished attempt becomes visible, that of any other leaves.
 * Entries of downlinks still under way stay, and so does what one of them is to replace.
 */
export async function sweepEntries(ports: Ports, at: BucketAddress, head: HeadRecord): Promise<void> {
  for (const entry of head.entries) {
    const { downlink, attempt, visible, leavesFor } = entry;
    if (visible || downlink === null) continue;
    const key = receiptKey(at.experiment, downlink);
    const isInForce = async () => {
      const receipt = (await ports.catalogue.get(receiptKind, key))?.item;
      if (receipt === undefined || isOpen(asRead(receipt).state)) return null;
      return isIngested(receipt.state) && receipt.attempt === attempt;
    };
    const inForce = await isInForce();
    if (inForce === null) continue;
    const isMeant = (one: HeadEntry) => one.downlink === downlink && one.attempt === attempt && !one.visible;
    if (!inForce) await leaveByItself(ports, at, isMeant, leavesFor !== undefined);
    else if (leavesFor === undefined) await markVisible(ports, at, downlink, attempt);
    else await markAgain(ports, at, { downlink, attempt }, async () => (await isInForce()) === true);
  }
}
