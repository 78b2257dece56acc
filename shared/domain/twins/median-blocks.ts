/** The usual difference of a pair over six hours. */
import * as z from 'zod';
import { median } from '../../stats/median.ts';
import { MICROS_PER_SECOND, type Seconds } from '../time.ts';
import type { ChannelPairs } from './channel-pairs.ts';
import type { PairFilter } from './pair-filter.ts';

/** Blocks are six hours, aligned to UTC. */
const BLOCK = 6 * 3600 * MICROS_PER_SECOND;

export const medianBlockSchema = z.object({ start: z.number(), median: z.number(), pairs: z.number() });
/** The usual difference over one block of flight time. */
export type MedianBlock = Readonly<z.infer<typeof medianBlockSchema>>;

/**
 * Medians of the paired differences by block, ascending, of blocks that hold at least half the pairs their period
 * promises. A block belongs to one list of pairs: ranges begin and end at multiples of six hours.
 */
export function medianBlocks(pairs: ChannelPairs, counts: PairFilter, periodSeconds: Seconds): MedianBlock[] {
  const expected = BLOCK / MICROS_PER_SECOND / periodSeconds;
  const { flightTimes, flight, ground } = pairs;
  const blocks: MedianBlock[] = [];
  const differences = new Float64Array(flight.length);
  for (let i = 0; i < flight.length; ) {
    const start = Math.floor(flightTimes[i]! / BLOCK) * BLOCK;
    let n = 0;
    for (; i < flight.length && flightTimes[i]! < start + BLOCK; i++) {
      if (counts(pairs, i)) differences[n++] = flight[i]! - ground[i]!;
    }
    if (2 * n < expected) continue;
    const middle = median(differences.subarray(0, n));
    if (middle !== null) blocks.push({ start, median: middle, pairs: n });
  }
  return blocks;
}
