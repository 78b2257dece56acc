/** Where a series itself stood, six hours by six hours: by that it is told which of those held against each other moved. */
import { BLOCKS_PER_MEDIAN, type BlockId } from './block.ts';
import { stretchOf } from './medians.ts';

/** Of readings less their set-point; of a series without one any constant will do, since only movements are asked for. */
export interface Levels {
  /** The six hours that are not over: number, blocks, and their sum. */
  stretch: number;
  n: number;
  sum: number;
  /** Of the last two, and the last six hours, the newest weighing most. */
  recent: number;
  steady: number;
  /** Number of the first of the past means. */
  first: number;
  /** Means of the six hours of the last seven days, NaN of those with too few blocks. */
  past: readonly number[];
}

const MOST = 28;
/** A stretch with fewer blocks has no mean. */
const LEAST_BLOCKS = BLOCKS_PER_MEDIAN / 2;
/** Two hours. */
const RECENT_WEIGHT = 1 / 12;
const STEADY_WEIGHT = 1 / BLOCKS_PER_MEDIAN;
/** Where it stood is the mean of the day before. */
const BEFORE = 4;

export function startLevels(): Levels {
  return { stretch: 0, n: 0, sum: 0, recent: Number.NaN, steady: Number.NaN, first: 0, past: [] };
}

/** Takes a block in; changes `levels`. */
export function addToLevels(levels: Levels, id: BlockId, value: number): void {
  const stretch = stretchOf(id);
  if (stretch < levels.stretch) return;
  if (stretch > levels.stretch) close(levels, stretch);
  levels.n += 1;
  levels.sum += value;
  const isFirst = Number.isNaN(levels.recent);
  levels.recent = isFirst ? value : levels.recent + RECENT_WEIGHT * (value - levels.recent);
  levels.steady = isFirst ? value : levels.steady + STEADY_WEIGHT * (value - levels.steady);
}

function close(levels: Levels, next: number): void {
  const { stretch, n, sum, first, past } = levels;
  const isFirst = past.length === 0;
  if (n > 0 && (!isFirst || n >= LEAST_BLOCKS)) {
    const begin = isFirst ? stretch : first;
    const lacking = Array.from({ length: Math.min(MOST, stretch - begin - past.length) }, () => Number.NaN);
    levels.past = [...past, ...lacking, n < LEAST_BLOCKS ? Number.NaN : sum / n].slice(-MOST);
    levels.first = stretch + 1 - levels.past.length;
  }
  Object.assign(levels, { stretch: next, n: 0, sum: 0 });
}

export function copyOfLevels(levels: Levels): Levels {
  return { ...levels };
}

/** Its mean over the six hours of that number; NaN where there is none. */
export const levelAt = ({ first, past }: Levels, stretch: number): number =>
  past[stretch - first] ?? Number.NaN;

/** By which time it is told where a series is now. */
export type Now = 'recent' | 'steady';

/**
 * How far it went from where it stood in the day before a block, or in its first six hours where those are later; for seven
 * days after it.
 *
 * @returns null where it is not known where it stood
 */
export function wentSince(levels: Levels, since: BlockId, now: Now): number | null {
  const { first, past } = levels;
  const before = past.slice(0, Math.max(0, stretchOf(since) - first));
  // What came before is forgotten: the oldest that is kept is from after it.
  if (before.length === 0 && past.length === MOST) return null;
  const stood = (before.length > 0 ? before : past.slice(0, 1)).filter((mean) => !Number.isNaN(mean));
  const used = stood.slice(-BEFORE);
  if (used.length === 0 || Number.isNaN(levels[now])) return null;
  return levels[now] - used.reduce((sum, mean) => sum + mean, 0) / used.length;
}
