import type { Pair } from '../experiment/hardware-schema.ts';
import type { Micros } from '../time.ts';
import { referenceOf, type TimelineEvent } from '../timeline/event.ts';
import { type Interval, intersection } from '../timeline/interval.ts';
import { armedIntervals, type Phase } from '../timeline/phase.ts';

/**
 * When both units of a pair are in armed phases, on the flight's axis, as disjoint, ascending intervals. A difference
 * counts, and alarms, where both of its samples do: ground that was fixed early is no reference for a flight unit that
 * goes on. An event that the ground unit does not have (yet) is taken to follow the flight's as planned.
 *
 * @param shiftMicros ground times minus this are on the flight's axis
 */
export function armedPairIntervals(
  phases: readonly Phase[],
  { flight, ground }: Pair,
  shiftMicros: Micros,
  events: readonly TimelineEvent[],
  range: Interval,
): Interval[] {
  const onGround = { from: range.from + shiftMicros, to: range.to + shiftMicros };
  const named = new Set(phases.flatMap(({ from, to }) => [from ?? [], to ?? []].flat()));
  const planned = [...named].flatMap((name): TimelineEvent[] => {
    const before = referenceOf(events, name, flight);
    if (before === null || referenceOf(events, name, ground) !== null) return [];
    return [{ name, unit: ground, at: before.at + shiftMicros, accuracy: before.accuracy }];
  });
  const armedGround = armedIntervals(phases, [...events, ...planned], ground, onGround);
  return intersection(
    armedIntervals(phases, events, flight, range),
    armedGround.map(({ from, to }) => ({ from: from - shiftMicros, to: to - shiftMicros })),
  );
}
