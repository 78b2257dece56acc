import { pairNamed } from '../../domain/experiment/lookups.ts';
import { type PairRules, pairRulesOf } from '../../domain/twins/pair-rules.ts';
import type { Ports } from '../../ports.ts';
import { loadEvents } from './load-events.ts';
import { loadExperiment } from './load-experiment.ts';

/** How the pair is laid side by side under the definition and the events of this moment. */
export async function loadPairRules(ports: Ports, experiment: string, pair: string): Promise<PairRules> {
  const { definition } = await loadExperiment(ports, experiment);
  const events = await loadEvents(ports, experiment, definition);
  return pairRulesOf(definition, pairNamed(definition, pair), events);
}
