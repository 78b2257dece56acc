/** When a residual that is going away will cross what it must not cross. */
import { BLOCKS_PER_DAY, type BlockId } from './block.ts';
import type { Course, Run } from './run.ts';

/** Blocks in which a bound is crossed: as expected, and one standard error of the slope to either side. */
export interface Crossing {
  readonly expected: BlockId;
  readonly soonest: BlockId;
  /** Infinite where the slope may be none. */
  readonly latest: BlockId;
}

/**
 * @param bound how far from the run's base the bound is, towards its side
 * @returns null where the course leads to no bound
 */
export function crossingOf(run: Readonly<Run>, course: Course, bound: number, now: BlockId): Crossing | null {
  const { isGrowing, level, slope, slopeError } = course;
  if (!isGrowing) return level >= bound ? { expected: now, soonest: now, latest: now } : null;
  if (bound === Number.POSITIVE_INFINITY) return null;
  const inDays = (rate: number) => (rate > 0 ? Math.max(0, bound - level) / rate : Number.POSITIVE_INFINITY);
  const blockAt = (rate: number) => Math.max(now, run.start + Math.ceil(inDays(rate) * BLOCKS_PER_DAY));
  return {
    expected: blockAt(slope),
    soonest: blockAt(slope + slopeError),
    latest: blockAt(slope - slopeError),
  };
}
