/** What becomes of an action that an operator asks for, by where the alarm stands. */
import type { Severity } from '../anomaly/anomaly.ts';
import { isAtLeast } from '../anomaly/urgency.ts';
import { Refusal } from '../refusal.ts';
import { MICROS_PER_SECOND, type Micros } from '../time.ts';
import { utcText } from '../words/instant.ts';
import { spanText } from '../words/span.ts';
import type { AlarmAction } from './action.ts';
import type { Alarm } from './alarm.ts';
import { MOST_ACTIONS } from './bounds.ts';
import { transitionOf } from './history.ts';
import { STATE_WORDS } from './state-words.ts';
import { placeOf, targetOf } from './transitions.ts';

export type AskedAction =
  | { readonly action: 'ACKNOWLEDGE' | 'UNACKNOWLEDGE' | 'UNSHELVE' | 'RESET' }
  | { readonly action: 'SHELVE'; readonly until: Micros }
  | { readonly action: 'ASSIGN'; readonly owner: string };

export interface Actor {
  readonly by: string;
  readonly at: Micros;
  readonly comment: string | null;
  /** What they had before them when they decided; absent where that is not known. */
  readonly sighted?: Sighted | undefined;
}

/** The newest episode as somebody saw it: its onset, and the worst that it had come to. */
export interface Sighted {
  readonly onset: Micros;
  readonly severity: Severity;
}

/** A mission lasts four to twelve days: a longer shelf would hide an alarm for most of one. */
const LONGEST_SHELF = 7 * 86_400 * MICROS_PER_SECOND;

/**
 * The record of the action, `number` the one after those of before; null where the alarm already stands as is asked.
 * Refuses what cannot be done where it stands, a shelf without a sensible end, more actions than are kept, and what was
 * decided on less than has become of the alarm since.
 */
export function decideAction(
  alarm: Alarm,
  asked: AskedAction,
  { by, at, comment, sighted }: Actor,
  number: number,
): AlarmAction | null {
  if (asked.action === 'SHELVE') refuseShelf(asked.until, at);
  if (sighted !== undefined) refuseMoved(alarm, sighted);
  if (!isToBeDone(alarm, asked)) return null;
  if (number > MOST_ACTIONS) throw tooMany(alarm);
  return { ...asked, alarm: alarm.id, number, at, by, comment, seen: alarm.seen };
}

function refuseShelf(until: Micros, at: Micros): void {
  if (until > at && until <= at + LONGEST_SHELF) return;
  const expected = `expected an end of the shelf between now and ${spanText(LONGEST_SHELF)} from now`;
  throw new Refusal('invalid', 'alarm.shelf-end', `${expected}, got ${utcText(until)}`, { field: 'until' });
}

/** It began anew, or became worse, since it was seen so. */
export function hasMoved({ newest }: Pick<Alarm, 'newest'>, { onset, severity }: Sighted): boolean {
  return newest.from > onset || !isAtLeast(severity, newest.severity);
}

/** Nobody acknowledges a CRITICAL that was a WARNING on their screen. */
function refuseMoved(alarm: Alarm, sighted: Sighted): void {
  if (!hasMoved(alarm, sighted)) return;
  const { id, newest } = alarm;
  const { onset, severity } = sighted;
  const sentence = `the alarm ${id} has changed since you saw it: ${newest.severity} since ${utcText(newest.from)}, not ${severity} since ${utcText(onset)}. Nothing was done: look at it, then decide again`;
  throw new Refusal('conflict', 'alarm.moved', sentence);
}

function isToBeDone(alarm: Alarm, asked: AskedAction): boolean {
  if (asked.action === 'ASSIGN') return asked.owner !== alarm.owner;
  const on = transitionOf(asked);
  if (on === null || targetOf(placeOf(alarm.state), on) !== null) return true;
  const { state } = alarm.state;
  const { action } = asked;
  if (action === 'RESET' && state !== 'NORMAL') throw notLatched(alarm);
  if (state === 'SHELVED') throw shelved(alarm, action);
  return false;
}

function notLatched({ id, state: { state } }: Alarm): Refusal {
  const sentence = `the alarm ${id} is ${STATE_WORDS[state]}: only a latched alarm whose condition has returned can be reset`;
  return new Refusal('conflict', 'alarm.not-latched', sentence);
}

function shelved({ id }: Alarm, action: string): Refusal {
  const sentence = `the alarm ${id} is shelved: unshelve it before you ${action.toLowerCase()} it`;
  return new Refusal('conflict', 'alarm.shelved', sentence);
}

function tooMany({ id }: Alarm): Refusal {
  const sentence = `the alarm ${id} has ${MOST_ACTIONS} actions, the most that are kept: mend its limit, or what it shows`;
  return new Refusal('conflict', 'alarm.too-many-actions', sentence);
}
