/** How many pairs a delta reads, told by the heads alone: before anything of them is opened. */
import type { HeadEntry, HeadRecord } from '../../domain/bucket/head.ts';
import type { DefinitionIndex } from '../../domain/experiment/definition-index.ts';
import { unitSeries } from '../../domain/experiment/lookups.ts';
import type { UnitSeries } from '../../domain/experiment/unit-series.ts';
import { microsOf } from '../../domain/telemetry/rule.ts';
import type { Micros } from '../../domain/time.ts';
import type { Interval } from '../../domain/timeline/interval.ts';
import { armedPairIntervals, pairPhaseIntervals } from '../../domain/twins/armed-pair.ts';
import { isOfCellsOver } from './channel-account.ts';
import type { AskedPair } from './delta-body.ts';

/**
 * Over the range and by phase, of what is not answered from cells. What a head holds is shared out to the channels of
 * its unit by their periods, no more than one per period, and spread evenly between its first and last sample. What the
 * environment reads beside it is counted too, but for what it compares LIMITs by, which ends with the first pairs found.
 */
export function pairsForeseen(
  index: DefinitionIndex,
  asked: Pick<AskedPair, 'pair' | 'rules' | 'timeline' | 'opened'>,
  channel: UnitSeries,
  range: Interval,
): number {
  const { rules, timeline } = asked;
  const armed = armedPairIntervals(timeline, range);
  const views: View[] = [
    { intervals: [range], judged: armed },
    ...timeline.phases.map((phase) => {
      const intervals = pairPhaseIntervals(timeline, phase, range);
      return { intervals, judged: intervals };
    }),
  ];
  const stocksOf = twinStocks(index, asked);
  const stocks = rules.channels.map(stocksOf);
  const own = stocksOf(channel);
  return views.reduce((sum, view) => {
    const ofEnvironment = stocks.reduce((all, one) => all + environmentPairs(asked, one, view), 0);
    const extent = extentIn([...own.flight, ...own.ground], view.intervals);
    if (extent === null || isOfCellsOver(extent, channel, rules.referenceAt)) return sum + ofEnvironment;
    return sum + ofEnvironment + pairsIn(own, view.intervals);
  }, 0);
}

/** A part of the answer: what it lies in, and what of that the environment is judged over. */
interface View {
  readonly intervals: readonly Interval[];
  readonly judged: readonly Interval[];
}

/** What a channel has of both units, on the flight's axis. */
interface TwinStocks {
  readonly channel: UnitSeries;
  readonly flight: readonly Stock[];
  readonly ground: readonly Stock[];
}

/** Of each channel, of heads that are gone through once. */
function twinStocks(
  index: DefinitionIndex,
  { pair, rules, opened: { heads } }: Pick<AskedPair, 'pair' | 'rules' | 'opened'>,
): (channel: UnitSeries) => TwinStocks {
  const flight = heldBy(heads, pair.flight, 0);
  const ground = heldBy(heads, pair.ground, rules.shiftMicros);
  return (channel) => ({
    channel,
    flight: shareOf(flight, unitSeries(index, pair.flight), channel),
    ground: shareOf(ground, unitSeries(index, pair.ground), channel),
  });
}

const pairsIn = ({ flight, ground }: TwinStocks, intervals: readonly Interval[]): number =>
  Math.min(samplesIn(flight, intervals), samplesIn(ground, intervals));

/** Of the stretches whose facts do not say enough: the time judged begins or ends in them, or a sensor stood still. */
function environmentPairs(
  { rules, opened }: Pick<AskedPair, 'rules' | 'opened'>,
  stocks: TwinStocks,
  { intervals, judged }: View,
): number {
  const { channel } = stocks;
  const stuck = opened.stuckOf(channel.series);
  const still = [...stuck.flight, ...stuck.ground.map((one) => movedBy(one, -rules.shiftMicros))];
  const isUnknown = (time: Interval) =>
    still.some((one) => common(one, time) !== null) ||
    (channel.twin.margin !== null && judged.some((one) => isCut(time, one)));
  const unknown = opened.spans.flatMap((span) =>
    intervals.flatMap((interval) => {
      const time = common(span, interval);
      // What the facts say enough of as a whole, they say enough of in each part: most spans end here.
      if (time === null || !isUnknown(time)) return [];
      const inside = pairedIn(stocks, time);
      return inside !== null && isUnknown(inside) ? [inside] : [];
    }),
  );
  return pairsIn(stocks, unknown);
}

