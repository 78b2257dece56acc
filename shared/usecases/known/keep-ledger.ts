/** Sees to it that the ledger names everything that is owed, and for long nothing that is done. */
import { HEAD, headKind } from '../../domain/bucket/head.ts';
import { DOWNLINK, type ReceiptRecord, receiptKey, receiptKind } from '../../domain/downlink/receipt.ts';
import {
  type ExperimentRecord,
  experimentKey,
  experimentKind,
} from '../../domain/experiment/experiment-record.ts';
import { type Key, kindOf, sortKey } from '../../domain/kind.ts';
import {
  FAILED_PREFIX,
  failedDownlink,
  itemOwed,
  OWED_PREFIX,
  type OwedRecord,
  owedBy,
  owedKind,
} from '../../domain/owed/owed.ts';
import { sideBySide } from '../../domain/side-by-side.ts';
import { MICROS_PER_SECOND, type Micros } from '../../domain/time.ts';
import { EVENT, eventKind } from '../../domain/timeline/event-record.ts';
import { versionStopped } from '../../domain/tries/tries.ts';
import type { Ports, Stored } from '../../ports.ts';
import { EVENT_OWED, noteFailed, owe, pay } from './owe.ts';
import { update } from './update.ts';

/** A table of before the ledger: everything in it that is owed or FAILED gets its entry, once. */
export async function beginLedger(
  ports: Ports,
  { id, ledger }: ExperimentRecord,
  due: readonly Key[],
): Promise<void> {
  if (ledger) return;
  await sideBySide(due, async (key) => {
    if (kindOf(key) === HEAD) await owe(ports, key, 'found');
    if (kindOf(key) === EVENT) await owe(ports, key, EVENT_OWED);
  });
  for await (const { key, item } of ports.catalogue.list(receiptKind, id, sortKey(DOWNLINK, ''))) {
    if (isClaimed(item)) await owe(ports, key, String(item.attempt));
    if (item.state === 'FAILED') await noteFailed(ports, { experiment: id, downlink: item.id }, item.attempt);
  }
  await update(ports, experimentKind, experimentKey(id), (current) =>
    current === null || current.ledger ? null : { ...current, ledger: true },
  );
}

/** From the claim until nothing is owed any more. */
function isClaimed({ state, due }: ReceiptRecord): boolean {
  return due && state !== 'AWAITING_UPLOAD' && state !== 'EXPIRED';
}

/** A run that noted something and died before it did the rest has been followed by another long before. */
const GRACE_SECONDS = 3600;
/** Entries between two looks at the clock. */
const AT_ONCE = 200;

/**
 * Removes entries of long ago that outlived their work, and has heads looked at that nothing else would hint at: these at
 * once, because who looks at a head does what its entries speak of, also where the mark is still to come. Not those whose
 * due mark was hinted at already (`hinted`). Ends at the deadline: what was done is gone from the ledger, and the next
 * run comes to the rest.
 */
export async function tidyLedger(
  ports: Ports,
  { id }: ExperimentRecord,
  { hinted, deadline }: { readonly hinted: ReadonlySet<string>; readonly deadline: Micros },
): Promise<void> {
  const longAgo = ports.clock.now() - GRACE_SECONDS * MICROS_PER_SECOND;
  for (const prefix of [OWED_PREFIX, FAILED_PREFIX]) {
    let waiting: Stored<OwedRecord>[] = [];
    const tidyWaiting = async () => {
      await sideBySide(waiting, async ({ key, item }) => {
        // What is stopped is seen to with its tries.
        if (versionStopped(owedBy(key)) !== null) return;
        const isOld = item.since <= longAgo;
        const owed = itemOwed(key);
        if (prefix === FAILED_PREFIX) {
          if (isOld) await tidyFailed(ports, id, key);
        } else if (kindOf(owed) !== HEAD) {
          if (isOld) await tidy(ports, key, owed);
        } else if (!hinted.has(owed.sort)) await tidyHead(ports, id, { entry: key, owed, isOld });
      });
      waiting = [];
    };
    for await (const entry of ports.catalogue.list(owedKind, id, prefix)) {
      waiting.push(entry);
      if (waiting.length < AT_ONCE) continue;
      await tidyWaiting();
      if (ports.clock.now() > deadline) return;
    }
    await tidyWaiting();
  }
}

async function tidyHead(
  ports: Ports,
  experiment: string,
  { entry, owed, isOld }: { readonly entry: Key; readonly owed: Key; readonly isOld: boolean },
): Promise<void> {
  const head = (await ports.catalogue.get(headKind, owed))?.item;
  if (head === undefined) {
    if (isOld) await pay(ports, entry);
    return;
  }
  // One with a due mark is hinted at for that.
  if (head.due) return;
  await ports.queues.align.send({ experiment, unit: head.unit, bucket: head.bucket, again: true });
}

async function tidy(ports: Ports, entry: Key, owed: Key): Promise<void> {
  if (kindOf(owed) === EVENT) {
    const event = (await ports.catalogue.get(eventKind, owed))?.item;
    if (event?.due !== true) await pay(ports, entry);
    return;
  }
  const isOwed = async () => {
    const receipt = (await ports.catalogue.get(receiptKind, owed))?.item;
    return receipt !== undefined && isClaimed(receipt) ? receipt.attempt : null;
  };
  if ((await isOwed()) !== null) return;
  await pay(ports, entry);
  // Claimed in between, under the entry that has just gone.
  const attempt = await isOwed();
  if (attempt !== null) await owe(ports, owed, String(attempt));
}

async function tidyFailed(ports: Ports, experiment: string, entry: Key): Promise<void> {
  const receipt = await ports.catalogue.get(receiptKind, receiptKey(experiment, failedDownlink(entry)));
  if (receipt?.item.state !== 'FAILED') await pay(ports, entry);
}
