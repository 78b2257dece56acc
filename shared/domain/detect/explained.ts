/** Which event explains what was found: its channel settles after it, and what was found began meanwhile. */
import type { DefinitionIndex } from '../experiment/definition-index.ts';
import type { Pair } from '../experiment/hardware-schema.ts';
import { channelNamed } from '../experiment/lookups.ts';
import { type Settling, settlingAt, settlingsOf } from '../nominal/settling.ts';
import { standingEventsOf, type TimelineEvent } from '../timeline/event.ts';
import { offsetBlocks } from '../twins/median-blocks.ts';
import { shiftOf } from '../twins/pair-rules.ts';
import { type Anomaly, detectorNamed } from './registry.ts';

/** Whether an event may explain it: readings that leave their bounds, and not their absence. */
export function isExplainable({ kind }: Anomaly): boolean {
  return detectorNamed(kind).isExplainable === true;
}

/**
 * The anomalies of a unit, each with the event that explains it, where one does. Nothing is suppressed by it: a limit
 * that is violated after the door was opened is violated. `events` are those of the unit that nothing supersedes.
 */
export function explained(
  index: DefinitionIndex,
  unit: string,
  events: readonly TimelineEvent[],
  anomalies: readonly Anomaly[],
): readonly Anomaly[] {
  const known = new Map<string, Settling[]>();
  const settlings = (series: string) => {
    const own = known.get(series) ?? settlingsOf(index, unit, events, series);
    known.set(series, own);
    return own;
  };
  return anomalies.map((anomaly) => {
    const [series] = anomaly.channels;
    if (series === undefined || !isExplainable(anomaly)) return anomaly;
    const settling = settlingAt(settlings(series), anomaly.from);
    if (settling === null) return anomaly;
    return { ...anomaly, explainedBy: { event: settling.event, at: settling.at } };
  });
}

/**
 * The same of a pair: an offset began in a block, and an event of either unit explains it that lets the channel settle within
 * that block. What the ground unit settles after is on its own clock; the later of two that explain it is named.
 */
export function explainedOfPair(
  index: DefinitionIndex,
  pair: Pair,
  events: readonly TimelineEvent[],
  anomalies: readonly Anomaly[],
): readonly Anomaly[] {
  const shift = shiftOf(index, pair, events);
  const settlings = (series: string) => [
    ...settlingsOf(index, pair.flight, standingEventsOf(events, pair.flight), series),
    ...settlingsOf(index, pair.ground, standingEventsOf(events, pair.ground), series).map((one) => ({
      ...one,
      ...{ from: one.from - shift, to: one.to - shift },
    })),
  ];
  return anomalies.map((anomaly) => {
    const [series] = anomaly.channels;
    if (series === undefined || !isExplainable(anomaly)) return anomaly;
    const block = offsetBlocks(channelNamed(index, series).period).length;
    const end = anomaly.from + (anomaly.kind === 'LIMIT' ? 1 : block);
    const within = settlings(series).filter(({ from, to }) => from < end && to > anomaly.from);
    const settling = within.sort((a, b) => a.from - b.from).at(-1);
    if (settling === undefined) return anomaly;
    return { ...anomaly, explainedBy: { event: settling.event, at: settling.at } };
  });
}
