/** Medians of six hours, by which a drift is seen to end and its trend is told. */
import { median } from '../../../stats/median.ts';
import { mannKendall, theilSenSlope } from '../../../stats/trend.ts';
import { BLOCKS_PER_DAY, BLOCKS_PER_MEDIAN, type BlockId } from './block.ts';

/** Six-hour stretches since 1970. */
export interface SixHours {
  readonly number: number;
  readonly median: number;
}

export interface Medians {
  /** Of the stretch that is not over. */
  number: number;
  recent: number[];
  /** Of the last seven days, ascending. */
  past: readonly SixHours[];
}

const MOST = 28;
/** A stretch with fewer blocks has no median. */
const LEAST_BLOCKS = BLOCKS_PER_MEDIAN / 2;

export const stretchOf = (id: BlockId): number => Math.floor(id / BLOCKS_PER_MEDIAN);

export function startMedians(): Medians {
  return { number: 0, recent: [], past: [] };
}

/** Takes a block in; changes `medians`. Returns the stretch that ended before it, where it has a median. */
export function addToMedians(medians: Medians, id: BlockId, residual: number): SixHours | null {
  const number = stretchOf(id);
  const ended = number === medians.number ? null : close(medians);
  medians.number = number;
  medians.recent.push(residual);
  return ended;
}

function close(medians: Medians): SixHours | null {
  const { number, recent, past } = medians;
  medians.recent = [];
  const middle = recent.length < LEAST_BLOCKS ? null : median(Float64Array.from(recent));
  if (middle === null) return null;
  const ended = { number, median: middle };
  medians.past = [...past, ended].slice(-MOST);
  return ended;
}

/** How the medians since a stretch went. */
export interface Trend {
  /** Per day, of Theil and Sen. */
  readonly slope: number;
  /** How often medians without a trend would show one as clear (Mann and Kendall). */
  readonly chance: number;
}

/** Medians that a trend takes at least. */
const LEAST_MEDIANS = 4;

/** @returns null where there are too few medians since then */
export function trendSince({ past }: Medians, since: BlockId): Trend | null {
  const used = past.filter(({ number }) => number >= stretchOf(since));
  if (used.length < LEAST_MEDIANS) return null;
  const days = used.map(({ number }) => (number * BLOCKS_PER_MEDIAN) / BLOCKS_PER_DAY);
  const medians = used.map(({ median: middle }) => middle);
  const slope = theilSenSlope(days, medians);
  return slope === null ? null : { slope, chance: mannKendall(medians) };
}
