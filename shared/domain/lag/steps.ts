import { median } from '../../stats/median.ts';

/** Differences of neighbouring cells. */
export interface Steps {
  readonly steps: Float64Array;
  /** Sum of their squares. */
  readonly norm: number;
}

/** Steps are cut at this many times their median size, so that spikes at different times do not make a lag. */
const CLIP = 4;

/** 0 where a cell is empty. */
export function stepsOf(cells: Float64Array): Steps {
  const steps = new Float64Array(Math.max(0, cells.length - 1));
  const sizes = new Float64Array(steps.length);
  let moved = 0;
  for (let i = 0; i < steps.length; i++) {
    const step = cells[i + 1]! - cells[i]!;
    if (Number.isNaN(step)) continue;
    steps[i] = step;
    if (step !== 0) sizes[moved++] = Math.abs(step);
  }
  const most = CLIP * (median(sizes.subarray(0, moved)) ?? 0);
  let norm = 0;
  for (let i = 0; i < steps.length; i++) {
    steps[i] = Math.max(-most, Math.min(most, steps[i]!));
    norm += steps[i]! * steps[i]!;
  }
  return { steps, norm };
}