/** The part of the time between the first sample that can have a partner and the last. */
function pairedIn({ flight, ground }: TwinStocks, time: Interval): Interval | null {
  const [ofFlight, ofGround] = [extentIn(flight, [time]), extentIn(ground, [time])];
  return ofFlight === null || ofGround === null ? null : common(ofFlight, ofGround);
}

function common(a: Interval, b: Interval): Interval | null {
  const both = { from: Math.max(a.from, b.from), to: Math.min(a.to, b.to) };
  return both.from < both.to ? both : null;
}

/** Whether the other covers some of the time and leaves out some. */
function isCut(time: Interval, by: Interval): boolean {
  const both = common(time, by);
  return both !== null && (both.from > time.from || both.to < time.to);
}

const movedBy = ({ from, to }: Interval, micros: Micros): Interval => ({
  from: from + micros,
  to: to + micros,
});

/** How many samples lie in a bucket, from the first to the last, on the flight's axis. */
interface Stock extends Interval {
  readonly samples: number;
}

/** What the buckets of a unit hold of all its channels. */
function heldBy(heads: readonly HeadRecord[], unit: string, shiftMicros: Micros): Stock[] {
  return heads
    .filter((head) => head.unit === unit)
    .flatMap(({ entries }) => {
      // What is not marked yet, or is leaving, may not count: too few are met when they are read, too many are refused.
      const counted = entries.filter(({ visible }) => visible);
      const segments = counted.flatMap((entry) => entry.segments);
      if (segments.length === 0) return [];
      const samples = counted.reduce((sum, entry) => sum + samplesOf(entry), 0);
      const from = segments.reduce((least, one) => Math.min(least, one.from), Number.POSITIVE_INFINITY);
      const to = segments.reduce((most, one) => Math.max(most, one.to), Number.NEGATIVE_INFINITY);
      return [{ samples, from: from - shiftMicros, to: to + 1 - shiftMicros }];
    });
}

/** What of that is a channel's. */
function shareOf(held: readonly Stock[], ofUnit: readonly UnitSeries[], { period }: UnitSeries): Stock[] {
  const share = 1 / period / ofUnit.reduce((sum, one) => sum + 1 / one.period, 0);
  return held.map(({ samples, from, to }) => {
    // Sources that bring the same, and series of another step than declared, would count for more than there can be.
    const most = (to - 1 - from) / microsOf(period) + 1;
    return { samples: Math.min(share * samples, most), from, to };
  });
}

/** What was compacted says in its segments alone how many samples it has. */
const samplesOf = ({ downlink, counts, segments }: HeadEntry): number =>
  downlink === null ? segments.reduce((sum, { samples = 0 }) => sum + samples, 0) : counts.accepted;

function samplesIn(stocks: readonly Stock[], intervals: readonly Interval[]): number {
  return stocks.reduce((sum, { samples, from, to }) => {
    const inside = intervals.reduce(
      (micros, one) => micros + Math.max(0, Math.min(to, one.to) - Math.max(from, one.from)),
      0,
    );
    return sum + (samples * inside) / (to - from);
  }, 0);
}

/** From the first sample in the intervals to the last; null where there is none. */
function extentIn(stocks: readonly Stock[], intervals: readonly Interval[]): Interval | null {
  let [first, last] = [Infinity, -Infinity];
  for (const stock of stocks) {
    for (const one of intervals) {
      const from = Math.max(stock.from, one.from);
      const to = Math.min(stock.to, one.to);
      if (from >= to) continue;
      first = Math.min(first, from);
      last = Math.max(last, to);
    }
  }
  return first < last ? { from: first, to: last } : null;
}
