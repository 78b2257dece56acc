/** The usual difference of a pair over six hours. */
import * as z from 'zod';
import { median } from '../../stats/median.ts';
import { firstAtOrAfter } from '../telemetry/search-times.ts';
import { MICROS_PER_SECOND, type Micros, type Seconds } from '../time.ts';
import type { ChannelPairs } from './channel-pairs.ts';
import type { PairFilter } from './pair-filter.ts';

/** Blocks are six hours, aligned to UTC. */
const BLOCK = 6 * 3600 * MICROS_PER_SECOND;

export const medianBlockSchema = z.object({ start: z.number(), median: z.number(), pairs: z.number() });
/** The usual difference over one block of flight time. */
export type MedianBlock = Readonly<z.infer<typeof medianBlockSchema>>;

/** The block so far; more of it may come. */
interface OpenBlock {
  readonly start: Micros;
  readonly differences: Float64Array[];
  pairs: number;
}

/**
 * Medians of the paired differences by block, ascending, of blocks that hold at least half the pairs their period
 * promises. A block belongs to one list of pairs: ranges begin and end at multiples of six hours.
 */
export function medianBlocks(pairs: ChannelPairs, counts: PairFilter, periodSeconds: Seconds): MedianBlock[] {
  const blocks = new MedianBlocksInParts(periodSeconds);
  blocks.add(pairs, counts);
  return blocks.finish();
}

/** The same of pairs that come part by part, in order of time. Of a block that is not over the differences are held. */
export class MedianBlocksInParts {
  readonly #expected: number;
  readonly #blocks: MedianBlock[] = [];
  #open: OpenBlock | null = null;

  constructor(periodSeconds: Seconds) {
    this.#expected = BLOCK / MICROS_PER_SECOND / periodSeconds;
  }

  add(pairs: ChannelPairs, counts: PairFilter): void {
    const { flightTimes, flight, ground } = pairs;
    for (let i = 0; i < flight.length; ) {
      const start = Math.floor(flightTimes[i]! / BLOCK) * BLOCK;
      const end = firstAtOrAfter(flightTimes, start + BLOCK);
      const differences = new Float64Array(end - i);
      let n = 0;
      for (; i < end; i++) if (counts(pairs, i)) differences[n++] = flight[i]! - ground[i]!;
      if (this.#open?.start !== start) this.#close();
      this.#open ??= { start, differences: [], pairs: 0 };
      this.#open.differences.push(differences.subarray(0, n));
      this.#open.pairs += n;
    }
  }

  finish(): MedianBlock[] {
    this.#close();
    return this.#blocks;
  }

  #close(): void {
    if (this.#open === null) return;
    const { start, differences, pairs } = this.#open;
    this.#open = null;
    if (2 * pairs < this.#expected) return;
    const middle = median(...differences);
    if (middle !== null) this.#blocks.push({ start, median: middle, pairs });
  }
}
