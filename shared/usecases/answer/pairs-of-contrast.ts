/** The pairs that join the arms of a contrast, and up to when each of them is looked at. */
import { type Sampled, unitTakenAt } from '../../domain/assay/taken-at.ts';
import type { Contrast } from '../../domain/experiment/assay-schema.ts';
import type { DefinitionIndex } from '../../domain/experiment/definition-index.ts';
import type { Pair } from '../../domain/experiment/hardware-schema.ts';
import { oncePer } from '../../domain/once-per.ts';
import type { Micros } from '../../domain/time.ts';
import type { TimelineEvent } from '../../domain/timeline/event.ts';

/** Pairs that join the arms, whichever of them the contrast names first, and those whose units count. */
export function pairsJoining(
  { definition, units }: DefinitionIndex,
  { a, b }: Contrast,
  isExcluded: (unit: string) => boolean,
): { readonly joining: readonly Pair[]; readonly counted: readonly Pair[] } {
  const armOf = oncePer((unit: string) => units.get(unit)?.arm);
  const arms = new Set([a, b]);
  const joining = definition.pairs.filter(({ flight, ground }) =>
    arms.isSubsetOf(new Set([armOf(flight), armOf(ground)])),
  );
  return {
    joining,
    counted: joining.filter(({ flight, ground }) => !isExcluded(flight) && !isExcluded(ground)),
  };
}

/** On the flight's axis, up to the later of what was taken of either unit. */
export function untilOf(
  { flight, ground }: Pair,
  shift: Micros,
  assay: Sampled | null,
  events: readonly TimelineEvent[],
): { readonly to: Micros } | { readonly reason: string } {
  if (assay === null) return { to: Number.POSITIVE_INFINITY };
  const sides = [
    { unit: flight, shift: 0 },
    { unit: ground, shift },
  ];
  let to = Number.NEGATIVE_INFINITY;
  for (const { unit, shift: by } of sides)
    for (const taken of unitTakenAt(assay, events, unit)) {
      if (taken === 'UNDECLARED') return { to: Number.POSITIVE_INFINITY };
      if (taken.at === null)
        return { reason: `${unit} has no event ${taken.event}, at which its sample was taken` };
      to = Math.max(to, taken.at - by);
    }
  return { to };
}
