import type { ChannelPairs } from '../../domain/twins/channel-pairs.ts';

/** Pairs of a channel that can be read at once: few enough to be held. */
export interface PairsToRead {
  /** How many. */
  readonly pairs: number;
  read(): Promise<ChannelPairs>;
}

export const countPairs = (list: readonly PairsToRead[]): number =>
  list.reduce((sum, { pairs }) => sum + pairs, 0);

/** Reads under way at once: each waits for the network. */
const MOST_READS = 24;
/** Pairs of them, beside those that were handed out last: 50 MB. */
const MOST_PAIRS = 1_000_000;

/** What is read, in the order of the list; some reads begin before those ahead of them are done. */
export async function* readInOrder(list: readonly PairsToRead[]): AsyncGenerator<ChannelPairs> {
  const begun: { readonly pairs: number; readonly result: Promise<ChannelPairs> }[] = [];
  let next = 0;
  let ahead = 0;
  const fits = ({ pairs }: PairsToRead) =>
    begun.length === 0 || (begun.length < MOST_READS && ahead + pairs <= MOST_PAIRS);
  while (next < list.length || begun.length > 0) {
    for (; next < list.length && fits(list[next]!); next++) {
      const { pairs } = list[next]!;
      const result = list[next]!.read();
      // Whoever waits for it is told; nobody may wait where one ahead of it fails.
      result.catch(() => {});
      begun.push({ pairs, result });
      ahead += pairs;
    }
    const first = begun.shift()!;
    yield await first.result;
    ahead -= first.pairs;
  }
}
