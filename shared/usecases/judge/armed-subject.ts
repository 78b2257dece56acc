import type { SubjectKind } from '../../domain/anomaly/subject.ts';
import type { Interval } from '../../domain/timeline/interval.ts';
import { armedIntervals } from '../../domain/timeline/phase.ts';
import { armedPairIntervals } from '../../domain/twins/armed-pair.ts';
import { pairRulesOf } from '../../domain/twins/pair-rules.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';

const EVER: Interval = { from: -Infinity, to: Infinity };

/**
 * When somebody hears of what is wrong with a unit, or with a pair (on its flight unit's axis): never of a pair that the
 * definition has no more.
 */
export async function armedOf(
  loaded: LoadedExperiment,
  { kind, id }: { readonly kind: SubjectKind; readonly id: string },
): Promise<Interval[]> {
  const { definition, index } = loaded;
  const events = await loaded.events();
  if (kind !== 'pair') return armedIntervals(definition.phases, events, id, EVER);
  const pair = index.pairs.get(id);
  if (pair === undefined) return [];
  const { shiftMicros } = pairRulesOf(index, pair, events);
  return armedPairIntervals({ pair, shiftMicros, phases: definition.phases, events }, EVER);
}
