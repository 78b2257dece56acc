import { isoOf, MICROS_PER_SECOND, type Micros, type Seconds } from '../time.ts';
import { exactSpanText } from '../words/span.ts';
import { standingEventsOf, type TimelineEvent } from './event.ts';

/** Where a unit's samples begin, and its events. */
export interface UnitStart {
  readonly firstSample: Micros;
  readonly firstEvent: Micros;
}

/** A unit's first sample stands whole hours from its first event. */
export interface WholeHours extends UnitStart {
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
  { firstSample, firstEvent }: UnitStart,
  periodSeconds: Seconds,
): WholeHours | null {
  const apart = firstSample - firstEvent;
  const hours = Math.round(apart / MICROS_PER_HOUR);
  if (hours === 0 || Math.abs(hours) > MOST_HOURS) return null;
  const tolerance = Math.min(periodSeconds, LONGEST_TOLERANCE) * MICROS_PER_SECOND;
  return Math.abs(apart - hours * MICROS_PER_HOUR) <= tolerance ? { firstSample, firstEvent, hours } : null;
}

/**
 * The same of a unit that has twins: null also where a twin begins as long from its own first event, to 5 minutes.
 * What both do was planned.
 */
export function wholeHoursAlone(
  start: UnitStart | null,
  twins: readonly (UnitStart | null)[],
  periodSeconds: Seconds,
): WholeHours | null {
  const found = start === null ? null : wholeHoursApart(start, periodSeconds);
  return found === null || twins.some((twin) => twin !== null && beginAlike(found, twin)) ? null : found;
}

function beginAlike(one: UnitStart, other: UnitStart): boolean {
  const apart = one.firstSample - one.firstEvent - (other.firstSample - other.firstEvent);
  return Math.abs(apart) <= LONGEST_TOLERANCE * MICROS_PER_SECOND;
}

/** For people. */
export function wholeHoursText(unit: string, { firstSample, firstEvent, hours }: WholeHours): string {
  const off = Math.abs(firstSample - firstEvent - hours * MICROS_PER_HOUR);
  const many = Math.abs(hours) === 1 ? '1 hour' : `${Math.abs(hours)} hours`;
  const told = off === 0 ? `exactly ${many}` : `${many} (to ${exactSpanText(off)})`;
  return `the samples of ${unit} begin at ${isoOf(firstSample)}, ${told} ${hours > 0 ? 'after' : 'before'} its first event (${isoOf(firstEvent)}): check the time zone of the file`;
}

/** Of a unit, whose first event is the earliest of all that stand; null where it has none, or no sample. */
export function unitStart(
  events: readonly TimelineEvent[],
  unit: string,
  firstSample: Micros | null,
): UnitStart | null {
  const instants = standingEventsOf(events, unit).map(({ at }) => at);
  if (firstSample === null || instants.length === 0) return null;
  return { firstSample, firstEvent: Math.min(...instants) };
}
