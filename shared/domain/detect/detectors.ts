/** What looks at pages, pairs and the clock, an entry each; in the order of `registry.ts`, which says how each is told. */
import { clockDetector } from './clock/detector.ts';
import { deadDetector } from './dead/detector.ts';
import { driftDetector, shiftDetector } from './drift/detector.ts';
import { gapDetector } from './gap/detector.ts';
import { deltaLimitDetector } from './limit/delta-detector.ts';
import { limitDetector } from './limit/detector.ts';
import { offsetDetector } from './offset/detector.ts';
import { rateDetector } from './rate/detector.ts';
import { silenceDetector } from './silence/detector.ts';
import { spikeDetector } from './spike/detector.ts';
import { stepDetector } from './step/detector.ts';
import { stuckDetector } from './stuck/detector.ts';
import { varianceDetector } from './variance/detector.ts';

/** Folded over the pages of a unit. */
export const UNIT_DETECTORS = [
  limitDetector,
  rateDetector,
  stuckDetector,
  deadDetector,
  gapDetector,
  spikeDetector,
  stepDetector,
  varianceDetector,
] as const;
/** Folded over the delta pages of a pair. */
export const PAIR_DETECTORS = [deltaLimitDetector, offsetDetector, clockDetector] as const;
/** Folded over the pages of all units of an arm, which are held against each other. */
export const ARM_DETECTORS = [shiftDetector, driftDetector] as const;

/** Asked at an instant: what they report is in no stored list. */
export const CLOCK_DETECTORS = [silenceDetector] as const;
