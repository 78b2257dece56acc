import { type BucketDays, bucketAt, bucketsOver } from '../../domain/bucket/bucket.ts';
import { headKey, headKind, headPrefix } from '../../domain/bucket/head.ts';
import { byText } from '../../domain/by-text.ts';
import { microsOf } from '../../domain/telemetry/rule.ts';
import { firstAtOrAfter } from '../../domain/telemetry/search-times.ts';
import type { Series } from '../../domain/telemetry/series.ts';
import type { Micros } from '../../domain/time.ts';
import type { PairRules } from '../../domain/twins/pair-rules.ts';
import { RangePairing } from '../../domain/twins/range-pairing.ts';
import type { DeltaPage } from '../../formats/delta-page.ts';
import type { Ports } from '../../ports.ts';
import { readSamples } from '../heads/read-samples.ts';
import {
  type DecodedSegments,
  type ReadSegment,
  segmentsIn,
  type TimeRange,
  visibleEntries,
} from '../heads/read-segments.ts';

export interface PairAddress {
  readonly experiment: string;
  readonly generation: number;
}

export interface PairInputs {
  readonly flight: readonly ReadSegment[];
  readonly ground: readonly ReadSegment[];
  readonly flightRange: TimeRange;
  readonly groundRange: TimeRange;
}

/** The segments that decide the pairs of a range on the flight's axis. */
export async function inputsOf(
  ports: Ports,
  at: PairAddress,
  rules: PairRules,
  inside: TimeRange,
): Promise<PairInputs> {
  const { flight: flightRange, ground: groundRange } = rangesOf(rules, inside);
  const { flight, ground } = rules.pair;
  return {
    flight: await visibleSegments(ports, at, flight, rules.flightDays, flightRange),
    ground: await visibleSegments(ports, at, ground, rules.groundDays, groundRange),
    flightRange,
    groundRange,
  };
}

/** Those of the inputs that decide the pairs of a range inside theirs. */
export function inputsWithin(
  { flight, ground }: PairInputs,
  rules: Pick<PairRules, 'marginMicros' | 'shiftMicros'>,
  inside: TimeRange,
): PairInputs {
  const { flight: flightRange, ground: groundRange } = rangesOf(rules, inside);
  const reaching = (segments: readonly ReadSegment[], range: TimeRange) =>
    segments.filter(({ from, to }) => to >= range.from && from < range.to);
  return {
    flight: reaching(flight, flightRange),
    ground: reaching(ground, groundRange),
    flightRange,
    groundRange,
  };
}

/** Where samples of either unit decide the pairs of a range on the flight's axis, each on its own axis. */
export function rangesOf(
  { marginMicros, shiftMicros }: Pick<PairRules, 'marginMicros' | 'shiftMicros'>,
  inside: TimeRange,
): { readonly flight: TimeRange; readonly ground: TimeRange } {
  const flight = { from: inside.from - marginMicros, to: inside.to + marginMicros };
  return { flight, ground: { from: flight.from + shiftMicros, to: flight.to + shiftMicros } };
}

/** Visible segments of a unit with samples in the range, by key. One query, however many buckets the range touches. */
export async function visibleSegments(
  ports: Ports,
  { experiment, generation }: PairAddress,
  unit: string,
  days: BucketDays,
  range: TimeRange,
): Promise<ReadSegment[]> {
  const buckets = [...bucketsOver(range.from, range.to, days)];
  const [first, last] = [buckets[0], buckets.at(-1)];
  if (first === undefined || last === undefined) return [];
  const before = headKey(experiment, generation, unit, bucketAt(first.from - 1, days).name).sort;
  const heads = ports.catalogue.list(headKind, experiment, headPrefix(generation, unit), {
    after: before,
    limit: buckets.length,
  });
  const found: ReadSegment[] = [];
  for await (const { item } of heads) {
    if (item.bucket > last.name) break;
    found.push(...segmentsIn(await visibleEntries(ports, experiment, item), range));
  }
  return found.sort((a, b) => byText(a.key, b.key));
}

/** The pair side by side over a range on the flight's axis. */
export async function layPair(
  ports: Ports,
  rules: PairRules,
  inside: TimeRange,
  inputs: PairInputs,
  decoded?: DecodedSegments,
): Promise<DeltaPage> {
  const series = new Set(rules.channels.map((channel) => channel.series));
  const [flight, ground] = await Promise.all([
    readSamples(ports, rules.flightAnswer, inputs.flight, { series, range: inputs.flightRange }, decoded),
    readSamples(ports, rules.groundAnswer, inputs.ground, { series, range: inputs.groundRange }, decoded),
  ]);
  const { from, to } = inside;
  const pairing = new RangePairing({ from, to, shiftMicros: rules.shiftMicros });
  const channels = rules.channels.map(({ series: name, twin }) =>
    pairing.pair(seriesNamed(flight, name), seriesNamed(ground, name), microsOf(twin.tolerance)),
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
      const begin = firstAtOrAfter(times, from + shift);
      const end = firstAtOrAfter(times, to + shift);
      if (begin === end) continue;
      first = Math.min(first, times[begin]! - shift);
      last = Math.max(last, times[end - 1]! - shift);
    }
  };
  reach(flight, 0);
  reach(ground, shiftMicros);
  return first <= last ? { from: first, to: last } : null;
}
