import { listText } from '../words/list.ts';
import { SEVERITIES, type Severity } from './anomaly.ts';

/** Things that are wrong now, by their severity now. */
export type WrongNow = Partial<Record<Severity, number>>;

/** Why nothing can be wrong by these counts: no sample came, or none with a valid reading. */
export type Unseen = 'NOTHING_RECEIVED' | 'NO_VALID_READING';

/** `1 CRITICAL, 2 WARNING`, the worst first; of what nobody could look at, that it is not known. */
export function wrongNowText(current: WrongNow, unseen?: Unseen): string {
  const counts = SEVERITIES.toReversed().flatMap((severity) => {
    const count = current[severity] ?? 0;
    return count === 0 ? [] : [`${count} ${severity}`];
  });
  if (counts.length > 0) return listText(counts, ', ', SEVERITIES.length);
  return unseen === undefined ? 'nothing' : UNSEEN[unseen];
}

/** Nothing was looked at, so nothing is known to be right. */
const UNSEEN: Readonly<Record<Unseen, string>> = {
  NOTHING_RECEIVED: 'not known, no sample yet',
  NO_VALID_READING: 'not known, no valid reading',
};
