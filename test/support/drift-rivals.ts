/** What stands beside the drift detector: fixed limits, and two rolling medians with as many false alarms as are allowed. */
import { median } from '../../shared/stats/median.ts';
import { type DriftFault, movedBy } from './drift-faults.ts';
import { MARGIN } from './drift-judges.ts';
import { SETPOINT } from './drift-worlds.ts';

/** Blocks of the short median and of the long one before it, and between two looks. */
const SHORT = 36;
const LONG = 144;
const EVERY = 6;

/** Blocks from the onset to the first one whose mean is beyond the margin around the set-point. */
export function limitDelay(unit: Float64Array, fault: DriftFault, onset: number): number {
  const at = unit.findIndex(
    (value, i) => i >= onset && Math.abs(value + movedBy(fault, i - onset) - SETPOINT) > MARGIN,
  );
  return at < 0 ? Number.POSITIVE_INFINITY : at - onset + 1;
}

/** How far the last six hours are from the day before, every hour; 0 where either has no block. */
export function medianSteps(residual: Float64Array): Float64Array {
  const steps = new Float64Array(Math.floor(residual.length / EVERY));
  for (let i = 0; i < steps.length; i++) {
    const end = (i + 1) * EVERY;
    if (end < SHORT + LONG) continue;
    const short = middleOf(residual.subarray(end - SHORT, end));
    const long = middleOf(residual.subarray(end - SHORT - LONG, end - SHORT));
    steps[i] = short === null || long === null ? 0 : Math.abs(short - long);
  }
  return steps;
}

function middleOf(values: Float64Array): number | null {
  return median(values.filter((value) => !Number.isNaN(value)));
}

/** The threshold that a part of the missions without a fault pass. */
export function medianThreshold(residuals: readonly Float64Array[], falseAlarms: number): number {
  const worst = residuals.map((residual) => Math.max(...medianSteps(residual))).sort((a, b) => b - a);
  return worst[Math.floor(falseAlarms * worst.length)]!;
}

export function mediansDelay(residual: Float64Array, threshold: number, onset: number): number {
  const steps = medianSteps(residual);
  const at = steps.findIndex((step, i) => (i + 1) * EVERY > onset && step > threshold);
  return at < 0 ? Number.POSITIVE_INFINITY : (at + 1) * EVERY - onset;
}
