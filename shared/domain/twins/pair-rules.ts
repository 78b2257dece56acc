/** From a definition and its events to how one pair is laid side by side. */

import type { BucketDays } from '../bucket/bucket.ts';
import { type AnswerRules, answerRulesOf } from '../experiment/answer-rules.ts';
import { bucketDaysOf } from '../experiment/bucket-days.ts';
import type { DefinitionIndex } from '../experiment/definition-index.ts';
import type { Pair } from '../experiment/hardware-schema.ts';
import { plannedDelayOf, unitSeries } from '../experiment/lookups.ts';
import type { UnitSeries } from '../experiment/unit-series.ts';
import { microsOf } from '../telemetry/rule.ts';
import type { Micros } from '../time.ts';
import { type TimelineEvent, unitReference } from '../timeline/event.ts';
import { pairShift } from '../timeline/pair-shift.ts';
import { PAIRING_MARGIN } from './pair-nearest.ts';

export interface PairRules {
  readonly pair: Pair;
  /** Ground times minus this are on the flight's axis. */
  readonly shiftMicros: Micros;
  /** The flight unit's reference event; null where there is none. */
  readonly referenceAt: Micros | null;
  /** Bucket lengths of either unit. */
  readonly flightDays: BucketDays;
  readonly groundDays: BucketDays;
  /** Channels that both units measure, by their primary sensors. */
  readonly channels: readonly UnitSeries[];
  /** Of either unit: what its stored samples are in answers. */
  readonly flightAnswer: AnswerRules;
  readonly groundAnswer: AnswerRules;
  /** How far beyond a range samples of either unit decide the pairs inside it. */
  readonly marginMicros: Micros;
}

export function pairRulesOf(index: DefinitionIndex, pair: Pair, events: readonly TimelineEvent[]): PairRules {
  const onGround = new Set(unitSeries(index, pair.ground).map(({ series }) => series));
  const channels = unitSeries(index, pair.flight).filter(
    ({ series, channel }) => series === channel && onGround.has(series),
  );
  const widest = Math.max(0, ...channels.map(({ twin }) => microsOf(twin.tolerance)));
  return {
    pair,
    shiftMicros: shiftOf(index, pair, events),
    referenceAt: unitReference(events, index.definition.reference, pair.flight)?.at ?? null,
    flightDays: bucketDaysOf(index, pair.flight),
    groundDays: bucketDaysOf(index, pair.ground),
    channels,
    flightAnswer: answerRulesOf(index, pair.flight),
    groundAnswer: answerRulesOf(index, pair.ground),
    marginMicros: PAIRING_MARGIN * widest,
  };
}

/** Ground times minus this are on the flight's axis. */
export function shiftOf(index: DefinitionIndex, pair: Pair, events: readonly TimelineEvent[]): Micros {
  const eventOf = (unit: string) => unitReference(events, index.definition.reference, unit);
  return pairShift(eventOf(pair.flight), eventOf(pair.ground), plannedDelayOf(index, pair)).shiftMicros;
}
