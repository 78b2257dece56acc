/** Which of the units that are held against each other it is that drifts. */
import { median } from '../../../stats/median.ts';
import type { DriftState, OpenDrift } from './state.ts';

/**
 * Whether a sibling's drift explains that of a unit. A unit is held against the mean of its siblings, so that one of them
 * that goes up lets the others seem to go down, each by its part: the one that went furthest is at fault.
 */
export function isExplained(drift: OpenDrift, siblings: readonly (OpenDrift | null)[]): boolean {
  return siblings.some((other) => other !== null && other.sign !== drift.sign && wentFurther(other, drift));
}

/**
 * By how far they were away where that is more than charts count, as after a power cycle: all charts go as far then. Else by
 * medians of six hours where both have one: what is learnt of a strong drift makes its chart go less far.
 */
export function wentFurther(one: OpenDrift, other: OpenDrift): boolean {
  if (one.reach > 0 || other.reach > 0) return one.reach > other.reach;
  return one.worst > 0 && other.worst > 0 ? one.worst > other.worst : one.strength > other.strength;
}

/**
 * Whether a sibling that is not seen to drift yet has gone the other way, and further: what it learns of its own drift may
 * hide it for hours, in which the half of it that a sibling shows is seen.
 */
export function isOvershadowed(own: DriftState, siblings: readonly DriftState[]): boolean {
  const { open } = own;
  if (open === null) return false;
  const departure = departureOf(own, open.sign);
  return siblings.some(
    (other) => other.open === null && departureOf(other, open.sign === 1 ? -1 : 1) > departure,
  );
}

/** Blocks that a median is taken of, at least: two hours. */
const LEAST_BLOCKS = 12;

/** How far the last hours are from the mean that was believed when the side began to rise. */
function departureOf({ medians, centre, up, down }: DriftState, sign: 1 | -1): number {
  const { recent, past } = medians;
  const middle = recent.length < LEAST_BLOCKS ? past.at(-1)?.median : median(Float64Array.from(recent));
  return middle == null ? 0 : sign * (middle - centre - (sign > 0 ? up : down).base);
}
