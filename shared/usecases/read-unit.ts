/** What a query needs of one unit: its heads, what its pages say and, for short ranges, its samples. */
import { mergeFrames } from '../domain/archive/merge.ts';
import { type BucketDays, bucketAt, bucketNamed } from '../domain/bucket/bucket.ts';
import { type HeadRecord, headKey, headKind, headPrefix } from '../domain/records/head.ts';
import type { Series } from '../domain/telemetry/series.ts';
import type { UnitFacts } from '../domain/telemetry/unit-page.ts';
import type { Micros } from '../domain/time.ts';
import type { Ports } from '../ports.ts';
import { readUnitFacts } from './read-pages.ts';
import { readSegments, segmentsIn, type TimeRange, visibleEntries } from './read-segments.ts';

export interface UnitAddress {
  readonly experiment: string;
  readonly generation: number;
  readonly unit: string;
  readonly days: BucketDays;
}

/** The unit's heads whose buckets touch the range (all without one), in order of time. */
export async function headsOf(
  ports: Ports,
  { experiment, generation, unit, days }: UnitAddress,
  range: { readonly from?: Micros | undefined; readonly to?: Micros | undefined } = {},
): Promise<HeadRecord[]> {
  const heads: HeadRecord[] = [];
  const { from, to = Infinity } = range;
  // Names of buckets sort as time does: the list begins behind the bucket before the range.
  const page =
    from === undefined
      ? {}
      : {
          after: headKey(experiment, generation, unit, bucketAt(bucketAt(from, days).from - 1, days).name)
            .sort,
        };
  for await (const { item } of ports.catalogue.list(
    headKind,
    experiment,
    headPrefix(generation, unit),
    page,
  )) {
    if (bucketNamed(item.bucket, days).from >= to) break;
    heads.push(item);
  }
  return heads;
}

/** First and last sample of the heads' segments; null where there are none. */
export function extentOf(heads: readonly HeadRecord[]): TimeRange | null {
  let from = Infinity;
  let to = -Infinity;
  for (const { entries } of heads) {
    for (const { segments } of entries) {
      for (const segment of segments) {
        from = Math.min(from, segment.from);
        to = Math.max(to, segment.to + 1);
      }
    }
  }
  return from < to ? { from, to } : null;
}

/** The pages that are there, without their rollups; a head without one is still to be rolled up. */
export async function factsOf(ports: Ports, heads: readonly HeadRecord[]): Promise<UnitFacts[]> {
  const keys = heads.flatMap(({ page }) => (page === null ? [] : [page.key]));
  return Promise.all(keys.map((key) => readUnitFacts(ports, key)));
}

/** The visible samples of one series in the range. */
export async function samplesIn(
  ports: Ports,
  experiment: string,
  heads: readonly HeadRecord[],
  series: string,
  range: TimeRange,
): Promise<Series | null> {
  const entries = await Promise.all(heads.map((head) => visibleEntries(ports, experiment, head)));
  const segments = segmentsIn(entries.flat(), range);
  const merged = mergeFrames(await readSegments(ports, segments, { series: new Set([series]), range }));
  return merged[0] ?? null;
}
