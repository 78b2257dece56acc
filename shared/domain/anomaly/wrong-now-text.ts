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

/** Whether something was looked for on a series; of each unit and pair that has the channel, unless it names one. */
export interface Sought {
  readonly kind: string;
  readonly channel: string;
  readonly looked: boolean;
}

/**
 * `checked: STUCK, DEAD, GAP; only on some channels: VARIANCE (2 of 3); not checked: LIMIT, RATE`: what "nothing is wrong"
 * rests on. A channel counts as not checked where one of its units or pairs was not.
 */
export function soughtText(lookedFor: readonly Sought[]): string {
  const all = new Set(lookedFor.map(({ channel }) => channel)).size;
  const checked: string[] = [];
  const inPart: string[] = [];
  const left: string[] = [];
  for (const [kind, some] of Map.groupBy(lookedFor, (one) => one.kind)) {
    const without = new Set(some.filter(({ looked }) => !looked).map(({ channel }) => channel)).size;
    const anywhere = new Set(some.filter(({ looked }) => looked).map(({ channel }) => channel)).size;
    if (anywhere === 0) left.push(kind);
    else if (without === 0) checked.push(kind);
    else if (without < all) inPart.push(`${kind} (${all - without} of ${all})`);
    else inPart.push(`${kind} (${anywhere} of ${all}, not of every unit)`);
  }
  return [
    `checked: ${checked.length === 0 ? (inPart.length === 0 ? 'nothing' : 'nothing on all channels') : checked.join(', ')}`,
    ...(inPart.length === 0 ? [] : [`only on some channels: ${inPart.join(', ')}`]),
    ...(left.length === 0 ? [] : [`not checked: ${left.join(', ')}`]),
  ].join('; ');
}
