import { deltaPageKey } from '../../domain/archive/keys.ts';
import { type Bucket, bucketsOver } from '../../domain/bucket/bucket.ts';
import { calibrationBasis, rankNow } from '../../domain/experiment/answer-rules.ts';
import { pairNamed } from '../../domain/experiment/lookups.ts';
import { type ChannelFacts, channelFacts } from '../../domain/twins/channel-facts.ts';
import { DAMAGED_DELTAS, DELTA_PAGE_FORMAT, deltaKey, deltaKind } from '../../domain/twins/delta-record.ts';
import { type PairRules, pairRulesOf } from '../../domain/twins/pair-rules.ts';
import { type DeltaPage, deltaPageSize, encodeDeltaPage } from '../../formats/delta-page.ts';
import { digestOf } from '../../formats/digest.ts';
import type { Ports } from '../../ports.ts';
import type { DecodedSegments } from '../heads/read-segments.ts';
import { loadExperiment } from '../known/load-experiment.ts';
import { writeDerived } from '../known/write-derived.ts';
import { inputsOf, layPair, type PairAddress, type PairInputs } from './lay-pair.ts';

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
  decoded?: DecodedSegments,
): Promise<void> {
  const key = deltaKey(experiment, generation, pair, bucket.name);
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const stored = await ports.catalogue.get(deltaKind, key);
    const rules = await rulesNow(ports, experiment, pair);
    if (rules.channels.length === 0) return;
    const inputs = await inputsOf(ports, { experiment, generation }, rules, bucket);
    const basis = digestOf([
      DELTA_PAGE_FORMAT,
      inputs.flight.map((segment) => [segment.key, rankNow(rules.flightAnswer, segment)]),
      inputs.ground.map((segment) => [segment.key, rankNow(rules.groundAnswer, segment)]),
      rules.shiftMicros,
      rules.channels.map(({ series, twin, period }) => [series, twin.tolerance, twin.margin, period]),
      ...calibrationsOf(rules, inputs),
    ]);
    if (stored?.item.basis === basis) return;
    if (stored === null && inputs.flight.length === 0 && inputs.ground.length === 0) return;
    const page = await layPair(ports, rules, bucket, inputs, decoded);
    const bytes = encodeDeltaPage(page, factsOf(page, rules));
    const derived = await writeDerived(
      ports,
      deltaPageKey({ experiment, generation }, pair, bucket.name),
      { bytes, contentType: 'application/vnd.apache.parquet' },
      stored === null || stored.item.basis === DAMAGED_DELTAS ? null : stored.item,
    );
    const { shiftMicros } = rules;
    const size = deltaPageSize(bytes);
    const item = { pair, bucket: bucket.name, ...derived, basis, shiftMicros, size };
    if (await ports.catalogue.put(deltaKind, key, item, stored?.version ?? null)) return;
    await ports.clock.pause(5 * (attempt + 1));
  }
  throw new Error(`the delta page ${key.sort} was changed by others ${MOST_ATTEMPTS} times`);
}

/** Of the channels that are laid side by side. Nothing where no number changes: such a page is as it was before. */
function calibrationsOf(
  { channels, flightAnswer, groundAnswer }: PairRules,
  { flightRange, groundRange }: PairInputs,
): readonly unknown[] {
  const paired = new Set(channels.map(({ series }) => series));
  const flight = calibrationBasis(flightAnswer, flightRange, paired);
  const ground = calibrationBasis(groundAnswer, groundRange, paired);
  return flight.length + ground.length === 0 ? [] : [flight, ground];
}

async function rulesNow(ports: Ports, experiment: string, pair: string): Promise<PairRules> {
  const { index, events } = await loadExperiment(ports, experiment);
  return pairRulesOf(index, pairNamed(index, pair), await events());
}

/** What the page's channels come to, in their order. */
export function factsOf({ channels }: DeltaPage, rules: PairRules): ChannelFacts[] {
  return channels.map((pairs) => {
    const { twin, period } = rules.channels.find(({ series }) => series === pairs.series)!;
    return channelFacts(pairs, { margin: twin.margin, periodSeconds: period });
  });
}

/** The flight unit's buckets over which the pair must be laid anew when this bucket of either unit has changed. */
export function affectedBuckets(rules: PairRules, unit: string, changed: Bucket): Bucket[] {
  const shift = unit === rules.pair.ground ? rules.shiftMicros : 0;
  const from = changed.from - shift - rules.marginMicros;
  const to = changed.to - shift + rules.marginMicros;
  return [...bucketsOver(from, to, rules.flightDays)];
}
