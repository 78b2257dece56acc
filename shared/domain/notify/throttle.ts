/** Stage 3: when a group may be told of. */
import type { Severity } from '../anomaly/anomaly.ts';
import { isAtLeast } from '../anomaly/urgency.ts';
import { MICROS_PER_SECOND, type Micros } from '../time.ts';

const SECOND = MICROS_PER_SECOND;
/** From the first news of a group: so long others of the same sensor may come, which then are one message. */
export const GROUP_WAIT = 30 * SECOND;
/** Between two messages of one group. */
export const GROUP_INTERVAL = 300 * SECOND;
/** Until what nobody acknowledged is said again. */
export const REPEAT_INTERVAL = 4 * 3600 * SECOND;
/** From the last message of an alarm that came and went until it is said to be over. */
export const STEADY_WAIT = 3600 * SECOND;

/** The message of the group that this route was sent last. */
export interface LastMessage {
  readonly madeAt: Micros;
  readonly severity: Severity;
  /** Whether it said that all is over. */
  readonly isOver: boolean;
}

/** When news may go out: what is critical at once, and so again where it is worse than what was told. */
export function newsAt(severity: Severity, learntAt: Micros, last: LastMessage | null): Micros {
  const isUrgent = isAtLeast(severity, 'CRITICAL');
  const waited = isUrgent ? learntAt : learntAt + GROUP_WAIT;
  if (last === null) return waited;
  const isWorse = isUrgent && !last.isOver && !isAtLeast(last.severity, severity);
  return isWorse ? waited : Math.max(waited, last.madeAt + GROUP_INTERVAL);
}
