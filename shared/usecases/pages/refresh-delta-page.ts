import { type Bucket, bucketsOver } from '../../domain/bucket/bucket.ts';
import { pairNamed } from '../../domain/experiment/lookups.ts';
import { unitsAnswered } from '../../domain/experiment/units-read.ts';
import { unitsMoved } from '../../domain/telemetry/page-units.ts';
import { isoOf } from '../../domain/time.ts';
import type { Interval } from '../../domain/timeline/interval.ts';
import { deltaParts, type PairPart } from '../../domain/twins/delta-parts.ts';
import {
  type DeltaPart,
  type DeltaRecord,
  deltaKey,
  deltaKind,
  deltaPrefix,
} from '../../domain/twins/delta-record.ts';
import { type PairRules, pairRulesOf } from '../../domain/twins/pair-rules.ts';
import type { Ports, Stored } from '../../ports.ts';
import type { DecodedSegments } from '../heads/read-segments.ts';
import { loadExperiment } from '../known/load-experiment.ts';
import { inputsOf, type PairAddress, type PairInputs } from './lay-pair.ts';
import { laidPart, seriesOf } from './lay-part.ts';

/** Rivals that may be first before the queue brings the work again. */
const MOST_ATTEMPTS = 20;

interface PairOf extends PairAddress {
  readonly pair: string;
}

/**
 * Lays the pair side by side over buckets of the flight unit, but for the parts that are there of the very same
 * segments and rules. The items are read before the rules and the heads, and written only if nobody wrote them since, so
 * that a page is never replaced by one of older heads, or of rules that an event or a definition has changed.
 */
export async function refreshDeltaPages(
  ports: Ports,
  at: PairOf,
  buckets: readonly Bucket[],
  decoded?: DecodedSegments,
): Promise<void> {
  let left = buckets;
  for (let attempt = 0; left.length > 0; attempt++) {
    if (attempt === MOST_ATTEMPTS)
      throw new Error(
        `the delta page of ${at.pair} over ${left[0]!.name} was changed by others ${attempt} times`,
      );
    if (attempt > 0) await ports.clock.pause(5 * attempt);
    left = await notLaid(ports, at, left, decoded);
  }
}

/** Lays the buckets once, and gives those of which somebody else was first. */
async function notLaid(
  ports: Ports,
  at: PairOf,
  buckets: readonly Bucket[],
  decoded?: DecodedSegments,
): Promise<Bucket[]> {
  const reach = { from: buckets[0]!.from, to: buckets.at(-1)!.to };
  const standing = await standingOver(ports, at, reach, buckets[0]!);
  const rules = await rulesNow(ports, at.experiment, at.pair);
  if (rules.channels.length === 0) return [];
  const inputs = await inputsOf(ports, at, rules, reach);
  const left: Bucket[] = [];
  for (const bucket of buckets) {
    const stored = standing.get(bucket.name) ?? null;
    if (!(await isLaid(ports, { ...at, bucket: bucket.name }, stored, { rules, inputs, bucket, decoded })))
      left.push(bucket);
  }
  return left;
}

/** The items of buckets as long as `first`, by their names. One query, however many there are. */
async function standingOver(
  ports: Ports,
  { experiment, generation, pair }: PairOf,
  { from, to }: Interval,
  first: Bucket,
): Promise<Map<string, Stored<DeltaRecord>>> {
  const length = first.to - first.from;
  const before = isoOf(from - length).slice(0, first.name.length);
  const page = { after: deltaKey(experiment, generation, pair, before).sort, limit: (to - from) / length };
  const prefix = deltaPrefix(generation, pair);
  const items = await Array.fromAsync(ports.catalogue.list(deltaKind, experiment, prefix, page));
  return new Map(items.map((stored) => [stored.item.bucket, stored]));
}

interface Laying {
  readonly rules: PairRules;
  readonly inputs: PairInputs;
  readonly bucket: Bucket;
  readonly decoded: DecodedSegments | undefined;
}

/** Lays one bucket and writes its item; false where somebody else has written it since it was read. */
async function isLaid(
  ports: Ports,
  at: PairOf & { readonly bucket: string },
  stored: Stored<DeltaRecord> | null,
  { rules, inputs, bucket, decoded }: Laying,
): Promise<boolean> {
  const standing = stored?.item.parts ?? [];
  const parts: DeltaPart[] = [];
  for (const part of deltaParts(bucket, rules)) {
    const laid = await laidPart(ports, at, rules, part, inputs, partAt(standing, part), decoded);
    if (laid !== null) parts.push(laid);
  }
  if (stored === null && parts.length === 0) return true;
  const { shiftMicros } = rules;
  const units = unitsAnswered(rules.flightAnswer, rules.groundAnswer);
  const item = { pair: at.pair, bucket: bucket.name, shiftMicros, units, parts };
  if (stored !== null && isSame(stored.item, item)) return true;
  const key = deltaKey(at.experiment, at.generation, at.pair, bucket.name);
  if (!(await ports.catalogue.put(deltaKind, key, item, stored?.version ?? null))) return false;
  await letGoOf(ports, standing, parts);
  return true;
}

function partAt(
  parts: readonly DeltaPart[],
  { span: { from, to }, channels, group }: PairPart,
): DeltaPart | null {
  const named = group === null ? undefined : seriesOf(channels).join(' ');
  const isAt = (part: DeltaPart) => part.span?.from === from && part.span.to === to;
  return parts.find((part) => isAt(part) && part.channels?.join(' ') === named) ?? null;
}

function isSame(a: DeltaRecord, b: DeltaRecord): boolean {
  const isAsBefore = (part: DeltaPart, i: number) => part.basis === a.parts[i]?.basis;
  if (b.units !== undefined && unitsMoved(a.units, b.units).size > 0) return false;
  return a.shiftMicros === b.shiftMicros && a.parts.length === b.parts.length && b.parts.every(isAsBefore);
}

/** A part that there is no more has no next version that would replace it. */
async function letGoOf(
  ports: Ports,
  before: readonly DeltaPart[],
  after: readonly DeltaPart[],
): Promise<void> {
  const kept = new Set(after.map(({ key }) => key));
  for (const { key } of before) if (!kept.has(key)) await ports.archive.supersede(key);
}

async function rulesNow(ports: Ports, experiment: string, pair: string): Promise<PairRules> {
  const { index, events } = await loadExperiment(ports, experiment);
  return pairRulesOf(index, pairNamed(index, pair), await events());
}

/** The flight unit's buckets over which the pair must be laid anew when this bucket of either unit has changed. */
export function affectedBuckets(rules: PairRules, unit: string, changed: Bucket): Bucket[] {
  const shift = unit === rules.pair.ground ? rules.shiftMicros : 0;
  const from = changed.from - shift - rules.marginMicros;
  const to = changed.to - shift + rules.marginMicros;
  return [...bucketsOver(from, to, rules.flightDays)];
}
