import { isoOf, MICROS_PER_SECOND, type Micros, type Seconds } from '../time.ts';
import { standingEventsOf, type TimelineEvent } from './event.ts';

/** A unit's first sample stands whole hours from its first event. */
export interface WholeHours {
  readonly firstSample: Micros;
  readonly firstEvent: Micros;
  /** Positive: the samples begin after the event. */
  readonly hours: number;
}

const MICROS_PER_HOUR = 3600 * MICROS_PER_SECOND;
/** No zone is farther from UTC. */
const MOST_HOURS = 14;
/** A longer period hits a whole hour too often to mean anything. */
const LONGEST_TOLERANCE: Seconds = 300;

/**
 * Whether samples begin one to 14 whole hours from the first event, to within a period (5 minutes at most): as a file
 * does that was read in the wrong time zone. Null where they do not.
 */
export function wholeHoursApart(
  firstSample: Micros,
  firstEvent: Micros,
  periodSeconds: Seconds,
): WholeHours | null {
  const apart = firstSample - firstEvent;
  const hours = Math.round(apart / MICROS_PER_HOUR);
  if (hours === 0 || Math.abs(hours) > MOST_HOURS) return null;
  const tolerance = Math.min(periodSeconds, LONGEST_TOLERANCE) * MICROS_PER_SECOND;
  return Math.abs(apart - hours * MICROS_PER_HOUR) <= tolerance ? { firstSample, firstEvent, hours } : null;
}

/** For people. */
export function wholeHoursText(unit: string, { firstSample, firstEvent, hours }: WholeHours): string {
  const many = Math.abs(hours) === 1 ? '1 hour' : `${Math.abs(hours)} hours`;
  return `the samples of ${unit} begin at ${isoOf(firstSample)}, exactly ${many} ${hours > 0 ? 'after' : 'before'} its first event (${isoOf(firstEvent)}): check the time zone of the file`;
}

/** The same of a unit, whose first event is the earliest of all that stand; null where it has none, or no sample. */
export function unitWholeHours(
  events: readonly TimelineEvent[],
  unit: string,
  firstSample: Micros | null,
  periodSeconds: Seconds,
): WholeHours | null {
  const instants = standingEventsOf(events, unit).map(({ at }) => at);
  if (firstSample === null || instants.length === 0) return null;
  return wholeHoursApart(firstSample, Math.min(...instants), periodSeconds);
}
