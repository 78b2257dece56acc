import type { SubjectKind } from '../../domain/anomaly/subject.ts';
import type { Definition } from '../../domain/experiment/definition.ts';
import { pairNamed } from '../../domain/experiment/lookups.ts';
import type { TimelineEvent } from '../../domain/timeline/event.ts';
import type { Interval } from '../../domain/timeline/interval.ts';
import { armedIntervals } from '../../domain/timeline/phase.ts';
import { armedPairIntervals } from '../../domain/twins/armed-pair.ts';
import { pairRulesOf } from '../../domain/twins/pair-rules.ts';

const EVER: Interval = { from: -Infinity, to: Infinity };

/** When somebody hears of what is wrong with a unit, or with a pair (on its flight unit's axis). */
export function armedOf(
  definition: Definition,
  { kind, id }: { readonly kind: SubjectKind; readonly id: string },
  events: readonly TimelineEvent[],
): Interval[] {
  if (kind === 'unit') return armedIntervals(definition.phases, events, id, EVER);
  const pair = pairNamed(definition, id);
  const { shiftMicros } = pairRulesOf(definition, pair, events);
  return armedPairIntervals(definition.phases, pair, shiftMicros, events, EVER);
}
