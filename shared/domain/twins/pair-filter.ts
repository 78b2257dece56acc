import { isGoodMeasurement } from '../telemetry/flags.ts';
import { covers, type Interval } from '../timeline/interval.ts';
import type { ChannelPairs } from './channel-pairs.ts';

/** Whether pair i of the list counts. */
export type PairFilter = (pairs: ChannelPairs, i: number) => boolean;

/** When either unit's sensor of the channel was STUCK: disjoint and ascending, each on that unit's own axis. */
export interface StuckIntervals {
  readonly flight: readonly Interval[];
  readonly ground: readonly Interval[];
}

/** Everything accepted counts: what `summaryAll` is made of. */
export const everyPair: PairFilter = () => true;

/** Pairs with a sample of a stuck sensor. */
export function isStuckPair(stuck: StuckIntervals): PairFilter {
  return (pairs, i) =>
    covers(stuck.flight, pairs.flightTimes[i]!) || covers(stuck.ground, pairs.groundTimes[i]!);
}

/** Pairs of two GOOD, ACQUIRED, MEASURED samples, neither of a stuck sensor. */
export function goodPairs(stuck: StuckIntervals): PairFilter {
  const isStuck = isStuckPair(stuck);
  return (pairs, i) =>
    isGoodMeasurement(pairs.flightFlags[i]!) &&
    isGoodMeasurement(pairs.groundFlags[i]!) &&
    !isStuck(pairs, i);
}

/** Good pairs of the armed phases: what `summary` is made of. `armed` is on the flight's axis. */
export function armedGoodPairs(stuck: StuckIntervals, armed: readonly Interval[]): PairFilter {
  const isGood = goodPairs(stuck);
  return (pairs, i) => covers(armed, pairs.flightTimes[i]!) && isGood(pairs, i);
}

/** Whether `armedGoodPairs` keeps all of these: told by their ends and flags, sooner than pair by pair. */
export function areAllKept(
  { flightTimes, groundTimes, flightFlags, groundFlags }: ChannelPairs,
  stuck: StuckIntervals,
  armed: readonly Interval[],
): boolean {
  const [first, last] = [flightTimes[0], flightTimes.at(-1)];
  if (first === undefined || last === undefined) return true;
  if (!armed.some(({ from, to }) => from <= first && last < to)) return false;
  const isTouched = stuck.flight.some(({ from, to }) => from <= last && to > first);
  const [begin, end] = [groundTimes[0]!, groundTimes.at(-1)!];
  if (isTouched || stuck.ground.some(({ from, to }) => from <= end && to > begin)) return false;
  return areGood(flightFlags) && areGood(groundFlags);
}

/** Whether all are GOOD, ACQUIRED and MEASURED, as those of most pages are. */
export function areGood(flags: Uint8Array): boolean {
  for (let i = 0; i < flags.length; i++) if (!isGoodMeasurement(flags[i]!)) return false;
  return true;
}
