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
 * Steps between false alarms of a chart up to which its threshold was held against the exact one (`cusum-run-length.test.ts`):
 * 19,000 years of ten minutes. A rarer one would be a number and no promise.
 */
const MOST_RUN_LENGTH = 1e9;

/** How often a chart may be wrong in vain, as steps between: no rarer than thresholds are known to keep. */
export function keptRunLength({ falsePages, blocks, charts }: Budget): number {
  return Math.min(MOST_RUN_LENGTH, blocks / -Math.log1p(-falsePages / charts));
}

/** The smallest budget that thresholds are known to keep over so many blocks, with so many charts that share it. */
export function leastBudget({ blocks, charts }: Pick<Budget, 'blocks' | 'charts'>): number {
  return -charts * Math.expm1(-blocks / MOST_RUN_LENGTH);
}

/**
 * Every chart gets the same part of the budget. A chart's first false alarm comes as an exponential time with its run
 * length for mean, so that it comes within the mission with the probability 1 − e^(−blocks / run length).
 */
export function chartThresholds(budget: Budget): ChartThresholds {
  const runLength = keptRunLength(budget);
  return { slow: cusumThreshold(SLOW, runLength), fast: cusumThreshold(FAST, runLength) };
}
