/** Which of the units that are held against each other it is that drifts. */
import type { OpenDrift } from './state.ts';

/**
 * Whether a sibling's drift explains that of a unit. A unit is held against the mean of its siblings, so that one of them
 * that goes up lets the others seem to go down, each by its part: the one that went furthest is at fault.
 */
export function isExplained(drift: OpenDrift, siblings: readonly (OpenDrift | null)[]): boolean {
  return siblings.some((other) => other !== null && other.sign !== drift.sign && wentFurther(other, drift));
}

/** By medians of six hours where both have one: what is learnt of a strong drift makes its chart go less far. */
function wentFurther(one: OpenDrift, other: OpenDrift): boolean {
  return one.worst > 0 && other.worst > 0 ? one.worst > other.worst : one.strength > other.strength;
}
