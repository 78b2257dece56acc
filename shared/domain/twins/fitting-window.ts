import { MICROS_PER_SECOND, type Seconds } from '../time.ts';
import type { Interval } from '../timeline/interval.ts';

/** More windows than these no screen shows apart. */
const MOST_WINDOWS = 1000;
/** So that a window rarely holds no sample of a channel that sends all of them. */
const PERIODS = 3;
const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;
const LENGTHS: readonly Seconds[] = [
  ...[1, 2, 5, 10, 15, 30],
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR),
  ...[1, 2, 5, 10, 20, 50, 100].map((days) => days * DAY),
];

/** The shortest round window of which at most 1,000 cover the range, and that holds three periods of the channel. */
export function fittingWindow(range: Interval | null, period: Seconds): Seconds {
  const seconds = range === null ? 0 : (range.to - range.from) / MICROS_PER_SECOND;
  const least = Math.max(PERIODS * period, seconds / MOST_WINDOWS);
  return LENGTHS.find((length) => length >= least) ?? Math.ceil(least / DAY) * DAY;
}
