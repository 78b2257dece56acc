/** Medium that was collected of each unit, and the collagen telopeptide (CTX) that its cells had released into it. */

import type { Seconds } from '../domain/time.ts';
import { type BonePlan, SLICE_MM2 } from './bone-slices.ts';
import { feedingsOf, fixationOf, type MissionOptions, type SimulatedUnit, unitsOf } from './mission.ts';
import { randomStream } from './random.ts';
import { activityOf } from './resorption.ts';

/** What one collection of medium held. */
export interface Collection {
  readonly unit: SimulatedUnit;
  /** Since activation of the unit. */
  readonly elapsed: Seconds;
  /** pmol; null where it is below `LOD_PMOL`. */
  readonly ctx: number | null;
}

const DAY: Seconds = 86_400;
/** pmol per mm² of slice and day, of an average unit on the ground. */
const RELEASE = 0.05;
/** Of one assay from the next, of the logarithm. */
const ASSAY_SD = 0.1;
/** 0.9 nmol/l in 5 ml of medium. */
export const LOD_PMOL = 4.5;

/** mm² of bone in each unit. */
export const boneMm2 = ({ slices }: BonePlan): number => SLICE_MM2 * (slices + 1);

/** Collected at each exchange of medium but the first, which washes off what did not settle, and at fixation. */
export function mediumCollections(mission: MissionOptions, plan: BonePlan): Collection[] {
  const [washed = 0, ...exchanges] = feedingsOf(mission);
  const times = [...exchanges, fixationOf(mission)];
  return unitsOf(mission).flatMap((unit) => {
    const perSecond = (RELEASE * boneMm2(plan) * activityOf(mission, unit)) / DAY;
    return times.map((elapsed, i) => {
      const random = randomStream(mission.seed, `medium ${unit.id} ${i}`);
      const released = perSecond * (elapsed - (times[i - 1] ?? washed));
      const ctx = Number((released * Math.exp(ASSAY_SD * random.normal())).toFixed(2));
      return { unit, elapsed, ctx: ctx < LOD_PMOL ? null : ctx };
    });
  });
}
