/**
 * The one sample that a file without a last line end ends within: which of them gave way to another, and when that has
 * to be looked at. What a receipt counts as accepted becomes a duplicate then (docs/design.md#a-last-row-without-a-line-end).
 */
import {
  type HeadEntry,
  type HeadRecord,
  MOST_UNENDED,
  type SegmentReference,
  type Unended,
  type UnendedSample,
} from '../../domain/bucket/head.ts';
import { endingOf, flagsAt } from '../../domain/telemetry/flags.ts';
import type { Column } from '../../domain/telemetry/frame.ts';
import type { Ports } from '../../ports.ts';
import { ofOthers } from './count-entries.ts';
import { readSegments, segmentsIn } from './read-segments.ts';

/** What a downlink brings to a head, as far as this goes. */
interface Entering {
  readonly downlink: string;
  readonly attempt: number;
  readonly segments: readonly SegmentReference[];
  readonly unended: UnendedSample | null;
}

/** The head's unended samples once the downlink has entered: others give way to it, and its own comes to them. */
export async function enterUnended(
  ports: Ports,
  { entries, unended }: Pick<HeadRecord, 'entries' | 'unended'>,
  entering: Entering,
): Promise<Unended[]> {
  const { downlink, attempt, segments, unended: own } = entering;
  const others = [];
  for (const one of unended) {
    const isOwn = one.downlink === downlink;
    const givesWay = !isOwn && one.gaveWayTo === null && (await isHeld(ports, segments, one, 'ended'));
    others.push(givesWay ? { ...one, gaveWayTo: downlink } : one);
  }
  if (own === null) return others;
  const before = segmentsIn(ofOthers(entries, downlink), null);
  const wasNew = await isNew(ports, before, segments, own);
  return [...others, { ...own, downlink, attempt, wasNew, gaveWayTo: null }].slice(-MOST_UNENDED);
}

/**
 * The unended samples once an entry has left, which stood before `entries[place]`: what gave way to it may stand again,
 * or give way to another. Where the entry had no sample of that key nothing changes, and nothing is read.
 */
export async function leaveUnended(
  ports: Ports,
  entries: readonly HeadEntry[],
  unended: readonly Unended[],
  left: HeadEntry,
): Promise<Unended[]> {
  const kept = [];
  for (const one of unended) {
    if (isOf(one, left)) continue;
    if (!left.segments.some((segment) => reaches(segment, one))) {
      kept.push(one);
      continue;
    }
    const place = entries.findIndex((entry) => isOf(one, entry));
    const own = entries[place]?.segments;
    const before = ofOthers(entries.slice(0, Math.max(place, 0)), one.downlink);
    const wasNew = own === undefined ? one.wasNew : await isNew(ports, segmentsIn(before, null), own, one);
    const behind = ofOthers(entries.slice(place + 1), one.downlink);
    const gaveWayTo = one.gaveWayTo === left.downlink ? await firstHolder(ports, behind, one) : one.gaveWayTo;
    kept.push({ ...one, wasNew, gaveWayTo });
  }
  return kept;
}

/** The record of an unended sample in an entry that has none, as it would have been kept when that came. */
export async function foundUnended(
  ports: Ports,
  entries: readonly HeadEntry[],
  place: number,
  sample: UnendedSample,
): Promise<Unended> {
  const { downlink, attempt, segments } = entries[place]!;
  if (downlink === null) throw new Error('a compacted entry has no unended sample of its own');
  const wasNew = await isNew(ports, segmentsIn(entries.slice(0, place), null), segments, sample);
  const gaveWayTo = await firstHolder(ports, entries.slice(place + 1), sample);
  const { series, at } = sample;
  return { series, at, downlink, attempt, wasNew, gaveWayTo };
}

const isOf = ({ downlink, attempt }: Unended, entry: HeadEntry): boolean =>
  entry.downlink === downlink && entry.attempt === attempt;

/** Those that gave way within the entries that are merged: the head need not know them, and the merged list does. */
export function settledApart(
  merged: readonly HeadEntry[],
  unended: readonly Unended[],
): { settled: Unended[]; others: Unended[] } {
  const names = new Set(merged.map(({ downlink }) => downlink));
  const isSettled = ({ downlink, gaveWayTo }: Unended) =>
    gaveWayTo !== null && names.has(downlink) && names.has(gaveWayTo);
  return {
    settled: unended.filter(isSettled),
    others: unended.filter((one) => !isSettled(one)),
  };
}

async function isNew(
  ports: Ports,
  before: readonly SegmentReference[],
  own: readonly SegmentReference[],
  sample: UnendedSample,
): Promise<boolean> {
  if (await isHeld(ports, before, sample, 'any')) return false;
  // A segment of its own holds one sample a key: where only one may hold this key, it holds the unended one.
  return (
    own.filter((segment) => reaches(segment, sample)).length < 2 ||
    !(await isHeld(ports, own, sample, 'ended'))
  );
}

function reaches({ from, to }: SegmentReference, { at }: UnendedSample): boolean {
  return from <= at && at <= to;
}

async function firstHolder(
  ports: Ports,
  entries: readonly HeadEntry[],
  sample: UnendedSample,
): Promise<string | null> {
  for (const { downlink, segments } of entries)
    if (downlink !== null && (await isHeld(ports, segments, sample, 'ended'))) return downlink;
  return null;
}

/** Whether the segments hold a sample of this key; only those that may are read. */
async function isHeld(
  ports: Ports,
  segments: readonly SegmentReference[],
  sample: UnendedSample,
  which: 'any' | 'ended',
): Promise<boolean> {
  const { series, at } = sample;
  const near = segments.filter((segment) => reaches(segment, sample));
  const wanted = { series: new Set([series]), range: { from: at, to: at + 1 } };
  const frames = await readSegments(ports, near, wanted);
  return frames.some(({ frame: { times, columns } }) =>
    columns.some((column) => times.some((time, i) => time === at && holds(column, i, which))),
  );
}

function holds({ values, flags }: Column, i: number, which: 'any' | 'ended'): boolean {
  if (Number.isNaN(values[i]!)) return false;
  return which === 'any' || endingOf(flagsAt(flags, i)) === 'ENDED';
}
