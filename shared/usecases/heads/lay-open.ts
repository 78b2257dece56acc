/** A list of what was merged, with the segments at hand that somebody needs of it. */
import type { SegmentReference, UnendedSample } from '../../domain/bucket/head.ts';
import { extentOf, type MergedEntry, type MergedList, overlaps } from '../../domain/bucket/merged-list.ts';
import type { Ports } from '../../ports.ts';
import type { BucketAddress } from './bucket-address.ts';
import { foundUnended } from './unended.ts';

/** What the file of a downlink has in a bucket, by the reading that the entry was read with. */
export interface BucketReading {
  readonly segments: readonly SegmentReference[];
  readonly repeated: number;
  readonly unended: UnendedSample | null;
}

/** Reads the file of a merged downlink again, for the segments that have expired or that nobody wrote down. */
export type ReadAgain = (at: BucketAddress, entry: MergedEntry) => Promise<BucketReading>;

/** The list with everything readable that the one at `place` reaches, and the keys of what had to be made for that. */
export async function laidOpen(
  ports: Ports,
  at: BucketAddress,
  list: MergedList,
  place: number,
  again: ReadAgain,
): Promise<MergedList & { readonly made: readonly string[] }> {
  const entries = [...list.entries];
  const made: string[] = [];
  const found: { readonly place: number; readonly sample: UnendedSample }[] = [];
  const open = async (i: number) => {
    const { entry, unended } = await readable(ports, at, entries[i]!, again);
    if (entry !== entries[i]) made.push(...entry.segments.map(({ key }) => key));
    entries[i] = entry;
    if (unended !== null) found.push({ place: i, sample: unended });
  };
  await open(place);
  const extent = extentOf(entries[place]!);
  for (let i = 0; i < entries.length; i++) {
    if (i !== place && overlaps(extentOf(entries[i]!), extent)) await open(i);
  }
  const unended = [...list.unended];
  for (const { place: i, sample } of found) unended.push(await foundUnended(ports, entries, i, sample));
  return { ...list, entries, unended, made };
}

/** The entry with segments that are there: those of long ago have expired, and those of before lists are not known. */
async function readable(
  ports: Ports,
  at: BucketAddress,
  entry: MergedEntry,
  again: ReadAgain,
): Promise<{ readonly entry: MergedEntry; readonly unended: UnendedSample | null }> {
  if (entry.unlisted !== undefined) {
    const { segments, repeated, unended } = await again(at, entry);
    const { unlisted: _, ...listed } = entry;
    return { entry: { ...listed, segments: [...segments], repeated }, unended };
  }
  const sizes = await Promise.all(entry.segments.map(({ key }) => ports.archive.size(key)));
  if (sizes.every((size) => size !== null)) return { entry, unended: null };
  const { segments } = await again(at, entry);
  return { entry: { ...entry, segments: [...segments] }, unended: null };
}
