/** What the blocks since a chart's last reset look like: a level that was taken, or one that is still going away. */
import type { BlockId } from './block.ts';

/** Sums over the blocks of a run; `u` is days since its start, `y` the residual less its base, towards its side. */
export interface Run {
  /** The block of the last reset. */
  start: BlockId;
  /** The mean that was believed then. */
  base: number;
  n: number;
  u: number;
  uu: number;
  y: number;
  uy: number;
  yy: number;
}

export function startRun(start: BlockId, base: number): Run {
  return { start, base, n: 0, u: 0, uu: 0, y: 0, uy: 0, yy: 0 };
}

/** Takes a block in, `days` after the start; changes `run`. */
export function addToRun(run: Run, days: number, y: number): void {
  run.n += 1;
  run.u += days;
  run.uu += days * days;
  run.y += y;
  run.uy += days * y;
  run.yy += y * y;
}

/** By so many variances a ramp must leave less than a level: a new level, seen for a few hours, looks like a ramp too. */
const RAMP_MUST_GAIN = 2;

/** The course that explains a run best. */
export interface Course {
  readonly isGrowing: boolean;
  /** At the start of the run and per day, towards the side. */
  readonly level: number;
  readonly slope: number;
  /** Standard error of the slope; of a level that was taken 0. */
  readonly slopeError: number;
}

/**
 * One level, or a straight line through what the chart tolerates at its start where that leaves clearly less. A ramp passes
 * the chart's tolerance before the chart begins to rise, so that is the level at which its run begins.
 *
 * @param tolerated level that the chart lets pass for ever
 * @param noise standard deviation of the mean of n blocks, times √n
 */
export function courseOf(run: Readonly<Run>, tolerated: number, noise: number): Course {
  const level = run.y / run.n;
  const left = run.yy - run.n * level * level;
  const slope = (run.uy - tolerated * run.u) / run.uu;
  const around = run.yy - 2 * tolerated * run.y + run.n * tolerated * tolerated;
  const leftOfRamp = around - slope * slope * run.uu;
  const isGrowing = slope > 0 && leftOfRamp + RAMP_MUST_GAIN * noise * noise < left;
  return isGrowing
    ? { isGrowing, level: tolerated, slope, slopeError: noise / Math.sqrt(run.uu) }
    : { isGrowing, level, slope: 0, slopeError: 0 };
}
