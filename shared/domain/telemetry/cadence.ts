/**
 * The step that samples really came with, beside the period that the definition promises. Where the two differ by a
 * factor of three or more, the declared period is no measure of what is missing, and gaps are judged by the step.
 */
import * as z from 'zod';
import type { Seconds } from '../time.ts';
import { microsOf } from './rule.ts';

/** From this factor on, up or down, the declared period is taken to be wrong. */
const WRONG_BY = 3;
/** Fewer intervals say nothing of a cadence. */
const LEAST_STEPS = 3;
/** Of so many intervals half must be about the median; of fewer all: scattered rests of a day are no cadence. */
const MANY_STEPS = 20;
const ABOUT = 0.25;

export const cadenceSchema = z.object({
  /** The median interval, µs. */
  step: z.number(),
  /** How many intervals it is the median of. */
  steps: z.number(),
  /** Whether the intervals are alike enough to be called a cadence. */
  isRegular: z.boolean(),
});
export type Cadence = z.infer<typeof cadenceSchema>;

/** Of ascending times; null where there are fewer than two. */
export function cadenceOf(times: Float64Array, periodSeconds: Seconds): Cadence | null {
  const steps = times.length - 1;
  if (steps < 1) return null;
  const period = microsOf(periodSeconds);
  let asPromised = 0;
  for (let i = 1; i < times.length; i++) if (times[i]! - times[i - 1]! === period) asPromised += 1;
  // Most series keep their period, and need no sorting.
  if (asPromised * 2 > steps) return { step: period, steps, isRegular: true };
  const intervals = new Float64Array(steps);
  for (let i = 1; i < times.length; i++) intervals[i - 1] = times[i]! - times[i - 1]!;
  const step = intervals.sort()[steps >> 1]!;
  return { step, steps, isRegular: isRegular(intervals, step) };
}

function isRegular(intervals: Float64Array, step: number): boolean {
  const steps = intervals.length;
  if (steps < LEAST_STEPS) return false;
  let alike = 0;
  for (const interval of intervals) if (Math.abs(interval - step) <= ABOUT * step) alike += 1;
  return steps < MANY_STEPS ? alike === steps : alike * 2 >= steps;
}

/** The step, µs, that gaps are judged by; null where the samples show no cadence of their own. */
export function stepShown(cadence: Cadence | null, periodSeconds: Seconds): number | null {
  if (cadence === null || !cadence.isRegular) return null;
  const period = microsOf(periodSeconds);
  const { step } = cadence;
  return step >= WRONG_BY * period || step * WRONG_BY <= period ? step : period;
}

/** The median step of several stretches, each weighing as many intervals as it has; null without any. */
export function medianStep(cadences: readonly (Cadence | null)[]): number | null {
  const known = cadences.filter((one) => one !== null).sort((a, b) => a.step - b.step);
  let before = known.reduce((sum, { steps }) => sum + steps, 0) / 2;
  for (const { step, steps } of known) {
    before -= steps;
    if (before < 0) return step;
  }
  return known.at(-1)?.step ?? null;
}
