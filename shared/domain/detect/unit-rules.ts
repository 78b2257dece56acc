import type { DefinitionIndex } from '../experiment/definition-index.ts';
import { unitSeries } from '../experiment/lookups.ts';
import { standingEventsOf, type TimelineEvent } from '../timeline/event.ts';
import { detectorRules, type UnitRules } from './unit-facts.ts';

/** What every series of the unit is held against, as of these events: resolved to absolute data time. */
export function unitRulesOf(
  index: DefinitionIndex,
  unit: string,
  events: readonly TimelineEvent[],
): UnitRules {
  const series = unitSeries(index, unit);
  return {
    series: series.map(({ series: name, channel, period }) => ({
      series: name,
      channel,
      periodSeconds: period,
    })),
    // Of its own events alone: every limit of every series asks for them.
    detect: detectorRules(series, { index, unit, events: standingEventsOf(events, unit) }),
  };
}
