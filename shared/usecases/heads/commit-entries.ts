/**
 * How a downlink's segments enter the heads of their buckets and become visible.
 * One compare-and-swap a head; whoever loses reads again and counts again (docs/design.md#heads).
 */
import { NO_TALLY, type Tally } from '../../domain/archive/count.ts';
import {
  type HeadEntry,
  type HeadRecord,
  headKind,
  MOST_ENTRIES,
  type SegmentReference,
  type UnendedSample,
} from '../../domain/bucket/head.ts';
import { notingSuperseded } from '../../domain/bucket/superseded-objects.ts';
import type { Ports } from '../../ports.ts';
import { update, updateInHand } from '../known/update.ts';
import { type BucketAddress, headKeyOf } from './bucket-address.ts';
import { countAgainst, ofOthers } from './count-entries.ts';
import type { ReadAgain } from './lay-open.ts';
import { standingApart, withoutEntry } from './leave-head.ts';
import { refreshCounts, tellRecounted } from './refresh-counts.ts';
import { enterUnended } from './unended.ts';

/** What one attempt at a downlink brings to one bucket. */
export interface Contribution {
  readonly downlink: string;
  readonly attempt: number;
  readonly segments: readonly SegmentReference[];
  readonly repeated: number;
  /** The sample that the file ends within, if it lies in this bucket. */
  readonly unended: UnendedSample | null;
  readonly readingRevision: string;
}

/** The attempt in force that another is to replace, and how its file is read again where its segments have expired. */
export interface Replaced {
  readonly attempt: number;
  readonly again: ReadAgain;
}

export interface Committed {
  readonly counts: Tally;
  /** The entries of other downlinks that stood there. */
  readonly others: readonly HeadEntry[];
}

/** A later attempt at the same downlink has begun or finished: this run has nothing more to do. */
export class Overtaken extends Error {
  constructor(downlink: string, attempt: number) {
    super(`attempt ${attempt} at downlink ${downlink} was overtaken by another`);
    this.name = 'Overtaken';
  }
}

/**
 * Enters the contribution, not yet visible, and returns what it added, and to what. Doing it again changes nothing; what an
 * earlier attempt left is replaced. The entry in force loses its mark in the same write, so that from here on the
 * receipt alone says which of the two counts. Fails with `Overtaken` where a later attempt stands there, and where its
 * own is not under way any more.
 */
export async function commitEntry(
  ports: Ports,
  at: BucketAddress,
  contribution: Contribution,
  isUnderWay: () => Promise<boolean>,
  replaced: Replaced | null,
): Promise<Committed> {
  const { downlink, attempt } = contribution;
  let counts: Tally = NO_TALLY;
  let others: readonly HeadEntry[] = [];
  const head = await update(ports, headKind, headKeyOf(at), async (current) => {
    let before = current ?? emptyHead(at);
    others = ofOthers(before.entries, downlink);
    const own = before.entries.find((entry) => entry.downlink === downlink && entry.attempt === attempt);
    if (own !== undefined) {
      counts = own.counts;
      return null;
    }
    // Read after the head: a run that is behind the flip would find its entry compacted, and enter it again.
    if (!(await isUnderWay())) throw new Overtaken(downlink, attempt);
    before = await withoutLeftover(ports, before, contribution, replaced);
    if (replaced !== null) {
      const inForce = { downlink, attempt: replaced.attempt };
      before = await standingApart(ports, at, before, inForce, attempt, replaced.again);
    }
    const next = await entered(ports, at, before, contribution, (counted) => {
      counts = counted;
    });
    return current === null ? next : notingSuperseded(current, next);
  });
  if (head?.recounted !== undefined) await tellRecounted(ports, at);
  for (const { downlink: one, gaveWayTo } of head?.unended ?? [])
    if (gaveWayTo === downlink) await refreshCounts(ports, at.experiment, one);
  return { counts, others };
}

/** The head without what an earlier attempt left, that is neither in force nor will be. */
async function withoutLeftover(
  ports: Ports,
  head: HeadRecord,
  { downlink, attempt }: Contribution,
  replaced: Replaced | null,
): Promise<HeadRecord> {
  const isLeftover = (entry: HeadEntry) => entry.downlink === downlink && entry.attempt !== replaced?.attempt;
  const place = head.entries.findIndex(isLeftover);
  const standing = head.entries[place];
  if (standing === undefined) return head;
  if (standing.attempt > attempt) throw new Overtaken(downlink, attempt);
  return withoutEntry(ports, head, place);
}

