import type { Bucket } from '../bucket/bucket.ts';
import { MICROS_PER_DAY } from '../time.ts';
import type { Interval } from '../timeline/interval.ts';
import type { PairRules } from './pair-rules.ts';

/**
 * Days of a part. All divide a bucket, and six hours divide all of them: the blocks of an offset belong to one part each.
 */
const PART_DAYS = [30, 10, 5, 1, 0.25] as const;
/** Pairs of a part that is longer than the shortest: half a megabyte. */
const MOST_PAIRS = 100_000;
const SECONDS_PER_DAY = 86_400;

/**
 * The parts of time in which a bucket of a pair is laid side by side, in order: a downlink rewrites only those that it
 * reaches. As long as the declared rates keep their pairs at 100,000 or less, six hours at the least.
 */
export function deltaParts(
  { from, to }: Bucket,
  { channels, flightDays }: Pick<PairRules, 'channels' | 'flightDays'>,
): Interval[] {
  const pairsPerDay = channels.reduce((sum, { period }) => sum + SECONDS_PER_DAY / period, 0);
  const fitting = PART_DAYS.find((days) => days <= flightDays && pairsPerDay * days <= MOST_PAIRS);
  const length = (fitting ?? PART_DAYS[PART_DAYS.length - 1]!) * MICROS_PER_DAY;
  return Array.from({ length: Math.round((to - from) / length) }, (_, i) => ({
    from: from + i * length,
    to: from + (i + 1) * length,
  }));
}
