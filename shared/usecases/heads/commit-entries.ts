/**
 * How a downlink's segments enter the heads of their buckets, become visible, or leave again.
 * One compare-and-swap a head; whoever loses reads again and counts again (docs/design.md#heads).
 */
import { addTallies, NO_TALLY, type Tally, tally } from '../../domain/archive/count.ts';
import {
  type HeadEntry,
  type HeadRecord,
  headKey,
  headKind,
  MOST_ENTRIES,
  type SegmentReference,
  type UnendedSample,
} from '../../domain/bucket/head.ts';
import {
  isIngested,
  isOpen,
  type ReceiptRecord,
  receiptKey,
  receiptKind,
} from '../../domain/downlink/receipt.ts';
import type { Ports } from '../../ports.ts';
import { update } from '../known/update.ts';
import { readSegments, segmentsIn } from './read-segments.ts';
import { enterUnended, leaveUnended } from './unended.ts';

export interface BucketAddress {
  readonly experiment: string;
  readonly generation: number;
  readonly unit: string;
  readonly bucket: string;
}

/** What one attempt at a downlink brings to one bucket. */
export interface Contribution {
  readonly downlink: string;
  readonly attempt: number;
  readonly segments: readonly SegmentReference[];
  readonly repeated: number;
  /** The sample that the file ends within, if it lies in this bucket. */
  readonly unended: UnendedSample | null;
}

/** A later attempt at the same downlink has begun or finished: this run has nothing more to do. */
export class Overtaken extends Error {
  constructor(downlink: string, attempt: number) {
    super(`attempt ${attempt} at downlink ${downlink} was overtaken by another`);
    this.name = 'Overtaken';
  }
}

const keyOf = (at: BucketAddress) => headKey(at.experiment, at.generation, at.unit, at.bucket);

/**
 * Enters the contribution, not yet visible, and returns what it added. Doing it again changes nothing; what an
 * earlier attempt left is replaced. Fails with `Overtaken` where a later attempt stands there, or a visible one, and
 * where its own attempt is not under way any more.
 */
export async function commitEntry(
  ports: Ports,
  at: BucketAddress,
  contribution: Contribution,
  isUnderWay: () => Promise<boolean>,
): Promise<Tally> {
  const { downlink, attempt } = contribution;
  let counts: Tally = NO_TALLY;
  let isReplaced = false;
  const head = await update(ports, headKind, keyOf(at), async (current) => {
    const before = current ?? emptyHead(at);
    const place = before.entries.findIndex((entry) => entry.downlink === downlink);
    const standing = before.entries[place];
    if (standing?.attempt === attempt) {
      counts = standing.counts;
      return null;
    }
    if (standing !== undefined && (standing.visible || standing.attempt > attempt)) {
      throw new Overtaken(downlink, attempt);
    }
    // Read after the head: a run that is behind the flip would find its entry compacted, and enter it again.
    if (!(await isUnderWay())) throw new Overtaken(downlink, attempt);
    isReplaced = standing !== undefined;
    const others = isReplaced ? await without(ports, before.entries, place) : before.entries;
    if (others.length >= MOST_ENTRIES) {
      throw new Error(`the head ${keyOf(at).sort} holds ${others.length} entries and waits to be compacted`);
    }
    counts = await countAgainst(ports, others, contribution);
    const unended = await enterUnended(ports, { entries: others, unended: before.unended }, contribution);
    const { segments, repeated } = contribution;
    const entry = { downlink, attempt, segments: [...segments], counts, repeated, visible: false };
    return { ...before, entries: [...others, entry], unended };
  });
  if (isReplaced) await refreshOthers(ports, at, head, downlink);
  for (const { downlink: one, gaveWayTo } of head?.unended ?? [])
    if (gaveWayTo === downlink) await refreshCounts(ports, at.experiment, one);
  return counts;
}

/**
 * Marks the entry that the downlink finished with visible, and the bucket due. One that is not there any more was
 * compacted, which happens to visible ones only.
 */
export async function markVisible(
  ports: Ports,
  at: BucketAddress,
  downlink: string,
  attempt: number,
): Promise<void> {
  await update(ports, headKind, keyOf(at), (head) => {
    const entry = head?.entries.find((one) => one.downlink === downlink && one.attempt === attempt);
    if (!head || !entry || entry.visible) return null;
    const entries = head.entries.map((one) => (one === entry ? { ...one, visible: true } : one));
    return { ...head, entries, v: head.v + 1, due: true };
  });
}

/**
 * Takes out what attempts up to this one left, unless it became visible, and counts the entries committed after it
 * anew, in the head and in their receipts. Doing it again changes nothing.
 */
export async function withdrawEntry(
  ports: Ports,
  at: BucketAddress,
  downlink: string,
  attempt: number,
): Promise<void> {
  const head = await update(ports, headKind, keyOf(at), async (current) => {
    const place =
      current?.entries.findIndex(
        (entry) => entry.downlink === downlink && entry.attempt <= attempt && !entry.visible,
      ) ?? -1;
    if (!current || place < 0) return null;
    const entries = await without(ports, current.entries, place);
    return { ...current, entries, unended: await leaveUnended(ports, { ...current, entries }, downlink) };
  });
  await refreshOthers(ports, at, head, downlink);
}

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
    else await withdrawEntry(ports, at, downlink, attempt);
  }
}

