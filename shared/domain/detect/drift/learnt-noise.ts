/** What an arm of a rehearsal has learnt of the noise of its residuals. */
import type { ArmNoise } from '../../anomaly/arm-noise.ts';
import type { ResidualRule } from './arm-rules.ts';
import { BLOCKS_PER_DAY } from './block.ts';
import { placeName } from './reference.ts';
import type { ArmState } from './residual.ts';
import { learntNoise } from './wander.ts';

/** A day: less says too little of φ. */
const LEAST_DEGREES = BLOCKS_PER_DAY;

/** What the residuals of a rehearsal's arm have taught; of one whose noise its definition declares nothing. */
export function armNoise(state: ArmState, rules: readonly ResidualRule[]): ArmNoise[] {
  return rules.flatMap((rule): ArmNoise[] => {
    const { drift, choice } = state.get(placeName(rule)) ?? {};
    const [first] = rule.references;
    if (drift?.belief == null || choice?.option !== 0 || first === undefined) return [];
    const { degrees } = drift.belief;
    if (!Number.isFinite(degrees) || degrees < LEAST_DEGREES || rule.noise.phi !== undefined) return [];
    const of = first.of.filter((place) => choice.of.includes(placeName(place)));
    const { unit, series } = rule;
    return [{ unit, series, ...learntNoise(drift.belief, drift.wander), reference: first.kind, of: [...of] }];
  });
}
