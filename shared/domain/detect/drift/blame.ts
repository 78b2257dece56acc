/** Whose a drift is, and by what that is told: the one maker of it. */
import { derived } from '../../words/derived.ts';
import type { DriftEvidence } from './evidence.ts';
import { isSure } from './evidence-words.ts';
import type { SeenDrift } from './fold-arm.ts';
import { placeName } from './reference.ts';
import { sidesWent } from './sides.ts';
import { blameIn } from './whose.ts';

/** The unit at fault; null where it cannot be told, or is more than one. */
export function blameOf({ rule, state, drift }: SeenDrift): string | null {
  const reference = rule.references[state.choice?.option ?? -1];
  if (reference?.kind === 'siblings' && state.vote !== null) {
    if (blameIn(state.vote) === 'own') return rule.unit;
    const sure = movedOf({ rule, state }).filter(({ chance }) => isSure(chance));
    return sure.length === 1 ? sure[0]!.unit : null;
  }
  if (reference?.kind !== 'twin' || state.sides === null) return rule.unit;
  const { blame } = sidesWent(state.sides, drift.sign);
  if (blame === 'unclear') return null;
  return blame === 'own' ? rule.unit : (reference.of[0]?.unit ?? null);
}

/**
 * Of two sensors of a unit the one that jumped, as one does that came off; null where it cannot be told. A slow drift may be
 * that of either: a controller holds its own sensor at the set-point, and the other one shows what that hides.
 */
export function sensorAtFault({ rule, state, drift }: SeenDrift): string | null {
  const reference = rule.references[state.choice?.option ?? -1];
  if (reference?.kind !== 'sensor' || state.vote?.jumped !== true || drift.reach === 0) return null;
  const { unit, series } = rule;
  const { vote } = state;
  const names = [placeName({ unit, series }), ...(state.choice?.of ?? [])];
  const sure = names.filter((_, i) => isSure(vote.members[i]?.chance ?? 0));
  return sure.length === 1 ? sure[0]!.slice(placeName({ unit, series: '' }).length) : null;
}

/** What says so. */
export function blamedBy(seen: SeenDrift): Pick<DriftEvidence, 'went' | 'moved' | 'movedBy'> {
  const { rule, state, drift } = seen;
  const reference = rule.references[state.choice?.option ?? -1];
  if (reference?.kind === 'siblings' && state.vote !== null)
    return { moved: movedOf(seen), movedBy: state.vote.witness };
  if (reference?.kind !== 'twin' || state.sides === null) return {};
  const { own, twin } = sidesWent(state.sides, drift.sign);
  return { went: { own: derived(own), twin: derived(twin) } };
}

/** Of siblings that were asked: the unit itself first. */
function movedOf({ rule, state }: Pick<SeenDrift, 'rule' | 'state'>): NonNullable<DriftEvidence['moved']> {
  const taken = (rule.references[state.choice?.option ?? -1]?.of ?? []).filter((place) =>
    state.choice?.of.includes(placeName(place)),
  );
  const byName = new Map(taken.map((place) => [placeName(place), place.unit]));
  const units = [rule.unit, ...(state.choice?.of ?? []).map((name) => byName.get(name) ?? name)];
  return (state.vote?.members ?? []).map(({ went, chance }, i) => ({
    unit: units[i]!,
    ...{ went: derived(went), chance: derived(chance) },
  }));
}
