/** A twin that started 26 h later, as two tests of its pair lay it out. */
import type { DefinitionIndex } from '../../../../shared/domain/experiment/definition-index.ts';
import type { TimelineEvent } from '../../../../shared/domain/timeline/event.ts';
import { pairRulesOf } from '../../../../shared/domain/twins/pair-rules.ts';
import { indexed } from '../experiment/minimal.ts';

export const HOUR = 3600e6;
export const event = (unit: string, at: number, name = 'activation'): TimelineEvent => ({
  name,
  unit,
  at,
  accuracy: 1,
});

/** A twin started 26 h later; temperature every second, CO2 every minute, by both units. */
export function definitionWith(changes: Readonly<Record<string, unknown>> = {}): DefinitionIndex {
  return indexed({
    pairs: [{ id: 'P1', flight: 'FU1', ground: 'GU1', plannedDelay: 'PT26H' }],
    channels: [
      { id: 'temperature', unit: 'Cel', period: 'PT1S' },
      { id: 'co2', unit: '%', period: 'PT1M', twin: { tolerance: 'PT10S' } },
    ],
    ...changes,
  });
}
export const rules = (index: DefinitionIndex, events: readonly TimelineEvent[] = []) =>
  pairRulesOf(index, index.definition.pairs[0]!, events);
export const mapping = (unit: string, channel: string, sensor?: string) => ({
  unit,
  channel,
  ...(sensor && { sensor }),
});
