import { type Bucket, bucketsOver } from '../../domain/bucket/bucket.ts';
import { pairNamed } from '../../domain/experiment/lookups.ts';
import type { Interval } from '../../domain/timeline/interval.ts';
import { deltaParts } from '../../domain/twins/delta-parts.ts';
import { type DeltaPart, type DeltaRecord, deltaKey, deltaKind } from '../../domain/twins/delta-record.ts';
import { type PairRules, pairRulesOf } from '../../domain/twins/pair-rules.ts';
import type { Ports } from '../../ports.ts';
import type { DecodedSegments } from '../heads/read-segments.ts';
import { loadExperiment } from '../known/load-experiment.ts';
import { inputsOf, type PairAddress } from './lay-pair.ts';
import { laidPart } from './lay-part.ts';

/** Rivals that may be first before the queue brings the work again. */
const MOST_ATTEMPTS = 20;

/**
 * Lays the pair side by side over one bucket of the flight unit, but for the parts that are there of the very same
 * segments and rules. The item is read before the rules and the heads, and written only if nobody wrote it since, so that
 * a page is never replaced by one of older heads, or of rules that an event or a definition has changed.
 */
export async function refreshDeltaPage(
  ports: Ports,
  { experiment, generation }: PairAddress,
  pair: string,
  bucket: Bucket,
  decoded?: DecodedSegments,
): Promise<void> {
  const key = deltaKey(experiment, generation, pair, bucket.name);
  const at = { experiment, generation, pair, bucket: bucket.name };
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const stored = await ports.catalogue.get(deltaKind, key);
    const rules = await rulesNow(ports, experiment, pair);
    if (rules.channels.length === 0) return;
    const inputs = await inputsOf(ports, { experiment, generation }, rules, bucket);
    const standing = stored?.item.parts ?? [];
    const parts: DeltaPart[] = [];
    for (const span of deltaParts(bucket, rules)) {
      const part = await laidPart(ports, at, rules, span, inputs, partAt(standing, span), decoded);
      if (part !== null) parts.push(part);
    }
    if (stored === null && parts.length === 0) return;
    const item = { pair, bucket: bucket.name, shiftMicros: rules.shiftMicros, parts };
    if (stored !== null && isSame(stored.item, item)) return;
    if (await ports.catalogue.put(deltaKind, key, item, stored?.version ?? null)) {
      await letGoOf(ports, standing, parts);
      return;
    }
    await ports.clock.pause(5 * (attempt + 1));
  }
  throw new Error(`the delta page ${key.sort} was changed by others ${MOST_ATTEMPTS} times`);
}

const partAt = (parts: readonly DeltaPart[], { from, to }: Interval): DeltaPart | null =>
  parts.find(({ span }) => span?.from === from && span.to === to) ?? null;

function isSame(a: DeltaRecord, b: DeltaRecord): boolean {
  const isAsBefore = (part: DeltaPart, i: number) => part.basis === a.parts[i]?.basis;
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
