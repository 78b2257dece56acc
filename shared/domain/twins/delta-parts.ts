import type { Bucket } from '../bucket/bucket.ts';
import type { UnitSeries } from '../experiment/unit-series.ts';
import { MICROS_PER_DAY, MICROS_PER_SECOND } from '../time.ts';
import type { Interval } from '../timeline/interval.ts';
import { MOST_TOGETHER, pairsPerSecond } from './laid-spans.ts';
import type { PairRules } from './pair-rules.ts';

/**
 * Days of a part. All divide a bucket, and six hours divide all of them: the blocks of an offset belong to one part each.
 */
const PART_DAYS = [30, 10, 5, 1, 0.25] as const;
/** Pairs of a part that is longer than the shortest: half a megabyte. */
const MOST_PAIRS = 100_000;
const SECONDS_PER_DAY = 86_400;

/** Of a bucket of a pair, what is laid side by side and kept as one object. */
export interface PairPart {
  readonly span: Interval;
  readonly channels: readonly UnitSeries[];
  /** Which of several of this span, from 1; null where it has all channels. */
  readonly group: number | null;
}

/**
 * The parts of time in which a bucket of a pair is laid side by side, in order: a downlink rewrites only those that it
 * reaches. As long as the declared rates keep their pairs at 100,000 or less, six hours at the least. Where that are more
 * than three million, a part has some of the channels, so that no large object is held to be written.
 */
export function deltaParts(
  { from, to }: Bucket,
  { channels, flightDays }: Pick<PairRules, 'channels' | 'flightDays'>,
): PairPart[] {
  const pairsPerDay = pairsPerSecond(channels) * SECONDS_PER_DAY;
  const fitting = PART_DAYS.find((days) => days <= flightDays && pairsPerDay * days <= MOST_PAIRS);
  const length = (fitting ?? PART_DAYS[PART_DAYS.length - 1]!) * MICROS_PER_DAY;
  const groups = channelGroups(channels, MOST_TOGETHER / (length / MICROS_PER_SECOND));
  return Array.from({ length: Math.round((to - from) / length) }, (_, i) => ({
    from: from + i * length,
    to: from + (i + 1) * length,
  })).flatMap((span) =>
    groups.map((some, g) => ({ span, channels: some, group: groups.length === 1 ? null : g + 1 })),
  );
}

/** Neighbours together as long as their pairs are few enough. */
function channelGroups(channels: readonly UnitSeries[], mostPerSecond: number): UnitSeries[][] {
  const groups: UnitSeries[][] = [];
  for (const channel of channels) {
    const group = groups.at(-1);
    if (group !== undefined && pairsPerSecond([...group, channel]) <= mostPerSecond) group.push(channel);
    else groups.push([channel]);
  }
  return groups;
}
