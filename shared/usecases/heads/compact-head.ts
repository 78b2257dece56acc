/** Many small downlinks leave many small segments: the settled ones of a bucket become one. */
import { segmentKey } from '../../domain/archive/keys.ts';
import { layFrames } from '../../domain/archive/lay-frames.ts';
import {
  COMPACT_ABOVE,
  type HeadEntry,
  type HeadRecord,
  headKey,
  headKind,
  type SegmentReference,
  type Unended,
} from '../../domain/bucket/head.ts';
import { sha256 } from '../../formats/digest.ts';
import { encodeFrame } from '../../formats/parquet/frame.ts';
import type { Ports } from '../../ports.ts';
import { update } from '../known/update.ts';
import { type BucketAddress, refreshCounts } from './commit-entries.ts';
import { readSegments } from './read-segments.ts';

/**
 * Replaces the leading visible entries of a head above eight by one that says the same: every sample, also what lost a
 * conflict, under its source. Their counts stand in their receipts and change no more, since only an entry
 * before them could do that, and all of those are visible; but for a sample whose row was not ended, which the head
 * remembers. Entries behind one that is not visible yet wait for it.
 * Nothing is deleted: an older answer can still reach the old segments.
 */
export async function compactHead(ports: Ports, at: BucketAddress): Promise<void> {
  const key = headKey(at.experiment, at.generation, at.unit, at.bucket);
  await update(ports, headKind, key, async (head) => {
    if (head === null || head.entries.length <= COMPACT_ABOVE) return null;
    const waiting = head.entries.findIndex((entry) => !entry.visible);
    const settled = waiting < 0 ? head.entries : head.entries.slice(0, waiting);
    if (settled.length < 2) return null;
    // A run that died while it counted anew has left the last word in the entries, which go now.
    for (const { downlink } of settled) {
      if (downlink !== null) await refreshCounts(ports, at.experiment, downlink);
    }
    const compacted = await compactedEntry(ports, at, settled);
    const entries = [compacted, ...head.entries.slice(settled.length)];
    return { ...head, entries, unended: await withoutSettled(ports, at, { ...head, entries }) };
  });
}

/** Unended samples that gave way for good, and whose receipts say so, need not be remembered. */
async function withoutSettled(
  ports: Ports,
  at: BucketAddress,
  { entries, unended }: Pick<HeadRecord, 'entries' | 'unended'>,
): Promise<Unended[]> {
  const standing = new Set(entries.map(({ downlink }) => downlink));
  const isSettled = ({ downlink, gaveWayTo }: Unended) =>
    gaveWayTo !== null && !standing.has(downlink) && !standing.has(gaveWayTo);
  for (const { downlink } of unended.filter(isSettled)) await refreshCounts(ports, at.experiment, downlink);
  return unended.filter((one) => !isSettled(one));
}

async function compactedEntry(
  ports: Ports,
  at: BucketAddress,
  settled: readonly HeadEntry[],
): Promise<HeadEntry> {
  const segments: SegmentReference[] = [];
  const bySource = Map.groupBy(
    settled.flatMap((entry) => entry.segments),
    ({ source, rank }) => JSON.stringify([source, rank]),
  );
  for (const references of bySource.values()) {
    const { rank, source } = references[0]!;
    const frames = (await readSegments(ports, references)).map(({ frame }) => frame);
    for (const frame of layFrames(frames)) {
      const { bytes } = encodeFrame(frame, { 'howship.experiment': at.experiment, 'howship.unit': at.unit });
      const key = segmentKey(at.experiment, at.unit, at.bucket, sha256(bytes).slice(0, 32));
      await ports.archive.put(key, bytes, 'application/vnd.apache.parquet');
      segments.push({
        ...{ key, rank, from: frame.times[0]!, to: frame.times.at(-1)! },
        ...(source !== undefined && { source }),
      });
    }
  }
  const counts = { accepted: 0, duplicates: 0, conflicts: 0 };
  return { downlink: null, attempt: 0, segments, counts, repeated: 0, visible: true };
}
