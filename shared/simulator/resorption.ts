/** How much the cells of a unit dig, and what moves it: pits, eroded surface and released collagen all follow it. */
import { armOf, type MissionOptions, type SimulatedUnit, unitsOf } from './mission.ts';
import { NOMINAL } from './physical.ts';
import { randomStream } from './random.ts';

/** What makes the cells of some arms dig more, and of no other. */
export interface ResorptionCause {
  /** gravity is what the experiment asks about. */
  readonly cause: 'gravity' | 'co2';
  readonly arms: readonly string[];
  /** How many times as much as without it. */
  readonly ratio: number;
}

/** That weightlessness lets osteoclasts dig more was found (Tamma et al. 2009); how much more is made up. */
const GRAVITY = 2.5;
/**
 * Logarithm of the ratio for one unit of pH, in the middle of what was measured. Source: T. R. Arnett, M. Spowage, Bone 18
 * (1996) 277.
 */
const ACID = -15.5;
/** Between units of one arm, of the logarithm: what limits three units an arm to effects of a factor of two. */
const UNIT_SD = 0.25;

/** Gravity in flight, and the acid that more CO2 makes at constant bicarbonate in all that flies. */
export function resorptionCauses(mission: MissionOptions): ResorptionCause[] {
  const arms = new Set(unitsOf(mission).map(armOf));
  const flown = ['flight', 'centrifuge'].filter((arm) => arms.has(arm as 'flight'));
  const { co2Aboard = 0 } = mission;
  const acid = Math.exp(ACID * Math.log10(NOMINAL.co2 / (NOMINAL.co2 + co2Aboard)));
  const causes: ResorptionCause[] = [
    { cause: 'gravity', arms: ['flight'], ratio: GRAVITY },
    { cause: 'co2', arms: flown, ratio: acid },
  ];
  return causes.filter(({ ratio }) => ratio !== 1);
}

/** How many times as much as an average unit on the ground the cells of the unit dig. */
export function activityOf(mission: MissionOptions, unit: SimulatedUnit): number {
  const own = Math.exp(UNIT_SD * randomStream(mission.seed, `resorption ${unit.id}`).normal());
  const moved = resorptionCauses(mission).filter(({ arms }) => arms.includes(armOf(unit)));
  return moved.reduce((product, { ratio }) => product * ratio, own);
}
