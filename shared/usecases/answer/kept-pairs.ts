import { oncePer } from '../../domain/once-per.ts';
import type { ChannelPairs } from '../../domain/twins/channel-pairs.ts';
import type { KeptCells } from '../../formats/delta-page.ts';
import { countPairs, type PairsToRead } from '../pages/pairs-to-read.ts';
import type { PairStretch } from '../pages/read-delta-page.ts';
import type { PairBudget } from './pair-budget.ts';
import type { ReadPairs } from './read-pair.ts';

/** How the cells are read of the channel that is asked for: null where a stretch keeps none. */
export type ReadCells = (stretch: PairStretch) => Promise<KeptCells | null>;

/** Unpacks them once, for the whole, its windows and each of its phases. */
export const cellsOnce = (asked: string): ReadCells =>
  oncePer((stretch: PairStretch) => stretch.cellsOf(asked));

/** 90 days of a channel at 1 Hz: 400 MB. What is more is read again by whoever needs it. */
const MOST_KEPT = 8_000_000;

/** Keeps what is read of the channel asked for, which several views share; of the others nothing. All is in the budget. */
export function keptPairs(asked: string, budget: PairBudget): ReadPairs {
  let room = MOST_KEPT;
  const keeping = ({ pairs, read }: PairsToRead): PairsToRead => {
    let known: ChannelPairs | null = null;
    return {
      pairs,
      read: async () => {
        if (known !== null) return known;
        const found = await read();
        if (found.flight.length > room) return found;
        room -= found.flight.length;
        known = found;
        return known;
      },
    };
  };
  const ofAsked = oncePer((stretch: PairStretch) => stretch.pairsOf(asked).map(keeping));
  return (stretch, series) => {
    const list = series === asked ? ofAsked(stretch) : stretch.pairsOf(series);
    budget.take(countPairs(list));
    return list;
  };
}
