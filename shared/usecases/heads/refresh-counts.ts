/** Receipts say what their downlink added; the heads know it, and may count it anew where another downlink leaves. */
import { addTallies, NO_TALLY, type Tally } from '../../domain/archive/count.ts';
import { type HeadRecord, headKey, headKind } from '../../domain/bucket/head.ts';
import { NOTHING_MERGED } from '../../domain/bucket/merged-list.ts';
import { isIngested, type ReceiptRecord, receiptKey, receiptKind } from '../../domain/downlink/receipt.ts';
import type { Ports } from '../../ports.ts';
import { update } from '../known/update.ts';
import { type BucketAddress, headKeyOf } from './bucket-address.ts';
import { mergedListOf } from './merged-list.ts';

/**
 * Tells the receipts what was counted anew here. The head remembers whom to tell until all were told, so that a run that
 * dies between leaves nothing untold.
 */
export async function tellRecounted(ports: Ports, at: BucketAddress): Promise<void> {
  await update(ports, headKind, headKeyOf(at), async (head) => {
    if (head?.recounted === undefined) return null;
    for (const downlink of head.recounted) await refreshCounts(ports, at.experiment, downlink);
    const { recounted: _, ...told } = head;
    return told;
  });
}

/** Sets the counts of a finished receipt to the sum over its entries; of compacted ones it holds the last word. */
export async function refreshCounts(ports: Ports, experiment: string, downlink: string): Promise<void> {
  await update(ports, receiptKind, receiptKey(experiment, downlink), async (receipt) => {
    if (receipt === null || !isIngested(receipt.state)) return null;
    const touched: ReceiptRecord['touched'] = [];
    let sum = NO_TALLY;
    for (const one of receipt.touched) {
      const key = headKey(experiment, one.generation, one.unit, one.bucket);
      const head = (await ports.catalogue.get(headKind, key))?.item ?? null;
      const { counts, hasGivenWay } = await countedIn(ports, head, receipt, one);
      const { hasGivenWay: _, ...place } = one;
      touched.push({ ...place, counts, ...(hasGivenWay ? { hasGivenWay } : {}) });
      sum = addTallies(sum, hasGivenWay ? oneGivenWay(counts) : counts);
    }
    const isSame = touched.every((one, i) => isSameTouch(one, receipt.touched[i]!));
    return isSame ? null : { ...receipt, touched, counts: { ...receipt.counts, ...sum } };
  });
}

/** Whether a head counts otherwise what the receipt says that its downlink added there. */
export async function isRecounted(
  ports: Ports,
  head: HeadRecord | null,
  receipt: ReceiptRecord,
  touched: ReceiptRecord['touched'][number],
): Promise<boolean> {
  return !isSameTouch(await countedIn(ports, head, receipt, touched), touched);
}

/** What the head says of the downlink; where it says nothing, what the receipt knows of it. */
async function countedIn(
  ports: Ports,
  head: HeadRecord | null,
  { id, attempt }: Pick<ReceiptRecord, 'id' | 'attempt'>,
  known: ReceiptRecord['touched'][number],
): Promise<{ readonly counts: Tally; readonly hasGivenWay: boolean }> {
  const isOwn = (it: { downlink: string | null; attempt: number }) =>
    it.downlink === id && it.attempt === attempt;
  // Lists are long: they are asked only of what is known to have changed in them.
  const isInList = head?.recounted?.includes(id) === true && !head.entries.some(isOwn);
  const list = isInList ? await mergedListOf(ports, head) : NOTHING_MERGED;
  const entry = head?.entries.find(isOwn) ?? list.entries.find(isOwn);
  const unended = head?.unended.find(isOwn) ?? list.unended.find(isOwn);
  const hasGivenWay =
    unended === undefined ? known.hasGivenWay === true : unended.wasNew && unended.gaveWayTo !== null;
  return { counts: entry?.counts ?? known.counts, hasGivenWay };
}

function oneGivenWay({ accepted, duplicates, conflicts }: Tally): Tally {
  return { accepted: accepted - 1, duplicates: duplicates + 1, conflicts };
}

interface Touch {
  readonly counts: Tally;
  readonly hasGivenWay?: boolean | undefined;
}

function isSameTouch(a: Touch, b: Touch): boolean {
  return (
    a.counts.accepted === b.counts.accepted &&
    a.counts.duplicates === b.counts.duplicates &&
    a.counts.conflicts === b.counts.conflicts &&
    (a.hasGivenWay === true) === (b.hasGivenWay === true)
  );
}
