/** Episodes in which flight stood apart from ground (docs/design.md#offset). */
import * as z from 'zod';
import { isBeyond } from '../../twins/beyond.ts';
import { type MedianBlock, medianBlockSchema } from '../../twins/median-blocks.ts';

/** An offset opens, and closes, with as many blocks in a row. */
export const IN_A_ROW = 3;

const offsetSchema = z.object({
  channel: z.string(),
  /** Start of the first block beyond the margin. */
  from: z.number(),
  /** Start of the first block that was back within; null while it lasts. */
  to: z.number().nullable(),
  /** 1: flight reads higher. */
  sign: z.union([z.literal(1), z.literal(-1)]),
  /** Of the three blocks that opened it. */
  medians: z.array(z.number()),
  worstMedian: z.number(),
  /** Median of the block at which it opened. */
  triggerValue: z.number(),
});
/** A stretch over which flight stood beyond the margin from ground. */
export type Offset = z.infer<typeof offsetSchema>;

/** What the fold remembers between blocks. */
export const offsetStateSchema = z.object({
  /** The last blocks, all on one side: above the margin, below it, or within. */
  run: z.array(medianBlockSchema),
  open: offsetSchema.nullable(),
});
export type OffsetState = z.infer<typeof offsetStateSchema>;

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
  blocks: readonly MedianBlock[],
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

function sideOf({ median: middle }: MedianBlock, margin: number): 1 | -1 | 0 {
  if (!isBeyond(middle, margin)) return 0;
  return middle > 0 ? 1 : -1;
}

function opened(channel: string, sign: 1 | -1, run: readonly MedianBlock[]): Offset {
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

function worsened(open: Offset, block: MedianBlock): Offset {
  return Math.abs(block.median) > Math.abs(open.worstMedian) ? { ...open, worstMedian: block.median } : open;
}