async function entered(
  ports: Ports,
  at: BucketAddress,
  head: HeadRecord,
  contribution: Contribution,
  onCounted: (counts: Tally) => void,
): Promise<HeadRecord> {
  const { downlink, attempt, segments, repeated, readingRevision } = contribution;
  const { entries } = head;
  if (entries.length >= MOST_ENTRIES) {
    throw new Error(
      `the head ${headKeyOf(at).sort} holds ${entries.length} entries and waits to be compacted`,
    );
  }
  const counts = await countAgainst(ports, ofOthers(entries, downlink), contribution);
  onCounted(counts);
  const unended = await enterUnended(ports, head, contribution);
  const entry: HeadEntry = {
    ...{ downlink, attempt, segments: [...segments], counts, repeated },
    ...{ visible: false, readings: [readingRevision] },
  };
  return { ...head, entries: [...entries, entry], unended };
}

/**
 * The entry in force of a bucket to which a later attempt brings nothing loses its mark, too. Doing it again changes
 * nothing. Fails with `Overtaken` where the attempt is not under way any more.
 */
export async function unmarkEntry(
  ports: Ports,
  at: BucketAddress,
  { downlink, attempt }: { readonly downlink: string; readonly attempt: number },
  isUnderWay: () => Promise<boolean>,
  replaced: Replaced,
): Promise<void> {
  const unmarked = await update(ports, headKind, headKeyOf(at), async (head) => {
    if (head === null) return null;
    if (!(await isUnderWay())) throw new Overtaken(downlink, attempt);
    const isDone = head.entries.some(
      (entry) =>
        entry.downlink === downlink && entry.attempt === replaced.attempt && entry.leavesFor === attempt,
    );
    if (isDone) return null;
    const inForce = { downlink, attempt: replaced.attempt };
    const apart = await standingApart(ports, at, head, inForce, attempt, replaced.again);
    return apart === head ? null : notingSuperseded(head, apart);
  });
  if (unmarked?.recounted !== undefined) await tellRecounted(ports, at);
}

/**
 * Marks the entry that the downlink finished with visible, and the bucket due. One that is not there any more was
 * compacted, which happens to visible ones only. One that waits to be replaced stays unmarked. Resolves to the head as
 * it stands afterwards.
 */
export function markVisible(
  ports: Ports,
  at: BucketAddress,
  downlink: string,
  attempt: number,
): Promise<HeadRecord | null> {
  const isMeant = (one: HeadEntry) =>
    one.downlink === downlink && one.attempt === attempt && !one.visible && one.leavesFor === undefined;
  return updateInHand(ports, headKind, headKeyOf(at), (head) => {
    if (!head?.entries.some(isMeant)) return null;
    const entries = head.entries.map((one) => (isMeant(one) ? { ...one, visible: true } : one));
    return { ...head, entries, v: head.v + 1, due: true };
  });
}

/** The entry in force is marked again, once no other attempt is about to replace it. */
export async function markAgain(
  ports: Ports,
  at: BucketAddress,
  { downlink, attempt }: { readonly downlink: string; readonly attempt: number },
  isStillMeant: () => Promise<boolean>,
): Promise<void> {
  const isMeant = (one: HeadEntry) =>
    one.downlink === downlink && one.attempt === attempt && one.leavesFor !== undefined;
  await update(ports, headKind, headKeyOf(at), async (head) => {
    // Asked after the head was read: whoever unmarks it anew changes the head.
    if (!head?.entries.some(isMeant) || !(await isStillMeant())) return null;
    const entries = head.entries.map((one) => {
      const { leavesFor: _, ...kept } = one;
      return isMeant(one) ? { ...kept, visible: true } : one;
    });
    return { ...head, entries, v: head.v + 1, due: true };
  });
}

function emptyHead(at: BucketAddress): HeadRecord {
  return { unit: at.unit, bucket: at.bucket, v: 0, entries: [], page: null, unended: [], due: false };
}
