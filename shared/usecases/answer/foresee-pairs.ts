/** How many pairs a delta reads, told by the heads alone: before anything of them is opened. */
import type { HeadEntry, HeadRecord } from '../../domain/bucket/head.ts';
import type { DefinitionIndex } from '../../domain/experiment/definition-index.ts';
import { unitSeries } from '../../domain/experiment/lookups.ts';
import type { UnitSeries } from '../../domain/experiment/unit-series.ts';
import { microsOf } from '../../domain/telemetry/rule.ts';
import type { Micros } from '../../domain/time.ts';
import type { Interval } from '../../domain/timeline/interval.ts';
import { pairPhaseIntervals } from '../../domain/twins/armed-pair.ts';
import { isOfCellsOver } from './channel-account.ts';
import type { AskedPair } from './delta-body.ts';

/**
 * Over the range and by phase, of what is not answered from cells. What a head holds is shared out to the channels of
 * its unit by their periods, no more than one per period, and spread evenly between its first and last sample. What the environment asks beyond that
 * is not foreseen: most of it is answered without pairs.
 */
export function pairsForeseen(
  index: DefinitionIndex,
  { pair, rules, timeline, opened: { heads } }: Pick<AskedPair, 'pair' | 'rules' | 'timeline' | 'opened'>,
  channel: UnitSeries,
  range: Interval,
): number {
  const flight = stocksOf(index, heads, pair.flight, channel, 0);
  const ground = stocksOf(index, heads, pair.ground, channel, rules.shiftMicros);
  const views = [[range], ...timeline.phases.map((phase) => pairPhaseIntervals(timeline, phase, range))];
  return views.reduce((sum, intervals) => {
    const extent = extentIn([...flight, ...ground], intervals);
    if (extent === null || isOfCellsOver(extent, channel, rules.referenceAt)) return sum;
    return sum + Math.min(samplesIn(flight, intervals), samplesIn(ground, intervals));
  }, 0);
}

/** What one bucket holds of a channel, on the flight's axis. */
interface Stock extends Interval {
  readonly samples: number;
}

function stocksOf(
  index: DefinitionIndex,
  heads: readonly HeadRecord[],
  unit: string,
  channel: UnitSeries,
  shiftMicros: Micros,
): Stock[] {
  const all = unitSeries(index, unit).reduce((sum, { period }) => sum + 1 / period, 0);
  const share = 1 / channel.period / all;
  return heads
    .filter((head) => head.unit === unit)
    .flatMap(({ entries }) => {
      // What is not marked yet, or is leaving, may not count: too few are met when they are read, too many are refused.
      const counted = entries.filter(({ visible }) => visible);
      const segments = counted.flatMap((entry) => entry.segments);
      if (segments.length === 0) return [];
      const samples = share * counted.reduce((sum, entry) => sum + samplesOf(entry), 0);
      const from = segments.reduce((least, one) => Math.min(least, one.from), Number.POSITIVE_INFINITY);
      const to = segments.reduce((most, one) => Math.max(most, one.to), Number.NEGATIVE_INFINITY);
      // Sources that bring the same, and series of another step than declared, would count for more than there can be.
      const most = (to - from) / microsOf(channel.period) + 1;
      return [{ samples: Math.min(samples, most), from: from - shiftMicros, to: to + 1 - shiftMicros }];
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
  const inside = stocks.flatMap(({ from, to }) =>
    intervals
      .map((one) => ({ from: Math.max(from, one.from), to: Math.min(to, one.to) }))
      .filter((one) => one.from < one.to),
  );
  if (inside.length === 0) return null;
  return {
    from: inside.reduce((least, one) => Math.min(least, one.from), Number.POSITIVE_INFINITY),
    to: inside.reduce((most, one) => Math.max(most, one.to), Number.NEGATIVE_INFINITY),
  };
}
