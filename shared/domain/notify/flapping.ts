/** Stage 3, too: an alarm that comes and goes in data time, however its data arrive, is told of once. */
import type { AlarmEntry } from '../alarm/history.ts';
import type { Anomaly } from '../detect/registry.ts';
import { MICROS_PER_SECOND } from '../time.ts';

const HOUR = 3600 * MICROS_PER_SECOND;
/** Episodes that begin within an hour of data time. */
const LEAST_FLAPS = 4;

/** Whether the newest episode is one of a row, and has not lasted for an hour yet. */
export function isFlapping(
  { from, to, current }: Pick<Anomaly, 'from' | 'to' | 'current'>,
  entries: readonly Pick<AlarmEntry, 'at' | 'transition'>[],
): boolean {
  const begun = entries.filter(
    ({ at, transition }) => transition === 'TRIGGERED' && at > from - HOUR && at <= from,
  );
  const known = current?.asOf ?? to ?? from;
  return begun.length >= LEAST_FLAPS && known - from < HOUR;
}
