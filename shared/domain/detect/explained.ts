/** Which event explains what was found: its channel settles after it, and what was found began meanwhile. */
import type { DefinitionIndex } from '../experiment/definition-index.ts';
import { type Settling, settlingAt, settlingsOf } from '../nominal/settling.ts';
import type { TimelineEvent } from '../timeline/event.ts';
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
