/** What a query needs of one unit: its heads, what its pages say and, for short ranges, its samples. */
import { type BucketDays, bucketAt, bucketNamed } from '../../domain/bucket/bucket.ts';
import { type HeadRecord, headKey, headKind, headPrefix, readablePage } from '../../domain/bucket/head.ts';
import type { UnitFacts } from '../../domain/detect/unit-facts.ts';
import type { AnswerRules } from '../../domain/experiment/answer-rules.ts';
import type { Series } from '../../domain/telemetry/series.ts';
import type { Micros } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { lostHead } from '../heads/lost-head.ts';
import { readSamples } from '../heads/read-samples.ts';
import { segmentsIn, type TimeRange, visibleEntries } from '../heads/read-segments.ts';
import { KeptItems } from '../known/kept-items.ts';
import { readUnitFacts } from '../pages/read-pages.ts';

export interface UnitAddress {
  readonly experiment: string;
  readonly generation: number;
  readonly unit: string;
  readonly days: BucketDays;
}

/**
 * The unit's heads whose buckets touch the range (all without one), in order of time. Fails with `Damaged` where the table
 * has lost all heads of a unit that sent something.
 */
export async function headsOf(
  ports: Ports,
  { experiment, generation, unit, days }: UnitAddress,
  range: { readonly from?: Micros | undefined; readonly to?: Micros | undefined } = {},
): Promise<HeadRecord[]> {
  const { from, to = Infinity } = range;
  // Names of buckets sort as time does: the list begins behind the bucket before the range.
  const before = from === undefined ? null : bucketAt(bucketAt(from, days).from - 1, days).name;
  const heads = await kept.list(ports.catalogue, {
    partition: experiment,
    prefix: headPrefix(generation, unit),
    after: before === null ? undefined : headKey(experiment, generation, unit, before).sort,
    ...(to < Infinity && { isInside: (bucket: string) => bucketNamed(bucket, days).from < to }),
  });
  const lost = heads.length > 0 ? null : await lostHead(ports, { experiment, generation, unit });
  if (lost !== null) throw lost;
  return heads;
}

const MOST_ENTRIES_KEPT = 50_000;
const kept = new KeptItems(headKind, MOST_ENTRIES_KEPT, ({ entries }) => 1 + entries.length);

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

/** The pages that are there, stretch by stretch, without their rollups; a head without one is still to be rolled up. */
export async function factsOf(ports: Ports, heads: readonly HeadRecord[]): Promise<UnitFacts[]> {
  const pages = heads.map(readablePage).filter((page) => page !== null);
  return (await Promise.all(pages.map((page) => readUnitFacts(ports, page)))).flat();
}

/** The visible samples of one series in the range, as they are answered. */
export async function samplesIn(
  ports: Ports,
  experiment: string,
  rules: AnswerRules,
  heads: readonly HeadRecord[],
  series: string,
  range: TimeRange,
): Promise<Series | null> {
  const entries = await Promise.all(heads.map((head) => visibleEntries(ports, experiment, head)));
  const segments = segmentsIn(entries.flat(), range);
  const [found] = await readSamples(ports, rules, segments, { series: new Set([series]), range });
  return found ?? null;
}
