/** What one downlink adds to a bucket, against those that came before it. */
import { addTallies, NO_TALLY, type Tally, tally } from '../../domain/archive/count.ts';
import { type Crowding, crowdingOf } from '../../domain/archive/crowding.ts';
import { spansOfAll } from '../../domain/archive/spans.ts';
import type { HeadEntry, SegmentReference } from '../../domain/bucket/head.ts';
import { type Extent, extentOf, overlaps } from '../../domain/bucket/merged-list.ts';
import type { Micros } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import {
  readSegments,
  type SegmentStore,
  segmentsIn,
  type TimeRange,
  type WantedSamples,
} from './read-segments.ts';

/** Those of other downlinks: of one downlink two attempts may stand in a head, and neither counts against the other. */
export function ofOthers(entries: readonly HeadEntry[], downlink: string | null): HeadEntry[] {
  return entries.filter((entry) => entry.downlink === null || entry.downlink !== downlink);
}

/** Counts what is brought against the entries that stand there. */
export async function countAgainst(
  ports: Ports,
  existing: readonly HeadEntry[],
  brought: { readonly segments: readonly SegmentReference[]; readonly repeated: number },
): Promise<Tally> {
  const counted = await tallyAgainst(ports, existing, brought.segments, null);
  return addTallies(counted, { ...NO_TALLY, duplicates: brought.repeated });
}

/**
 * The entries but for one, and those behind it that this gives other counts. Only what lies between the first and the
 * last sample of the one that leaves is looked at: nothing else is counted otherwise without it.
 */
export async function without(
  ports: Ports,
  entries: readonly HeadEntry[],
  place: number,
): Promise<{ entries: HeadEntry[]; recounted: string[] }> {
  const leaving = entries[place]!;
  const extent = extentOf(leaving);
  const kept = entries.slice(0, place);
  const recounted: string[] = [];
  for (let i = place + 1; i < entries.length; i++) {
    const entry = entries[i]!;
    const { downlink } = entry;
    if (extent === null || downlink === leaving.downlink || !overlaps(extentOf(entry), extent)) {
      kept.push(entry);
      continue;
    }
    const count = (against: readonly HeadEntry[]) =>
      tallyAgainst(ports, ofOthers(against, downlink), entry.segments, extent);
    const [before, after] = [await count(entries.slice(0, i)), await count(kept)];
    kept.push({ ...entry, counts: plus(entry.counts, minus(after, before)) });
    if (downlink !== null) recounted.push(downlink);
  }
  return { entries: kept, recounted };
}

const plus = addTallies;

function minus(a: Tally, b: Tally): Tally {
  return addTallies(a, {
    accepted: -b.accepted,
    duplicates: -b.duplicates,
    conflicts: -b.conflicts,
  });
}

/**
 * Counts stretch by stretch: segments of different stretches share no time, hence no key. A stretch that is one segment
 * of the downlink is all new and is not read; of the others one is held in memory at a time, and of a long one a span.
 */
async function tallyAgainst(
  ports: Ports,
  existing: readonly HeadEntry[],
  segments: readonly SegmentReference[],
  within: Extent | null,
): Promise<Tally> {
  const range = within === null ? null : { from: within.from, to: within.to + 1 };
  const wanted: WantedSamples = range === null ? {} : { range };
  const reached = segments.filter(({ from, to }) => within === null || overlaps({ from, to }, within));
  let counted = NO_TALLY;
  for (const { held, brought } of stretchesOf(segmentsIn(existing, range), reached)) {
    const near = held.filter((one) => brought.some((other) => overlaps(one, other)));
    const isAllNew = near.length === 0 && brought.length === 1 && isInside(brought[0]!, within);
    const allNew = isAllNew ? brought[0]?.samples : undefined;
    if (allNew !== undefined) {
      counted = addTallies(counted, { ...NO_TALLY, accepted: allNew });
      continue;
    }
    for (const span of spansOfAll([...near, ...brought])) {
      const here = span === null ? wanted : { range: inBoth(span, range) };
      counted = addTallies(
        counted,
        tally(await readSegments(ports, near, here), await readSegments(ports, brought, here)),
      );
    }
  }
  return counted;
}

function inBoth(a: TimeRange, b: TimeRange | null): TimeRange {
  return b === null ? a : { from: Math.max(a.from, b.from), to: Math.min(a.to, b.to) };
}

function isInside({ from, to }: Extent, within: Extent | null): boolean {
  return within === null || (from >= within.from && to <= within.to);
}

/**
 * How a downlink's samples lie among those that stand there, by series; nothing is read where no time is shared. With the
 * downlinks that stand in the same time.
 */
export async function crowdingAgainst(
  ports: SegmentStore,
  existing: readonly HeadEntry[],
  segments: readonly SegmentReference[],
  periodOf: (series: string) => Micros | null,
): Promise<{ readonly crowding: Crowding[]; readonly downlinks: string[] }> {
  const crowding: Crowding[] = [];
  const keys = new Set<string>();
  for (const { held, brought } of stretchesOf(segmentsIn(existing, null), segments)) {
    const near = held.filter((one) => brought.some((other) => overlaps(one, other)));
    if (near.length === 0) continue;
    for (const { key } of near) keys.add(key);
    for (const span of spansOfAll([...near, ...brought])) {
      const here = span === null ? {} : { range: span };
      crowding.push(
        ...crowdingOf(
          await readSegments(ports, near, here),
          await readSegments(ports, brought, here),
          periodOf,
        ),
      );
    }
  }
  const isNear = (entry: HeadEntry) => entry.segments.some(({ key }) => keys.has(key));
  return { crowding, downlinks: existing.filter(isNear).flatMap(({ downlink }) => downlink ?? []) };
}

/** Segments that overlap in time, in a chain. */
interface Stretch {
  readonly held: SegmentReference[];
  readonly brought: SegmentReference[];
}

/** The stretches in which the downlink brings something. */
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
  return stretches.filter((stretch) => stretch.brought.length > 0);
}
