import { deltaPageKey } from '../domain/archive/keys.ts';
import { mergeFrames } from '../domain/archive/merge.ts';
import { type Bucket, type BucketDays, bucketsOver } from '../domain/bucket/bucket.ts';
import { headKey, headKind, type SegmentReference } from '../domain/records/head.ts';
import { deltaKey, deltaKind } from '../domain/records/subject.ts';
import { microsOf } from '../domain/telemetry/rule.ts';
import type { Series } from '../domain/telemetry/series.ts';
import type { Micros } from '../domain/time.ts';
import { pairSeries } from '../domain/twins/channel-pairs.ts';
import type { PairRules } from '../domain/twins/pair-rules.ts';
import { type DeltaPage, encodeDeltaPage } from '../formats/delta-page.ts';
import { digestOf, sha256 } from '../formats/digest.ts';
import type { Ports } from '../ports.ts';
import { loadPairRules } from './load-pair-rules.ts';
import { readSegments, segmentsIn, type TimeRange, visibleEntries } from './read-segments.ts';

export interface PairAddress {
  readonly experiment: string;
  readonly generation: number;
}

/** Changes whenever the same segments and rules would give another page. */
const PAGE_FORMAT = 'delta-page/1';

/** Rivals that may be first before the queue brings the work again. */
const MOST_ATTEMPTS = 20;

/**
 * Lays the pair side by side over one bucket of the flight unit, unless the page there is of the very same segments
 * and rules. The item is read before the rules and the heads, and written only if nobody wrote it since, so that a page
 * is never replaced by one of older heads, or of rules that an event or a definition has changed.
 */
export async function refreshDeltaPage(
  ports: Ports,
  { experiment, generation }: PairAddress,
  pair: string,
  bucket: Bucket,
): Promise<void> {
  const key = deltaKey(experiment, generation, pair, bucket.name);
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const stored = await ports.catalogue.get(deltaKind, key);
    const rules = await loadPairRules(ports, experiment, pair);
    if (rules.channels.length === 0) return;
    const inputs = await inputsOf(ports, { experiment, generation }, rules, bucket);
    const basis = digestOf([
      PAGE_FORMAT,
      inputs.flight.map(({ key: segment, rank }) => [segment, rank]),
      inputs.ground.map(({ key: segment, rank }) => [segment, rank]),
      rules.shiftMicros,
      rules.channels.map(({ series, twin }) => [series, twin.tolerance]),
    ]);
    if (stored?.item.basis === basis) return;
    if (stored === null && inputs.flight.length === 0 && inputs.ground.length === 0) return;
    const bytes = encodeDeltaPage(await layPair(ports, rules, bucket, inputs));
    const object = deltaPageKey(experiment, pair, bucket.name, sha256(bytes).slice(0, 32));
    await ports.archive.put(object, bytes, 'application/vnd.apache.parquet');
    const item = { pair, bucket: bucket.name, key: object, basis, shiftMicros: rules.shiftMicros };
    if (await ports.catalogue.put(deltaKind, key, item, stored?.version ?? null)) return;
    await ports.clock.pause(5 * (attempt + 1));
  }
  throw new Error(`the delta page ${key.sort} was changed by others ${MOST_ATTEMPTS} times`);
}

/** The flight unit's buckets over which the pair must be laid anew when this bucket of either unit has changed. */
export function affectedBuckets(rules: PairRules, unit: string, changed: Bucket): Bucket[] {
  const shift = unit === rules.pair.ground ? rules.shiftMicros : 0;
  const from = changed.from - shift - rules.marginMicros;
  const to = changed.to - shift + rules.marginMicros;
  return [...bucketsOver(from, to, rules.flightDays)];
}

interface Inputs {
  readonly flight: readonly SegmentReference[];
  readonly ground: readonly SegmentReference[];
  readonly flightRange: TimeRange;
  readonly groundRange: TimeRange;
}

/** The segments that decide the pairs of a range on the flight's axis. */
export async function inputsOf(
  ports: Ports,
  at: PairAddress,
  rules: PairRules,
  inside: TimeRange,
): Promise<Inputs> {
  const flightRange = { from: inside.from - rules.marginMicros, to: inside.to + rules.marginMicros };
  const groundRange = { from: flightRange.from + rules.shiftMicros, to: flightRange.to + rules.shiftMicros };
  const { flight, ground } = rules.pair;
  return {
    flight: await visibleSegments(ports, at, flight, rules.flightDays, flightRange),
    ground: await visibleSegments(ports, at, ground, rules.groundDays, groundRange),
    flightRange,
    groundRange,
  };
}

/** Visible segments of a unit with samples in the range, by key. */
export async function visibleSegments(
  ports: Ports,
  { experiment, generation }: PairAddress,
  unit: string,
  days: BucketDays,
  range: TimeRange,
): Promise<SegmentReference[]> {
  const found: SegmentReference[] = [];
  for (const { name } of bucketsOver(range.from, range.to, days)) {
    const head = await ports.catalogue.get(headKind, headKey(experiment, generation, unit, name));
    if (head === null) continue;
    found.push(...segmentsIn(await visibleEntries(ports, experiment, head.item), range));
  }
  return found.sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)));
}

/** The pair side by side over a range on the flight's axis. */
export async function layPair(
  ports: Ports,
  rules: PairRules,
  inside: TimeRange,
  inputs: Inputs,
): Promise<DeltaPage> {
  const series = new Set(rules.channels.map((channel) => channel.series));
  const [flight, ground] = await Promise.all([
    readSegments(ports, inputs.flight, { series, range: inputs.flightRange }).then(mergeFrames),
    readSegments(ports, inputs.ground, { series, range: inputs.groundRange }).then(mergeFrames),
  ]);
  const channels = rules.channels.map((channel) =>
    pairSeries(seriesNamed(flight, channel.series), seriesNamed(ground, channel.series), {
      from: inside.from,
      to: inside.to,
      shiftMicros: rules.shiftMicros,
      toleranceMicros: microsOf(channel.twin.tolerance),
    }),
  );
  return { extent: extentOf(inside, flight, ground, rules.shiftMicros), channels };
}

function seriesNamed(all: readonly Series[], series: string): Series {
  const nothing = { times: new Float64Array(0), values: new Float64Array(0), flags: new Uint8Array(0) };
  return all.find((one) => one.series === series) ?? { series, ...nothing, losing: nothing };
}

function extentOf(
  { from, to }: TimeRange,
  flight: readonly Series[],
  ground: readonly Series[],
  shiftMicros: Micros,
): DeltaPage['extent'] {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  const reach = (all: readonly Series[], shift: Micros) => {
    for (const { times } of all) {
      for (const time of times) {
        const at = time - shift;
        if (at < from || at >= to) continue;
        if (at < first) first = at;
        if (at > last) last = at;
      }
    }
  };
  reach(flight, 0);
  reach(ground, shiftMicros);
  return first <= last ? { from: first, to: last } : null;
}
