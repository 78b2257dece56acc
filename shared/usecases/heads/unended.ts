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
    if (one.downlink === downlink) continue;
    const givesWay = one.gaveWayTo === null && (await isHeld(ports, segments, one, 'ended'));
    others.push(givesWay ? { ...one, gaveWayTo: downlink } : one);
  }
  if (own === null) return others;
  const before = segmentsIn(entries, null);
  const wasNew = await isNew(ports, before, segments, own);
  return [...others, { ...own, downlink, attempt, wasNew, gaveWayTo: null }].slice(-MOST_UNENDED);
}

/**
 * The head's unended samples once a downlink has left, whose entry stood before `entries[place]`: what gave way to it
 * may stand again, or give way to another. Of a compacted entry no one before it can leave any more.
 */
export async function leaveUnended(
  ports: Ports,
  { entries, unended }: Pick<HeadRecord, 'entries' | 'unended'>,
  left: string,
): Promise<Unended[]> {
  const kept = [];
  for (const one of unended) {
    if (one.downlink === left) continue;
    const place = entries.findIndex(({ downlink }) => downlink === one.downlink);
    const own = entries[place]?.segments;
    const wasNew =
      own === undefined
        ? one.wasNew
        : await isNew(ports, segmentsIn(entries.slice(0, place), null), own, one);
    const gaveWayTo =
      one.gaveWayTo === left ? await firstHolder(ports, entries.slice(place + 1), one) : one.gaveWayTo;
    kept.push({ ...one, wasNew, gaveWayTo });
  }
  return kept;
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
