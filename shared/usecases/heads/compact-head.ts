/** Many small downlinks leave many small segments: the settled ones of a bucket become one. */
import { segmentKey } from '../../domain/archive/keys.ts';
import { layFrames } from '../../domain/archive/lay-frames.ts';
import { samplesOf } from '../../domain/archive/samples.ts';
import { spansOfAll } from '../../domain/archive/spans.ts';
import {
  COMPACT_ABOVE,
  type HeadEntry,
  type HeadRecord,
  headKind,
  type SegmentReference,
} from '../../domain/bucket/head.ts';
import type { MergedEntry, MergedList } from '../../domain/bucket/merged-list.ts';
import { notingSuperseded } from '../../domain/bucket/superseded-objects.ts';
import type { Frame } from '../../domain/telemetry/frame.ts';
import { sha256 } from '../../formats/digest.ts';
import { encodeFrame } from '../../formats/parquet/encode-frame.ts';
import type { Ports } from '../../ports.ts';
import { update } from '../known/update.ts';
import { type BucketAddress, headKeyOf } from './bucket-address.ts';
import { keepMergedList, mergedListOf } from './merged-list.ts';
import { readSegments, type TimeRange, type WantedSamples, withReadings } from './read-segments.ts';
import { refreshCounts } from './refresh-counts.ts';
import { settledApart } from './unended.ts';

/**
 * Replaces the leading visible entries of a head above eight by one that says the same: every sample, also what lost a
 * conflict, under its source. What they were stands in a list that the entry names, so that each can be taken out
 * again. Entries behind one that is not visible yet wait for it.
 * The old segments stay for 30 days, so that an older answer can still reach them.
 */
export async function compactHead(ports: Ports, at: BucketAddress): Promise<void> {
  await update(ports, headKind, headKeyOf(at), async (head) => {
    if (head === null || head.entries.length <= COMPACT_ABOVE) return null;
    const waiting = head.entries.findIndex((entry) => !entry.visible);
    const settled = waiting < 0 ? head.entries : head.entries.slice(0, waiting);
    if (settled.length < 2) return null;
    // A run that died while it counted anew has left the last word in the entries, which go now.
    for (const { downlink } of settled) {
      if (downlink !== null) await refreshCounts(ports, at.experiment, downlink);
    }
    return notingSuperseded(head, await compacted(ports, at, head, settled));
  });
}

async function compacted(
  ports: Ports,
  at: BucketAddress,
  head: HeadRecord,
  settled: readonly HeadEntry[],
): Promise<HeadRecord> {
  const before = await mergedListOf(ports, head);
  const entries = [...before.entries, ...settled.filter(isOfOneDownlink)];
  const { settled: merged, others } = settledApart(entries, head.unended);
  for (const { downlink } of merged) await refreshCounts(ports, at.experiment, downlink);
  const list = { ...before, entries, unended: [...before.unended, ...merged] };
  const segments = await mergedSegments(
    ports,
    at,
    settled.map((entry) => ({ segments: withReadings(entry), wanted: {} })),
  );
  const entry = await compactedEntry(ports, at, list, segments);
  return { ...head, entries: [entry, ...head.entries.slice(settled.length)], unended: others };
}

function isOfOneDownlink(entry: HeadEntry): entry is MergedEntry {
  return entry.downlink !== null;
}

/** The entry that stands for all of a list. */
export async function compactedEntry(
  ports: Ports,
  at: BucketAddress,
  list: MergedList,
  segments: readonly SegmentReference[],
): Promise<HeadEntry> {
  const readings = new Set(list.entries.flatMap((entry) => entry.readings ?? []));
  const isKnown = list.isWhole && list.entries.every((entry) => entry.readings !== undefined);
  return {
    downlink: null,
    attempt: 0,
    segments: [...segments],
    counts: { accepted: 0, duplicates: 0, conflicts: 0 },
    repeated: 0,
    visible: true,
    ...(isKnown && { readings: [...readings].sort() }),
    merged: await keepMergedList(ports, at, list),
  };
}

/** Segments, and which of their samples go into what they are merged to. */
export interface Merging {
  readonly segments: readonly SegmentReference[];
  readonly wanted: WantedSamples;
}

/**
 * Merges samples by their source (those of before sources were kept by their rank) and by what they were read under: what
 * was read in one unit is not mixed with what was read in another. Where they are many, span by span of
 * time, so that few are held at once and no segment is larger than what is read at once.
 */
export async function mergedSegments(
  ports: Ports,
  at: BucketAddress,
  parts: readonly Merging[],
): Promise<SegmentReference[]> {
  const all = parts.flatMap(({ segments, wanted }) => segments.map((segment) => ({ segment, wanted })));
  const bySource = Map.groupBy(all, ({ segment: { source, rank, readings } }) =>
    JSON.stringify(source === undefined ? { rank, readings } : { source, readings }),
  );
  const segments: SegmentReference[] = [];
  for (const ofSource of bySource.values()) {
    const { rank, source, readings } = ofSource.at(-1)!.segment;
    for (const span of spansOfAll(ofSource.map((one) => one.segment))) {
      const frames = await framesIn(ports, ofSource, span);
      for (const frame of layFrames(frames)) {
        segments.push({
          ...(await writtenFrame(ports, at, frame, rank)),
          ...(source !== undefined && { source }),
          ...(readings !== undefined && { readings }),
        });
      }
    }
  }
  return segments;
}

/** What of the segments is wanted and lies in the span. */
async function framesIn(
  ports: Ports,
  wanting: readonly { readonly segment: SegmentReference; readonly wanted: WantedSamples }[],
  span: TimeRange | null,
): Promise<Frame[]> {
  const frames: Frame[] = [];
  for (const { segment, wanted } of wanting) {
    const [read] = await readSegments(ports, [segment], span === null ? wanted : inside(wanted, span));
    if (read !== undefined) frames.push(withSamples(read.frame));
  }
  return frames.filter(({ columns }) => columns.length > 0);
}

function inside({ series, range }: WantedSamples, { from, to }: TimeRange): WantedSamples {
  const both = { from: Math.max(from, range?.from ?? from), to: Math.min(to, range?.to ?? to) };
  return { ...(series && { series }), range: both };
}

/** Of a part of a segment: a series that has nothing in it would be laid as one without samples. */
function withSamples({ times, columns }: Frame): Frame {
  const isHeld = ({ values }: Frame['columns'][number]) => values.some((value) => !Number.isNaN(value));
  return { times, columns: columns.filter(isHeld) };
}

async function writtenFrame(
  ports: Ports,
  { experiment, unit, bucket }: BucketAddress,
  frame: Frame,
  rank: number,
): Promise<SegmentReference> {
  const { bytes } = encodeFrame(frame, { 'howship.experiment': experiment, 'howship.unit': unit });
  const key = segmentKey(experiment, unit, bucket, sha256(bytes).slice(0, 32));
  await ports.archive.put(key, bytes, 'application/vnd.apache.parquet');
  const samples = frame.columns.reduce((sum, column) => sum + samplesOf(column), 0);
  return { key, rank, from: frame.times[0]!, to: frame.times.at(-1)!, samples };
}
