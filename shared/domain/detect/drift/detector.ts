import { type Aim, lookingWith, notLooking } from '../../anomaly/detector.ts';
import type { Aimed } from './reference.ts';

/** What the two need of a series; what they find is folded over all units of an arm (`fold-arm.ts`). */
const SHARED = {
  needs: 'JUDGED',
  aimAt: ({ references, why }: Aimed): Aim<unknown> =>
    references.length === 0 ? notLooking(why ?? 'nothing to hold it against') : lookingWith(why),
} as const;

export const shiftDetector = { ...SHARED, kind: 'SHIFT' } as const;
export const driftDetector = { ...SHARED, kind: 'DRIFT' } as const;
