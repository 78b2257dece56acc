/**
 * How a downlink's segments enter the heads of their buckets, become visible, or leave again.
 * One compare-and-swap a head; whoever loses reads again and counts again (DESIGN section 4).
 */
import { addTallies, NO_TALLY, type Tally, tally } from '../domain/archive/count.ts';
import {
  countsIn,
  type HeadEntry,
  type HeadRecord,
  headKey,
  headKind,
  MOST_ENTRIES,
  type SegmentReference,
} from '../domain/records/head.ts';
import { isIngested, receiptKey, receiptKind } from '../domain/records/receipt.ts';
import type { Ports } from '../ports.ts';
import { readSegments, segmentsIn } from './read-segments.ts';
import { update } from './update.ts';

export interface BucketAddress {
  readonly experiment: string;
  readonly generation: number;
  readonly unit: string;
  readonly bucket: string;
}

/** What one downlink brings to one bucket. */
export interface Contribution {
  readonly downlink: string;
  readonly segments: readonly SegmentReference[];
  readonly repeated: number;
}

const keyOf = (at: BucketAddress) => headKey(at.experiment, at.generation, at.unit, at.bucket);

/** Enters the contribution, not yet visible, and returns what it added. Doing it again changes nothing. */
export async function commitEntry(
  ports: Ports,
  at: BucketAddress,
  contribution: Contribution,
): Promise<Tally> {
  let counts: Tally = NO_TALLY;
  await update(ports, headKind, keyOf(at), async (current) => {
    const head = current ?? emptyHead(at);
    const compacted = head.entries.flatMap((entry) => entry.compacts);
    const before = compacted.find((one) => one.downlink === contribution.downlink);
    if (before !== undefined) {
      counts = before.counts;
      return null;
    }
    const standing = head.entries.findIndex((entry) => entry.downlink === contribution.downlink);
    if (standing >= 0 && sameSegments(head.entries[standing]!, contribution)) {
      counts = head.entries[standing]!.counts;
      return null;
    }
    const others = head.entries.filter((_, i) => i !== standing);
    if (others.length >= MOST_ENTRIES) {
      throw new Error(`the head ${keyOf(at).sort} holds ${others.length} entries and waits to be compacted`);
    }
    counts = await countAgainst(ports, others, contribution);
    return {
      ...head,
      entries: [
        ...others,
        { ...contribution, segments: [...contribution.segments], counts, visible: false, compacts: [] },
      ],
    };
  });
  return counts;
}

/** Marks the downlink's entry visible, and the bucket due. */
export async function markVisible(ports: Ports, at: BucketAddress, downlink: string): Promise<void> {
  await update(ports, headKind, keyOf(at), (head) => {
    const entry = head?.entries.find(
      (one) => one.downlink === downlink || one.compacts.some((compacted) => compacted.downlink === downlink),
    );
    if (!head || !entry) throw new Error(`the head ${keyOf(at).sort} lost its entry of downlink ${downlink}`);
    if (entry.visible) return null;
    const entries = head.entries.map((one) => (one === entry ? { ...one, visible: true } : one));
    return { ...head, entries, v: head.v + 1, due: true };
  });
}

/**
 * Takes the entry of a downlink that never finished out again, and counts those committed after it anew,
 * in the head and in their receipts. Doing it again changes nothing.
 */
export async function withdrawEntry(ports: Ports, at: BucketAddress, downlink: string): Promise<void> {
  const head = await update(ports, headKind, keyOf(at), async (current) => {
    const place = current?.entries.findIndex((entry) => entry.downlink === downlink) ?? -1;
    if (!current || place < 0) return null;
    if (current.entries[place]!.visible)
      throw new Error(`downlink ${downlink} is visible in ${keyOf(at).sort}`);
    const entries = current.entries.slice(0, place);
    for (const entry of current.entries.slice(place + 1)) {
      entries.push({ ...entry, counts: await countAgainst(ports, entries, entry) });
    }
    return { ...current, entries };
  });
  for (const entry of head?.entries ?? []) {
    if (entry.compacts.length === 0) await refreshCounts(ports, at.experiment, entry.downlink);
  }
}

/** Sets the counts of a finished receipt to the sum over its entries. */
async function refreshCounts(ports: Ports, experiment: string, downlink: string): Promise<void> {
  await update(ports, receiptKind, receiptKey(experiment, downlink), async (receipt) => {
    if (receipt === null || !isIngested(receipt.state) || receipt.duplicateOf !== null) return null;
    let counts = NO_TALLY;
    for (const { generation, unit, bucket } of receipt.touched) {
      const head = await ports.catalogue.get(headKind, headKey(experiment, generation, unit, bucket));
      const added = head === null ? null : countsIn(head.item, downlink);
      if (added === null) return null;
      counts = addTallies(counts, added);
    }
    return sameTally(counts, receipt.counts)
      ? null
      : { ...receipt, counts: { ...receipt.counts, ...counts } };
  });
}

function sameTally(a: Tally, b: Tally): boolean {
  return a.accepted === b.accepted && a.duplicates === b.duplicates && a.conflicts === b.conflicts;
}

/** Reads only what overlaps in time: where nothing does, every sample but the file's own repetitions is new. */
async function countAgainst(
  ports: Ports,
  existing: readonly HeadEntry[],
  contribution: Contribution,
): Promise<Tally> {
  const from = Math.min(...contribution.segments.map((segment) => segment.from));
  const to = Math.max(...contribution.segments.map((segment) => segment.to)) + 1;
  const [held, brought] = await Promise.all([
    readSegments(ports, segmentsIn(existing, { from, to })),
    readSegments(ports, contribution.segments),
  ]);
  const counted = tally(held, brought);
  return { ...counted, duplicates: counted.duplicates + contribution.repeated };
}

function sameSegments(entry: HeadEntry, contribution: Contribution): boolean {
  const keys = new Set(entry.segments.map((segment) => segment.key));
  return (
    keys.size === contribution.segments.length && contribution.segments.every(({ key }) => keys.has(key))
  );
}

function emptyHead(at: BucketAddress): HeadRecord {
  return { unit: at.unit, bucket: at.bucket, v: 0, entries: [], page: null, due: false };
}
