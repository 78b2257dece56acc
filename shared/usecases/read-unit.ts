/** What a query needs of one unit: its pages and, for short ranges, its samples. */
import { mergeFrames } from '../domain/archive/merge.ts';
import { type BucketDays, bucketNamed } from '../domain/bucket/bucket.ts';
import { type HeadRecord, headKind, headPrefix } from '../domain/records/head.ts';
import type { Series } from '../domain/telemetry/series.ts';
import type { UnitPage } from '../domain/telemetry/unit-page.ts';
import type { Ports } from '../ports.ts';
import { readUnitPage } from './read-pages.ts';
import { readSegments, segmentsIn, type TimeRange, visibleEntries } from './read-segments.ts';

/** The unit's heads whose buckets touch the range (all without one), in order of time. */
export async function headsOf(
  ports: Ports,
  at: { experiment: string; generation: number; unit: string; days: BucketDays },
  range: TimeRange | null = null,
): Promise<HeadRecord[]> {
  const heads: HeadRecord[] = [];
  for await (const { item } of ports.catalogue.list(
    headKind,
    at.experiment,
    headPrefix(at.generation, at.unit),
  )) {
    const { from, to } = bucketNamed(item.bucket, at.days);
    if (range === null || (to > range.from && from < range.to)) heads.push(item);
  }
  return heads;
}

/** The pages that are there; a head without one is still to be rolled up. */
export async function pagesOf(ports: Ports, heads: readonly HeadRecord[]): Promise<UnitPage[]> {
  const keys = heads.flatMap(({ page }) => (page === null ? [] : [page.key]));
  return Promise.all(keys.map((key) => readUnitPage(ports, key)));
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
