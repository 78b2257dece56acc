/** Anomalies as people count them: one dead sensor is one thing, however many detectors see it. */

import { channelOf } from '../telemetry/frame.ts';
import { listText } from '../words/list.ts';
import type { AnyAnomaly } from './anomaly.ts';
import { compareUrgency } from './urgency.ts';

type Grouped = Pick<
  AnyAnomaly,
  'id' | 'kind' | 'unit' | 'pair' | 'channels' | 'from' | 'to' | 'severity' | 'current' | 'blame'
>;

export interface Thing<A> {
  /** The most urgent of it. */
  readonly leader: A;
  /** What else shows it, the most urgent first. */
  readonly parts: readonly A[];
}

/** `LIMIT + STUCK, OFFSET P1`. */
export function thingText({ leader, parts }: Thing<Pick<AnyAnomaly, 'kind' | 'pair'>>): string {
  if (parts.length === 0) return leader.kind;
  const names = parts.map(({ kind, pair }) => (pair === undefined ? kind : `${kind} ${pair}`));
  return `${leader.kind} + ${listText([...new Set(names)])}`;
}

/** Of data that did not come; everything else is of values that did. */
const ABSENCES = ['GAP', 'SILENCE'];

/**
 * The things that the anomalies show, the most urgent first. Parts of a leader are of the same unit (of a pair, the one
 * at fault), on one of its channels, at a time that they share. What is missing is no part of what is measured.
 */
export function thingsOf<A extends Grouped>(
  anomalies: readonly A[],
  isAlone: (one: A) => boolean,
): Thing<A>[] {
  const things: { leader: A; parts: A[] }[] = [];
  // Of one place only: a long list is not held against all of itself.
  const bySubject = new Map<string, { leader: A; parts: A[] }[]>();
  for (const one of anomalies.toSorted(compareUrgency)) {
    const here = bySubject.get(subjectOf(one)) ?? [];
    bySubject.set(subjectOf(one), here);
    const thing = isAlone(one)
      ? undefined
      : here.find(({ leader }) => !isAlone(leader) && isPartOf(one, leader));
    if (thing !== undefined) {
      thing.parts.push(one);
    } else {
      const alone = { leader: one, parts: [] };
      here.push(alone);
      things.push(alone);
    }
  }
  return things;
}

function subjectOf({ unit, blame, pair, kind }: Grouped): string {
  return `${ABSENCES.includes(kind) ? 'absent' : 'measured'} ${unit ?? blame ?? `pair ${pair}`}`;
}

function isPartOf(one: Grouped, leader: Grouped): boolean {
  const sharesTime = one.from <= (leader.to ?? Infinity) && leader.from <= (one.to ?? Infinity);
  return sharesTime && sharesChannel(seenBy(one), seenBy(leader));
}

/** Of the air, which the second sensor of a channel sees too; everything else may be of the one sensor. */
const OF_THE_AIR = ['LIMIT', 'RATE'];

function seenBy({ kind, channels }: Grouped): readonly string[] {
  return OF_THE_AIR.includes(kind) ? channels.map(channelOf) : channels;
}

/** None are named where all are meant. */
function sharesChannel(some: readonly string[], others: readonly string[]): boolean {
  return some.length === 0 || others.length === 0 || some.some((channel) => others.includes(channel));
}
