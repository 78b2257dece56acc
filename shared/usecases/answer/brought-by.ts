/** Which downlinks the samples of a bucket came by. */
import type { BroughtOnWire } from '../../contract/export.ts';
import type { HeadEntry, HeadRecord } from '../../domain/bucket/head.ts';
import type { MergedEntry } from '../../domain/bucket/merged-list.ts';
import { isoOf } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import type { BucketAddress } from '../heads/bucket-address.ts';
import { wholeListOf } from '../heads/merged-list.ts';
import { segmentsIn, type TimeRange } from '../heads/read-segments.ts';

/** @param visible the entries of the head that count. Fails with `Damaged`. */
export async function broughtBy(
  ports: Ports,
  at: BucketAddress,
  head: HeadRecord,
  visible: readonly HeadEntry[],
  range: TimeRange,
): Promise<BroughtOnWire[]> {
  const isCompacted = visible.some(({ downlink }) => downlink === null);
  const merged = isCompacted ? (await wholeListOf(ports, at, head)).entries : [];
  return [
    ...merged.flatMap((entry) => mergedIn(at, entry, range)),
    ...visible.flatMap((entry) => broughtIn(at, entry, range)),
  ];
}

function broughtIn({ unit, bucket }: BucketAddress, entry: HeadEntry, range: TimeRange): BroughtOnWire[] {
  const { downlink, attempt } = entry;
  if (downlink === null) return [];
  return segmentsIn([entry], range).map(({ source, key, from, to }) => ({
    ...{ unit, bucket, downlink, attempt, ...(source !== undefined && { source }) },
    ...{ key, from: isoOf(from), to: isoOf(to) },
  }));
}

/** The segments that these came in are no part of the archive any more. */
function mergedIn(at: BucketAddress, entry: MergedEntry, range: TimeRange): BroughtOnWire[] {
  const { downlink, attempt, unlisted } = entry;
  const known = broughtIn(at, entry, range).map(({ key: _superseded, ...brought }) => brought);
  if (unlisted === undefined || unlisted.to < range.from || unlisted.from >= range.to) return known;
  const { unit, bucket } = at;
  return [...known, { unit, bucket, downlink, attempt, from: isoOf(unlisted.from), to: isoOf(unlisted.to) }];
}
