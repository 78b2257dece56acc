import * as z from 'zod';
import { median } from '../../stats/median.ts';
import { MICROS_PER_SECOND, type Micros, type Seconds } from '../time.ts';
import { isBeyond } from './beyond.ts';
import type { ChannelPairs } from './channel-pairs.ts';
import type { PairFilter } from './pair-filter.ts';

/** Blocks are six hours, aligned to UTC. */
const BLOCK = 6 * 3600 * MICROS_PER_SECOND;
/** An offset opens, and closes, with as many blocks in a row. */
const IN_A_ROW = 3;

export const offsetBlockSchema = z.object({ start: z.number(), median: z.number(), pairs: z.number() });
/** The usual difference over one block of flight time. */
export type OffsetBlock = Readonly<z.infer<typeof offsetBlockSchema>>;

/** A stretch over which flight stood beyond the margin from ground. */
export interface Offset {
  readonly channel: string;
  /** Start of the first block beyond the margin. */
  readonly from: Micros;
  /** Start of the first block that was back within; null while it lasts. */
  readonly to: Micros | null;
  /** 1: flight reads higher. */
  readonly sign: 1 | -1;
  /** Of the three blocks that opened it. */
  readonly medians: readonly number[];
  readonly worstMedian: number;
  /** Median of the block at which it opened. */
  readonly triggerValue: number;
}

/** What the fold remembers between blocks; plain JSON, so that a checkpoint can hold it. */
export interface OffsetState {
  /** The last blocks, all on one side: above the margin, below it, or within. */
  readonly run: readonly OffsetBlock[];
  readonly open: Offset | null;
}

/**
 * Medians of the paired differences by block, ascending, of blocks that hold at least half the pairs their period
 * promises. A block belongs to one list of pairs: ranges begin and end at multiples of six hours.
 */
export function offsetBlocks(pairs: ChannelPairs, counts: PairFilter, periodSeconds: Seconds): OffsetBlock[] {
  const expected = BLOCK / MICROS_PER_SECOND / periodSeconds;
  const { flightTimes, flight, ground } = pairs;
  const blocks: OffsetBlock[] = [];
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

/** No block seen yet. */
export const OFFSET_START: OffsetState = { run: [], open: null };

/**
 * Takes the next blocks in, ascending. An offset opens after three blocks in a row beyond the margin on one side,
 * from the first of them on, and closes after three within, at the first of them; three beyond on the other side
 * close it too and open the next. A median at the margin is within. Blocks that are missing or too thin are not
 * evidence of either: they neither count nor break a row, so that losses of signal cannot hide an offset.
 *
 * @returns the state after the last block, whose `open` may still last, and what closed on the way.
 */
export function foldOffset(
  state: OffsetState,
  blocks: readonly OffsetBlock[],
  { channel, margin }: { readonly channel: string; readonly margin: number },
): { state: OffsetState; closed: Offset[] } {
  const closed: Offset[] = [];
  let { run, open } = state;
  for (const block of blocks) {
    const side = sideOf(block, margin);
    const continues = run.length > 0 && sideOf(run[0]!, margin) === side;
    run = continues ? [...run, block].slice(-IN_A_ROW) : [block];
    if (open !== null && open.sign === side) open = worsened(open, block);
    if (run.length < IN_A_ROW || side === (open?.sign ?? 0)) continue;
    if (open !== null) closed.push({ ...open, to: run[0]!.start });
    open = side === 0 ? null : opened(channel, side, run);
  }
  return { state: { run, open }, closed };
}

function sideOf({ median: middle }: OffsetBlock, margin: number): 1 | -1 | 0 {
  if (!isBeyond(middle, margin)) return 0;
  return middle > 0 ? 1 : -1;
}

function opened(channel: string, sign: 1 | -1, run: readonly OffsetBlock[]): Offset {
  const medians = run.map((block) => block.median);
  return {
    channel,
    from: run[0]!.start,
    to: null,
    sign,
    medians,
    worstMedian: sign * Math.max(...medians.map(Math.abs)),
    triggerValue: medians.at(-1)!,
  };
}

function worsened(open: Offset, block: OffsetBlock): Offset {
  return Math.abs(block.median) > Math.abs(open.worstMedian) ? { ...open, worstMedian: block.median } : open;
}
