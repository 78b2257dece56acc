import type { DefinitionIndex } from '../experiment/definition-index.ts';
import type { Pair } from '../experiment/hardware-schema.ts';
import { plannedDelayOf, sharesClock } from '../experiment/lookups.ts';
import type { UnitSeries } from '../experiment/unit-series.ts';
import type { PairLag } from '../lag/pair-lag.ts';
import { type Alignment, alignPair } from '../timeline/alignment.ts';
import { type TimelineEvent, unitReference } from '../timeline/event.ts';

/** The alignment of a pair, judged by the tolerance of one channel and by what the data say, where they were asked. */
export function pairAlignment(
  index: DefinitionIndex,
  pair: Pair,
  events: readonly TimelineEvent[],
  judged: {
    readonly channel: UnitSeries;
    readonly data: PairLag;
    readonly remarks?: readonly string[];
  } | null,
): Alignment {
  const { reference } = index.definition;
  const eventOf = (unit: string) => unitReference(events, reference, unit);
  return alignPair({
    reference: reference ?? null,
    flightEvent: eventOf(pair.flight),
    groundEvent: eventOf(pair.ground),
    plannedDelaySeconds: plannedDelayOf(index, pair),
    sharedClock: sharesClock(index, pair),
    data: judged?.data ?? null,
    remarks: judged?.remarks ?? [],
    toleranceSeconds: judged === null ? 0 : Math.max(judged.channel.period, judged.channel.twin.tolerance),
  });
}
