/**
 * How an entry leaves its head, wherever it stands: by itself, or merged with others into a compacted one. Those behind
 * it are counted anew. All of it is one conditional write of the head.
 */
import {
  type HeadEntry,
  type HeadRecord,
  headKind,
  type SegmentReference,
  type Unended,
  type UnendedSample,
} from '../../domain/bucket/head.ts';
import { type Extent, extentOf, type MergedEntry, overlaps } from '../../domain/bucket/merged-list.ts';
import { notingSuperseded } from '../../domain/bucket/superseded-objects.ts';
import type { Ports } from '../../ports.ts';
import { update } from '../known/update.ts';
import { type BucketAddress, headKeyOf } from './bucket-address.ts';
import { compactedEntry, type Merging, mergedSegments } from './compact-head.ts';
import { countAgainst, without } from './count-entries.ts';
import { laidOpen, type ReadAgain } from './lay-open.ts';
import { wholeListOf } from './merged-list.ts';
import { withReadings } from './read-segments.ts';
import { tellRecounted } from './refresh-counts.ts';
import { enterUnended, foundUnended, leaveUnended, settledApart } from './unended.ts';

/**
 * Takes out the entries of a downlink that stand by themselves and that are meant, and tells the others what they are
 * counted as now. The bucket becomes due where readers may have had the samples. Doing it again changes nothing.
 */
export async function leaveByItself(
  ports: Ports,
  at: BucketAddress,
  isMeant: (entry: HeadEntry) => boolean,
  wereInForce: boolean,
): Promise<void> {
  const left = await update(ports, headKind, headKeyOf(at), async (current) => {
    if (current === null) return null;
    const head = await withoutEntries(ports, current, isMeant);
    return head === current ? null : notingSuperseded(current, dueWhere(head, wereInForce));
  });
  if (left?.recounted !== undefined) await tellRecounted(ports, at);
}

/** Takes out what attempts up to this one left, that are not in force and never were. */
export function leaveUpTo(
  ports: Ports,
  at: BucketAddress,
  left: { readonly downlink: string; readonly attempt: number; readonly inForce: number | null },
): Promise<void> {
  const isMeant = (entry: HeadEntry) =>
    entry.downlink === left.downlink &&
    entry.attempt <= left.attempt &&
    entry.attempt !== left.inForce &&
    !entry.visible;
  return leaveByItself(ports, at, isMeant, false);
}

/** The same for the one attempt that was in force, which may be merged with others. */
export async function leaveHead(
  ports: Ports,
  at: BucketAddress,
  { downlink, attempt }: { readonly downlink: string; readonly attempt: number },
  again: ReadAgain,
): Promise<void> {
  const isMeant = (entry: HeadEntry) => entry.downlink === downlink && entry.attempt === attempt;
  const left = await update(ports, headKind, headKeyOf(at), async (current) => {
    if (current === null) return null;
    const head = current.entries.some(isMeant)
      ? await withoutEntries(ports, current, isMeant)
      : (await withoutMerged(ports, at, current, isMeant, again))?.head;
    return head === undefined ? null : notingSuperseded(current, dueWhere(head, true));
  });
  if (left?.recounted !== undefined) await tellRecounted(ports, at);
}

async function withoutEntries(
  ports: Ports,
  head: HeadRecord,
  isMeant: (entry: HeadEntry) => boolean,
): Promise<HeadRecord> {
  const place = head.entries.findIndex(isMeant);
  return place < 0 ? head : withoutEntries(ports, await withoutEntry(ports, head, place), isMeant);
}

function dueWhere(head: HeadRecord, isDue: boolean): HeadRecord {
  return isDue ? { ...head, v: head.v + 1, due: true, hasLeft: true } : head;
}

/** The head without one of its own entries. */
export async function withoutEntry(ports: Ports, head: HeadRecord, place: number): Promise<HeadRecord> {
  const left = head.entries[place]!;
  const { entries, recounted } = await without(ports, head.entries, place);
  const unended = await leaveUnended(ports, entries, head.unended, left);
  return toTell({ ...head, entries, unended }, [...recounted, ...changedBetween(head.unended, unended)]);
}

/**
 * The head without one downlink that is merged into its compacted entry, and that downlink's entry as it was; null where
 * it is not among them.
 */
