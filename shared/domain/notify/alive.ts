/** The daily line that says that the stack is alive. */
import { isoOf, MICROS_PER_SECOND, type Micros } from '../time.ts';

const MINUTE = 60 * MICROS_PER_SECOND;
const DAY = 1440 * MINUTE;

/** How late a heartbeat may be and still say something. */
export const HEARTBEAT_SPAN = 5 * MINUTE;

/**
 * The group of today's line once its time has come, however late; else null. A day over which the stack was down has none.
 *
 * @param at minutes of the UTC day
 */
export function aliveGroup(at: number, now: Micros): string | null {
  const midnight = Math.floor(now / DAY) * DAY;
  return now < midnight + at * MINUTE ? null : `alive:${isoOf(midnight).slice(0, 10)}`;
}
