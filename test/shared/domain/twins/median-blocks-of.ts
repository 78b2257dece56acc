import type { ChannelPairs } from '../../../../shared/domain/twins/channel-pairs.ts';
import {
  type MedianBlock,
  MedianBlocksInParts,
  offsetBlocks,
} from '../../../../shared/domain/twins/median-blocks.ts';
import type { PairFilter } from '../../../../shared/domain/twins/pair-filter.ts';

/** The blocks of an offset, of pairs that come at once. */
export function medianBlocks(pairs: ChannelPairs, counts: PairFilter, periodSeconds: number): MedianBlock[] {
  const blocks = new MedianBlocksInParts(offsetBlocks(periodSeconds));
  blocks.add(pairs, counts);
  return blocks.finish();
}
