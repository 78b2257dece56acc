/** What a part of a delta page comes to for one channel, from what it says of it; from its pairs where that is not enough. */
import type { JudgedChannel, PagedChannel, PairRulesByKind } from '../../domain/anomaly/pair-detector.ts';
import { looksOf } from '../../domain/detect/pair-detectors.ts';
import { blocksOfFacts } from '../../domain/twins/channel-facts.ts';
import { LagStretchesInParts } from '../../domain/twins/lag-stretches.ts';
import { MedianBlocksInParts, offsetBlocks } from '../../domain/twins/median-blocks.ts';
import { goodPairs, type StuckIntervals } from '../../domain/twins/pair-filter.ts';
import { readInOrder } from '../pages/pairs-to-read.ts';
import type { PairStretch } from '../pages/read-delta-page.ts';

/** A channel with its rules, and when either sensor stood still. */
export interface HeldChannel extends JudgedChannel<PairRulesByKind> {
  readonly stuck: StuckIntervals;
}

/** Nothing where the part does not have the channel. */
export async function pagedChannel(
  stretch: PairStretch,
  { channel: { series, period, twin }, rule, stuck }: HeldChannel,
): Promise<PagedChannel[]> {
  const facts = stretch.factsOf(series);
  const known =
    twin.margin === null ? NO_BLOCKS : facts === null ? null : blocksOfFacts(facts, period, stuck);
  const looks = looksOf(rule);
  if (facts !== null && known !== null && looks.size === 0)
    return [{ series, ...known, last: facts.flight?.to ?? null, seen: {} }];
  const blocks = new MedianBlocksInParts(offsetBlocks(period));
  const lags = new LagStretchesInParts(period);
  const seen = new Map([...looks.keys()].map((kind): [string, unknown[]] => [kind, []]));
  const isGood = goodPairs(stuck);
  const ends: (number | null)[] = [];
  for await (const pairs of readInOrder(stretch.pairsOf(series))) {
    if (known === null) {
      blocks.add(pairs, isGood);
      lags.add(pairs, isGood);
    }
    for (const [kind, look] of looks) seen.get(kind)?.push(look(pairs, isGood));
    ends.push(pairs.flightTimes.at(-1) ?? null);
  }
  if (ends.length === 0) return [];
  const last = ends.findLast((end) => end !== null) ?? null;
  const found = known ?? { blocks: blocks.finish(), lags: lags.finish() };
  return [{ series, ...found, last, seen: Object.fromEntries(seen) }];
}

/** Without a margin nothing is told by blocks. */
const NO_BLOCKS = { blocks: [], lags: [] };

/** The parts of a page, in order of time, as the whole: a block belongs to one of them. */
export function joinedPages(parts: readonly PagedChannel[]): PagedChannel {
  const kinds = [...new Set(parts.flatMap(({ seen }) => Object.keys(seen)))];
  return {
    series: parts[0]!.series,
    blocks: parts.flatMap(({ blocks }) => blocks),
    lags: parts.flatMap(({ lags }) => lags),
    last: parts.findLast(({ last }) => last !== null)?.last ?? null,
    seen: Object.fromEntries(kinds.map((kind) => [kind, parts.flatMap(({ seen }) => seen[kind] ?? [])])),
  };
}
