/**
 * What a stretch of a pair's channel comes to without its pairs: enough to find offsets, and to judge the environment
 * over it where all of it is judged, or none of it, as long as no sensor stood still. Of a page these stand in its
 * metadata, so that a channel that nobody asked for need not be read.
 */
import type { LagAt } from '../lag/thirds.ts';
import type { Micros, Seconds } from '../time.ts';
import { covers, type Interval } from '../timeline/interval.ts';
import type { ChannelPairs } from './channel-pairs.ts';
import { type Differences, DifferencesInParts, joinDifferences, NO_DIFFERENCES } from './differences.ts';
import { LagStretchesInParts } from './lag-stretches.ts';
import { type MedianBlock, MedianBlocksInParts, offsetBlocks } from './median-blocks.ts';
import {
  areAllKept,
  areGood,
  armedGoodPairs,
  everyPair,
  goodPairs,
  isStuckPair,
  type StuckIntervals,
} from './pair-filter.ts';

export interface ChannelFacts {
  readonly pairs: number;
  /** First and last time of its pairs on the unit's own axis; null where there are none. */
  readonly flight: Extent | null;
  readonly ground: Extent | null;
  /** Of all good pairs under this margin and period; null where the channel has no margin. */
  readonly good: {
    readonly margin: number;
    readonly periodSeconds: Seconds;
    readonly differences: Differences;
    /** Null in pages that were written without, and where only the environment is judged. */
    readonly blocks: readonly MedianBlock[] | null;
    /** What they show of the lag beyond the shift. */
    readonly lags: readonly LagAt[];
  } | null;
}

interface Extent {
  readonly from: Micros;
  readonly to: Micros;
}

/** A channel's own rule: the largest difference that counts as equal, and how often it is sampled. */
export interface DifferenceRule {
  readonly margin: number | null;
  readonly periodSeconds: Seconds;
}

/** What a stretch says of the environment. */
export interface JudgedStretch {
  /** Of the good pairs in the time judged; null where the channel has no margin. */
  readonly differences: Differences | null;
  /** The same with what sensors that stood still read. */
  readonly asRead: Differences | null;
  readonly pairs: number;
  /** Pairs with a reading of a sensor that stood still, judged or not. */
  readonly stuckPairs: number;
}

const NEVER: StuckIntervals = { flight: [], ground: [] };

export function channelFacts(pairs: ChannelPairs, rule: DifferenceRule): ChannelFacts {
  const facts = new ChannelFactsInParts(rule);
  facts.add(pairs);
  return facts.finish();
}

/** What facts are counted for. Anomalies need blocks and lags as well, which take longer than all the rest. */
export type FactsFor = 'ANOMALIES' | 'ENVIRONMENT';

/** The same of pairs that come part by part, in order of time: equal to the last bit. */
export class ChannelFactsInParts {
  readonly #rule: DifferenceRule;
  readonly #differences: DifferencesInParts;
  readonly #blocks: MedianBlocksInParts | null;
  readonly #lags: LagStretchesInParts | null;
  #pairs = 0;
  #flight: Extent | null = null;
  #ground: Extent | null = null;

  constructor(rule: DifferenceRule, use: FactsFor = 'ANOMALIES') {
    const isOfAll = rule.margin !== null && use === 'ANOMALIES';
    this.#rule = rule;
    this.#differences = new DifferencesInParts(rule.margin ?? 0, rule.periodSeconds);
    this.#blocks = isOfAll ? new MedianBlocksInParts(offsetBlocks(rule.periodSeconds)) : null;
    this.#lags = isOfAll ? new LagStretchesInParts(rule.periodSeconds) : null;
  }

