/** What is remembered of one residual between two blocks. */
import type { Ar1Belief } from '../../../stats/ar1-belief.ts';
import { type Cusum, startCusum } from '../../../stats/cusum.ts';
import type { BlockId } from './block.ts';
import type { Crossing } from './forecast.ts';
import { type Medians, startMedians } from './medians.ts';
import { COLD, type WarmUp } from './noise.ts';
import { type Run, startRun } from './run.ts';
import { STILL, type Wander } from './wander.ts';

/** A change of the mean that lasts. */
export interface OpenDrift {
  /** 1: the channel reads higher than its reference says. */
  readonly sign: 1 | -1;
  /** Where the chart that raised it was 0 last. */
  readonly onset: BlockId;
  readonly raised: BlockId;
  /** False: the mean took another level, a SHIFT. */
  isGrowing: boolean;
  /** How far its side of the slow chart has gone by the newest block. */
  strength: number;
  /** Farthest that a block was away, of those far beyond what a chart counts of one; 0 where none was. */
  reach: number;
  /** Farthest mean of ten minutes since it was raised, towards its side, and its block. */
  peak: number;
  peakAt: BlockId;
  /** Worst median of six hours so far, less its base and towards its side; 0 before the first. */
  worst: number;
  /** The newest forecast. */
  crossing: Crossing | null;
  /** When it first deserved a page. */
  paged: BlockId | null;
  /** Six-hour medians in a row that were back. */
  back: number;
}

export interface DriftState {
  /** The newest block; a block of its id or an earlier one has been taken in. Null before the first. */
  last: { readonly id: BlockId; readonly value: number } | null;
  /** What residuals are counted from: the known mean, else the first of them. */
  centre: number;
  warmUp: WarmUp;
  /** Null while the noise is not known well enough to judge by. */
  belief: Ar1Belief | null;
  slow: Cusum;
  fast: Cusum;
  up: Run;
  down: Run;
  wander: Wander;
  medians: Medians;
  open: OpenDrift | null;
}

/** No block seen yet. */
export function startDrift(): DriftState {
  return {
    ...{
      last: null,
      centre: 0,
      warmUp: COLD,
      belief: null,
      wander: STILL,
      medians: startMedians(),
      open: null,
    },
    ...{ slow: startCusum(0), fast: startCusum(0), up: startRun(0, 0), down: startRun(0, 0) },
  };
}

/** A state that may be changed; `before` stays as it is. */
export function copyOf(before: DriftState): DriftState {
  const { belief, slow, fast, up, down, medians, open } = before;
  return {
    ...before,
    belief: belief && { ...belief },
    ...{ slow: { ...slow }, fast: { ...fast }, up: { ...up }, down: { ...down } },
    medians: { ...medians, recent: [...medians.recent] },
    open: open && { ...open },
  };
}