/** The entries but for one, those after it counted anew. */
async function without(ports: Ports, entries: readonly HeadEntry[], place: number): Promise<HeadEntry[]> {
  const kept = entries.slice(0, place);
  for (const entry of entries.slice(place + 1)) {
    kept.push({ ...entry, counts: await countAgainst(ports, kept, entry) });
  }
  return kept;
}

async function refreshOthers(
  ports: Ports,
  at: BucketAddress,
  head: HeadRecord | null,
  downlink: string,
): Promise<void> {
  const unended = head?.unended.map((one) => one.downlink) ?? [];
  for (const other of new Set([...(head?.entries ?? []).map((entry) => entry.downlink), ...unended])) {
    if (other !== null && other !== downlink) await refreshCounts(ports, at.experiment, other);
  }
}

/** Sets the counts of a finished receipt to the sum over its entries; of compacted ones it holds the last word. */
export async function refreshCounts(ports: Ports, experiment: string, downlink: string): Promise<void> {
  await update(ports, receiptKind, receiptKey(experiment, downlink), async (receipt) => {
    if (receipt === null || !isIngested(receipt.state)) return null;
    const touched = [];
    let sum = NO_TALLY;
    for (const one of receipt.touched) {
      const head = await ports.catalogue.get(
        headKind,
        headKey(experiment, one.generation, one.unit, one.bucket),
      );
      const isOwn = (it: { downlink: string | null; attempt: number }) =>
        it.downlink === downlink && it.attempt === receipt.attempt;
      const entry = head?.item.entries.find(isOwn);
      const unended = head?.item.unended.find(isOwn);
      const hasGivenWay =
        unended === undefined ? one.hasGivenWay === true : unended.wasNew && unended.gaveWayTo !== null;
      const { hasGivenWay: _, ...place } = one;
      const counts = entry?.counts ?? one.counts;
      touched.push({ ...place, counts, ...(hasGivenWay ? { hasGivenWay } : {}) });
      sum = addTallies(sum, hasGivenWay ? oneGivenWay(counts) : counts);
    }
    const isSame = touched.every((one, i) => isSameTouch(one, receipt.touched[i]!));
    return isSame ? null : { ...receipt, touched, counts: { ...receipt.counts, ...sum } };
  });
}

function oneGivenWay({ accepted, duplicates, conflicts }: Tally): Tally {
  return { accepted: accepted - 1, duplicates: duplicates + 1, conflicts };
}

type Touch = Pick<ReceiptRecord['touched'][number], 'counts' | 'hasGivenWay'>;

function isSameTouch(a: Touch, b: Touch): boolean {
  return (
    a.counts.accepted === b.counts.accepted &&
    a.counts.duplicates === b.counts.duplicates &&
    a.counts.conflicts === b.counts.conflicts &&
    a.hasGivenWay === b.hasGivenWay
  );
}

/**
 * Counts stretch by stretch: segments of different stretches share no time, hence no key. A stretch that is one segment
 * of the downlink is all new and is not read; of the others one is held in memory at a time.
 */
async function countAgainst(
  ports: Ports,
  existing: readonly HeadEntry[],
  contribution: Pick<Contribution, 'segments' | 'repeated'>,
): Promise<Tally> {
  let counted = { ...NO_TALLY, duplicates: contribution.repeated };
  for (const { held, brought } of stretchesOf(segmentsIn(existing, null), contribution.segments)) {
    if (brought.length === 0) continue;
    const allNew = held.length === 0 && brought.length === 1 ? brought[0]?.samples : undefined;
    const more =
      allNew === undefined
        ? tally(await readSegments(ports, held), await readSegments(ports, brought))
        : { ...NO_TALLY, accepted: allNew };
    counted = addTallies(counted, more);
  }
  return counted;
}

/** Segments that overlap in time, in a chain. */
interface Stretch {
  readonly held: SegmentReference[];
  readonly brought: SegmentReference[];
}

function stretchesOf(held: readonly SegmentReference[], brought: readonly SegmentReference[]): Stretch[] {
  const all = [
    ...held.map((segment) => ({ segment, side: 'held' as const })),
    ...brought.map((segment) => ({ segment, side: 'brought' as const })),
  ].sort((a, b) => a.segment.from - b.segment.from);
  const stretches: Stretch[] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const { segment, side } of all) {
    if (segment.from > end) stretches.push({ held: [], brought: [] });
    stretches.at(-1)?.[side].push(segment);
    end = Math.max(end, segment.to);
  }
  return stretches;
}

function emptyHead(at: BucketAddress): HeadRecord {
  return { unit: at.unit, bucket: at.bucket, v: 0, entries: [], page: null, unended: [], due: false };
}
