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
