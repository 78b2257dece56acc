/** How far a chart must go before it counts, so that a mission has no more false alarms than its budget. */
import { cusumThreshold } from '../../../stats/cusum-run-length.ts';

/** What each chart takes off a score: half of the shift it finds fastest, in standard deviations of a whitened block. */
export const SLOW = 0.15;
export const FAST = 0.5;

export interface ChartThresholds {
  readonly slow: number;
  readonly fast: number;
}

/** False alarms a unit may have in a mission where the definition does not say. */
export const USUAL_BUDGET = 0.05;

export interface Budget {
  /** False alarms a unit may have in a mission, all its channels and charts together; above 0, below 1. */
  readonly falsePages: number;
  /** Blocks that the mission lasts. */
  readonly blocks: number;
  /** Charts of the unit that share the budget: two for each channel that is judged. */
  readonly charts: number;
}

/**
 * Every chart gets the same part of the budget. A chart's first false alarm comes as an exponential time with its run
 * length for mean, so that it comes within the mission with the probability 1 − e^(−blocks / run length).
 */
export function chartThresholds({ falsePages, blocks, charts }: Budget): ChartThresholds {
  const runLength = blocks / -Math.log1p(-falsePages / charts);
  return { slow: cusumThreshold(SLOW, runLength), fast: cusumThreshold(FAST, runLength) };
}