  add(pairs: ChannelPairs): void {
    this.#pairs += pairs.flight.length;
    this.#flight = withExtent(this.#flight, pairs.flightTimes);
    this.#ground = withExtent(this.#ground, pairs.groundTimes);
    if (this.#rule.margin === null) return;
    // Every pair is asked twice whether it counts, and most channels have none that does not.
    const counts = areGood(pairs.flightFlags) && areGood(pairs.groundFlags) ? everyPair : goodPairs(NEVER);
    this.#differences.add(pairs, counts);
    this.#blocks?.add(pairs, counts);
    this.#lags?.add(pairs, counts);
  }

  finish(): ChannelFacts {
    const { margin, periodSeconds } = this.#rule;
    const good =
      margin === null
        ? null
        : {
            margin,
            periodSeconds,
            differences: this.#differences.finish(),
            blocks: this.#blocks?.finish() ?? null,
            lags: this.#lags?.finish() ?? [],
          };
    return { pairs: this.#pairs, flight: this.#flight, ground: this.#ground, good };
  }
}

/** Ground times of pairs ascend as flight times do: nearest pairs do not cross. */
function withExtent(before: Extent | null, times: Float64Array): Extent | null {
  if (times.length === 0) return before;
  return { from: before?.from ?? times[0]!, to: times[times.length - 1]! };
}

/** @param judged disjoint, ascending intervals on the flight's axis */
export function judgePairs(
  pairs: ChannelPairs,
  rule: DifferenceRule,
  stuck: StuckIntervals,
  judged: readonly Interval[],
): JudgedStretch {
  const stretch = new JudgedInParts(rule, stuck, judged);
  stretch.add(pairs);
  return stretch.finish();
}

/** The same of pairs that come part by part, in order of time: equal to the last bit. */
export class JudgedInParts {
  readonly #differences: DifferencesInParts | null;
  /** Null where no sensor stood still: then it is the same. */
  readonly #asRead: DifferencesInParts | null;
  readonly #stuck: StuckIntervals;
  readonly #judged: readonly Interval[];
  #pairs = 0;
  #stuckPairs = 0;

  constructor({ margin, periodSeconds }: DifferenceRule, stuck: StuckIntervals, judged: readonly Interval[]) {
    const differences = () => (margin === null ? null : new DifferencesInParts(margin, periodSeconds));
    this.#differences = differences();
    this.#asRead = stuck.flight.length + stuck.ground.length === 0 ? null : differences();
    this.#stuck = stuck;
    this.#judged = judged;
  }

  add(pairs: ChannelPairs): void {
    const areAll = areAllKept(pairs, this.#stuck, this.#judged);
    this.#differences?.add(pairs, areAll ? everyPair : armedGoodPairs(this.#stuck, this.#judged));
    this.#asRead?.add(pairs, areAll ? everyPair : armedGoodPairs(NEVER, this.#judged));
    this.#pairs += pairs.flight.length;
    if (areAll) return;
    const isStuck = isStuckPair(this.#stuck);
    for (let i = 0; i < pairs.flight.length; i++) if (isStuck(pairs, i)) this.#stuckPairs += 1;
  }

  finish(): JudgedStretch {
    const differences = this.#differences?.finish() ?? null;
    return {
      differences,
      asRead: this.#asRead?.finish() ?? differences,
      pairs: this.#pairs,
      stuckPairs: this.#stuckPairs,
    };
  }
}

/** The same from the facts alone; null where they do not say, and the pairs must be read. */
export function judgeFacts(
  { pairs, flight, ground, good }: ChannelFacts,
  { margin, periodSeconds }: DifferenceRule,
  stuck: StuckIntervals,
  judged: readonly Interval[],
): JudgedStretch | null {
  const none = margin === null ? null : NO_DIFFERENCES;
  const nothing = { differences: none, asRead: none, pairs, stuckPairs: 0 };
  if (flight === null || ground === null) return nothing;
  if (standsStill({ flight, ground }, stuck)) return null;
  if (margin === null || !touches(judged, flight)) return nothing;
  const isWhole = judged.some(({ from, to }) => from <= flight.from && flight.to < to);
  if (!isWhole || good?.margin !== margin || good.periodSeconds !== periodSeconds) return null;
  return { differences: good.differences, asRead: good.differences, pairs, stuckPairs: 0 };
}

/** What the good pairs come to block by block, from the facts alone; null where they do not say, and the pairs must be read. */
export function blocksOfFacts(
  { flight, ground, good }: ChannelFacts,
  periodSeconds: Seconds,
  stuck: StuckIntervals,
): { readonly blocks: readonly MedianBlock[]; readonly lags: readonly LagAt[] } | null {
  if (flight === null || ground === null) return { blocks: [], lags: [] };
  if (good?.periodSeconds !== periodSeconds || standsStill({ flight, ground }, stuck)) return null;
  return good.blocks === null ? null : { blocks: good.blocks, lags: good.lags };
}

/** How many good pairs lie in these times. */
export function goodPairsIn(pairs: ChannelPairs, stuck: StuckIntervals, times: readonly Interval[]): number {
  const isGood = goodPairs(stuck);
  let n = 0;
  for (let i = 0; i < pairs.flight.length; i++)
    if (covers(times, pairs.flightTimes[i]!) && isGood(pairs, i)) n++;
  return n;
}

/** The same from the facts alone; null where they do not say, and the pairs must be read. */
export function goodPairsOfFacts(
  { flight, ground, good }: ChannelFacts,
  stuck: StuckIntervals,
  times: readonly Interval[],
): number | null {
  if (flight === null || ground === null || !touches(times, flight)) return 0;
  const isWhole = times.some(({ from, to }) => from <= flight.from && flight.to < to);
  if (!isWhole || good === null || standsStill({ flight, ground }, stuck)) return null;
  return good.differences.n;
}

function standsStill({ flight, ground }: { flight: Extent; ground: Extent }, stuck: StuckIntervals): boolean {
  return touches(stuck.flight, flight) || touches(stuck.ground, ground);
}

function touches(intervals: readonly Interval[], { from, to }: Extent): boolean {
  return intervals.some((interval) => interval.from <= to && interval.to > from);
}

/** Adjacent stretches of one channel, in order of time, as one. */
export function joinStretches(
  stretches: readonly JudgedStretch[],
  { margin, periodSeconds }: DifferenceRule,
): JudgedStretch {
  const none = margin === null ? null : NO_DIFFERENCES;
  const joined = (all: Differences | null, next: Differences | null) =>
    all === null || next === null ? null : joinDifferences(all, next, periodSeconds);
  return stretches.reduce<JudgedStretch>(
    (all, next) => ({
      differences: joined(all.differences, next.differences),
      asRead: joined(all.asRead, next.asRead),
      pairs: all.pairs + next.pairs,
      stuckPairs: all.stuckPairs + next.stuckPairs,
    }),
    { differences: none, asRead: none, pairs: 0, stuckPairs: 0 },
  );
}
