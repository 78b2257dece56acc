/** When the cells of a unit were in culture. */
import type { Micros } from '../time.ts';
import { standingEventsOf, type TimelineEvent } from '../timeline/event.ts';
import { type Interval, intersection } from '../timeline/interval.ts';
import { armedIntervals, type Phase } from '../timeline/phase.ts';

export interface CultureAsked {
  readonly unit: string;
  /** The armed ones are culture; without any, all of its time is. */
  readonly phases: readonly Phase[];
  readonly events: readonly TimelineEvent[];
  /** First and last sample of the unit; null where nothing came. */
  readonly extent: Interval | null;
  /** What is asked about; an end may be open. */
  readonly range: Interval;
}

/**
 * Armed time within the range, whatever came of it: spin-up, stops and what was not measured are culture time. What has no
 * end yet is culture as far as something came of the unit.
 */
export function cultureTimes({ unit, phases, events, extent, range }: CultureAsked): Interval[] {
  const ever = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };
  const armed = armedIntervals(phases, standingEventsOf(events, unit), unit, ever);
  return intersection(armed, [range]).flatMap(({ from, to }) => {
    const time = { from: bounded(from, extent?.from), to: bounded(to, extent?.to) };
    return time.from < time.to ? [time] : [];
  });
}

/** An end that nothing bounds is that of what came; without anything, there is no time to speak of. */
const bounded = (at: Micros, came: Micros | undefined): Micros =>
  Number.isFinite(at) ? at : (came ?? Number.NaN);