async function withoutMerged(
  ports: Ports,
  at: BucketAddress,
  head: HeadRecord,
  isLeaving: (entry: MergedEntry) => boolean,
  again: ReadAgain,
): Promise<{ head: HeadRecord; left: MergedEntry; unended: UnendedSample | null } | null> {
  const compacted = head.entries.find(({ downlink }) => downlink === null);
  if (compacted === undefined) return null;
  const list = await wholeListOf(ports, at, head);
  const place = list.entries.findIndex(isLeaving);
  if (place < 0) return null;
  const open = await laidOpen(ports, at, list, place, again);
  const left = open.entries[place]!;
  const own = head.entries.filter(({ downlink }) => downlink !== null);
  const unendedBefore = [...open.unended, ...head.unended];
  const { entries, recounted } = await without(ports, [...open.entries, ...own], place);
  const unended = await leaveUnended(ports, entries, unendedBefore, left);
  const merged = open.entries
    .filter((_, i) => i !== place)
    .map((entry, i) => ({ ...entry, counts: entries[i]!.counts }));
  const apart = settledApart(merged, unended);
  const rest = { isWhole: list.isWhole, entries: merged, unended: apart.settled };
  const segments = await mergedSegments(ports, at, partsWithout(compacted, merged, extentOf(left)));
  const standing = merged.length === 0 ? [] : [await compactedEntry(ports, at, rest, segments)];
  const next = {
    ...{ ...head, entries: [...standing, ...entries.slice(merged.length)], unended: apart.others },
    // What was made again for this goes again.
    ...(open.made.length > 0 && { superseded: [...new Set([...(head.superseded ?? []), ...open.made])] }),
  };
  const names = [...recounted, ...changedBetween(unendedBefore, unended)];
  const ofLeft = unendedBefore.find((one) => one.downlink === left.downlink && one.attempt === left.attempt);
  return { head: toTell(next, names), left, unended: ofLeft ?? null };
}

/**
 * The same, and the downlink stands by itself behind the compacted entry: not marked, so that its receipt says whether
 * it counts, and counted against those that are merged.
 */
export async function standingApart(
  ports: Ports,
  at: BucketAddress,
  head: HeadRecord,
  { downlink, attempt }: { readonly downlink: string; readonly attempt: number },
  leavesFor: number,
  again: ReadAgain,
): Promise<HeadRecord> {
  const isMeant = (entry: HeadEntry) => entry.downlink === downlink && entry.attempt === attempt;
  if (head.entries.some(isMeant)) {
    const entries = head.entries.map((entry) =>
      isMeant(entry) ? { ...entry, visible: false, leavesFor } : entry,
    );
    return { ...head, entries };
  }
  const taken = await withoutMerged(ports, at, head, isMeant, again);
  if (taken === null) return head;
  const compacted = taken.head.entries.filter((entry) => entry.downlink === null);
  // It still stands before these, so they are counted as they were.
  const others = head.entries.filter((entry) => entry.downlink !== null);
  const isOfOthers = (one: Unended) =>
    others.some((entry) => entry.downlink === one.downlink && entry.attempt === one.attempt);
  const ofMerged = taken.head.unended.filter((one) => !isOfOthers(one));
  const { unlisted: _, ...left } = taken.left;
  const counts = await countAgainst(ports, compacted, left);
  const entries = [...compacted, { ...left, counts, visible: false, leavesFor }, ...others];
  const entering = { downlink, attempt, segments: left.segments, unended: null };
  const unended = await enterUnended(ports, { entries: compacted, unended: ofMerged }, entering);
  if (taken.unended !== null) {
    unended.push(await foundUnended(ports, entries, compacted.length, taken.unended));
  }
  unended.push(...head.unended.filter(isOfOthers));
  const changed = changedBetween(taken.head.unended, unended);
  return toTell({ ...taken.head, entries, unended }, [downlink, ...changed]);
}

/**
 * What the compacted entry holds without the one that leaves: outside of that one's extent what it held before, within
 * it what the others hold. So only those others are read that it overlaps.
 */
function partsWithout(
  compacted: HeadEntry,
  merged: readonly MergedEntry[],
  extent: Extent | null,
): Merging[] {
  const standing = withReadings(compacted);
  if (extent === null) return [{ segments: standing, wanted: {} }];
  const before = { from: Number.NEGATIVE_INFINITY, to: extent.from };
  const within = { from: extent.from, to: extent.to + 1 };
  const after = { from: extent.to + 1, to: Number.POSITIVE_INFINITY };
  const reached = merged.filter((entry) => overlaps(extentOf(entry), extent));
  return [
    { segments: reachedBy(standing, before), wanted: { range: before } },
    ...reached.map((entry) => ({
      segments: reachedBy(withReadings(entry), within),
      wanted: { range: within },
    })),
    { segments: reachedBy(standing, after), wanted: { range: after } },
  ];
}

function reachedBy(
  segments: readonly SegmentReference[],
  range: { readonly from: number; readonly to: number },
): SegmentReference[] {
  return segments.filter(({ from, to }) => to >= range.from && from < range.to);
}

function toTell(head: HeadRecord, names: readonly string[]): HeadRecord {
  if (names.length === 0) return head;
  return { ...head, recounted: [...new Set([...(head.recounted ?? []), ...names])] };
}

/** Whose unended samples are counted otherwise than before. */
function changedBetween(before: readonly Unended[], after: readonly Unended[]): string[] {
  const known = new Map(before.map((one) => [`${one.downlink}#${one.attempt}`, one]));
  return after
    .filter((one) => {
      const was = known.get(`${one.downlink}#${one.attempt}`);
      return was?.wasNew !== one.wasNew || was.gaveWayTo !== one.gaveWayTo;
    })
    .map(({ downlink }) => downlink);
}
