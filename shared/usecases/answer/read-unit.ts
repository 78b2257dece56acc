/** What a query needs of one unit: its heads, what its pages say and, for short ranges, its samples. */
import { type BucketDays, bucketAt, bucketNamed } from '../../domain/bucket/bucket.ts';
import { type HeadRecord, headKey, headKind, headPrefix, readablePage } from '../../domain/bucket/head.ts';
import { byText } from '../../domain/by-text.ts';
import type { UnitFacts } from '../../domain/detect/unit-facts.ts';
import type { AnswerRules } from '../../domain/experiment/answer-rules.ts';
import { LruCache } from '../../domain/lru-cache.ts';
import type { Series } from '../../domain/telemetry/series.ts';
import type { Micros } from '../../domain/time.ts';
import type { Catalogue, ListPage, Ports, Stored, Versioned } from '../../ports.ts';
import { readSamples } from '../heads/read-samples.ts';
import { segmentsIn, type TimeRange, visibleEntries } from '../heads/read-segments.ts';
import { readUnitFacts } from '../pages/read-pages.ts';

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
  const { from, to = Infinity } = range;
  // Names of buckets sort as time does: the list begins behind the bucket before the range.
  const page =
    from === undefined
      ? {}
      : {
          after: headKey(experiment, generation, unit, bucketAt(bucketAt(from, days).from - 1, days).name)
            .sort,
        };
  const prefix = headPrefix(generation, unit);
  const isInside = (bucket: string) => bucketNamed(bucket, days).from < to;
  const kept = keptOf(ports.catalogue);
  const heads: HeadRecord[] = [];
  const changed: Versioned[] = [];
  for await (const found of ports.catalogue.versions(headKind, experiment, prefix, page)) {
    if (!isInside(found.key.sort.slice(prefix.length))) break;
    const standing = kept.get(keptKey(found));
    if (standing === undefined) changed.push(found);
    else heads.push(standing);
  }
  heads.push(...(await readHeads(ports, changed, { experiment, prefix, page, isInside })));
  return heads.sort((a, b) => byText(a.bucket, b.bucket));
}

/** A unit's head is read with every question and changes with a downlink: who keeps it asks for its version alone. */
const MOST_ENTRIES_KEPT = 50_000;
const keptBy = new WeakMap<Catalogue, LruCache<HeadRecord>>();

function keptOf(catalogue: Catalogue): LruCache<HeadRecord> {
  const known = keptBy.get(catalogue);
  if (known !== undefined) return known;
  const kept = new LruCache<HeadRecord>(MOST_ENTRIES_KEPT, ({ entries }) => 1 + entries.length);
  keptBy.set(catalogue, kept);
  return kept;
}

const keptKey = ({ key, version }: Versioned) => `${key.partition}/${key.sort}/${version}`;

/** Heads that are read one by one; more of them are listed. */
const FEW = 4;

async function readHeads(
  ports: Ports,
  changed: readonly Versioned[],
  list: { experiment: string; prefix: string; page: ListPage; isInside: (bucket: string) => boolean },
): Promise<HeadRecord[]> {
  const kept = keptOf(ports.catalogue);
  const found: HeadRecord[] = [];
  const keep = (stored: Stored<HeadRecord>) => {
    kept.set(keptKey(stored), stored.item);
    found.push(stored.item);
  };
  if (changed.length <= FEW) {
    const read = await Promise.all(changed.map(({ key }) => ports.catalogue.get(headKind, key)));
    for (const stored of read) if (stored !== null) keep(stored);
    return found;
  }
  const wanted = new Set(changed.map(({ key }) => key.sort));
  for await (const stored of ports.catalogue.list(headKind, list.experiment, list.prefix, list.page)) {
    if (!list.isInside(stored.item.bucket)) break;
    if (wanted.has(stored.key.sort)) keep(stored);
  }
  return found;
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
