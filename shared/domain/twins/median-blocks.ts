/** The usual difference of a pair over blocks of time: of hours for an offset, of minutes for the environment. */
import * as z from 'zod';
import { medianInPlace } from '../../stats/median.ts';
import { firstAtOrAfter } from '../telemetry/search-times.ts';
import { MICROS_PER_SECOND, type Micros, type Seconds } from '../time.ts';
import type { ChannelPairs } from './channel-pairs.ts';
import type { PairFilter } from './pair-filter.ts';

/** Blocks of an offset, aligned to UTC. */
const BLOCK = 6 * 3600 * MICROS_PER_SECOND;

export const medianBlockSchema = z.object({ start: z.number(), median: z.number(), pairs: z.number() });
/** The usual difference over one block of flight time. */
export type MedianBlock = Readonly<z.infer<typeof medianBlockSchema>>;

/** How long a block is, and how many pairs say what is usual in it. */
export interface BlockRule {
  readonly length: Micros;
  readonly leastPairs: number;
}

/** Blocks of six hours that hold at least half the pairs their period promises. */
export function offsetBlocks(periodSeconds: Seconds): BlockRule {
  return { length: BLOCK, leastPairs: BLOCK / MICROS_PER_SECOND / periodSeconds / 2 };
}

/** Minutes that divide six hours, so that no block of the environment belongs to two lists of pairs. */
const MINUTES = [10, 12, 15, 18, 20, 24, 30, 36, 40, 45, 60, 72, 90, 120, 180, 360];
const LEAST_PAIRS = 3;

/**
 * Blocks of ten minutes, or the shortest in `MINUTES` that hold three samples, so that no single odd reading is a
 * block. Three pairs are needed, two where the block holds three, so that one lost sample does not leave it out; of a
 * period above two hours a block of six hours holds fewer, and each counts.
 */
export function environmentBlocks(periodSeconds: Seconds): BlockRule {
  const minutes = MINUTES.find((one) => one * 60 >= LEAST_PAIRS * periodSeconds) ?? MINUTES.at(-1)!;
  const expected = Math.max(1, Math.floor((minutes * 60) / periodSeconds));
  const leastPairs = expected > LEAST_PAIRS ? LEAST_PAIRS : Math.max(1, expected - 1);
  return { length: minutes * 60 * MICROS_PER_SECOND, leastPairs };
}

/** The block so far; more of it may come. */
interface OpenBlock {
  readonly start: Micros;
  /** Of the pairs that count, as they came: put together, six hours at a high rate would be held twice. */
  readonly differences: Float64Array[];
  pairs: number;
}

/**
 * Medians of the paired differences over blocks of time, ascending, of pairs that come part by part in order of time. Of a
 * block that is not over the differences are held, once. A block belongs to one list of pairs: ranges begin and end
 * between two.
 */
export class MedianBlocksInParts {
  readonly #rule: BlockRule;
  readonly #blocks: MedianBlock[] = [];
  #open: OpenBlock | null = null;

  constructor(rule: BlockRule) {
    this.#rule = rule;
  }

  add(pairs: ChannelPairs, counts: PairFilter): void {
    const { flightTimes, flight, ground } = pairs;
    const { length } = this.#rule;
    for (let i = 0; i < flight.length; ) {
      const start = Math.floor(flightTimes[i]! / length) * length;
      const end = firstAtOrAfter(flightTimes, start + length);
      if (this.#open?.start !== start) this.#close();
      this.#open ??= { start, differences: [], pairs: 0 };
      const differences = new Float64Array(end - i);
      let n = 0;
      for (; i < end; i++) if (counts(pairs, i)) differences[n++] = flight[i]! - ground[i]!;
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
    if (pairs < this.#rule.leastPairs) return;
    const middle = medianInPlace(differences);
    if (middle !== null) this.#blocks.push({ start, median: middle, pairs });
  }
}
