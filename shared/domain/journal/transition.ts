/**
 * What the journal enters where the list of a subject's anomalies has changed. Deciding again from the same lists, and
 * a history that holds what was entered meanwhile, names the same transitions or none: a run that is done again enters
 * nothing twice.
 */
import { conditionOf, SEVERITIES, type Severity } from '../anomaly/anomaly.ts';
import { type Anomaly, detectorNamed } from '../detect/registry.ts';
import type { Interval } from '../timeline/interval.ts';
import type { History } from './history.ts';
import {
  isGrave,
  isLouder,
  pastTellingOf,
  type Telling,
  type Told,
  tellingOf,
  type Untold,
  type UntoldReason,
} from './telling.ts';

/** One anomaly in the list that the journal has taken note of, and in the one that is found now. */
export type Change =
  | {
      readonly change: 'APPEARED';
      readonly after: Anomaly;
      /** Whether the list before knew of a grave episode there: late data only moved its ends. */
      readonly wasGrave: boolean;
    }
  | { readonly change: 'LASTS'; readonly before: Anomaly; readonly after: Anomaly }
  | { readonly change: 'VANISHED'; readonly before: Anomaly };

export type Transition =
  | {
      readonly transition: 'OPENED';
      readonly anomaly: Anomaly;
      /** FIRST: never learnt before. RETURNED: it was withdrawn. AGAIN: an earlier run entered the same opening. */
      readonly reason: 'FIRST' | 'RETURNED' | 'AGAIN';
      readonly opening: number;
      readonly telling: Telling;
    }
  | {
      readonly transition: 'RAISED';
      readonly anomaly: Anomaly;
      /** WORSE: its worst is graver than it was. LOUDER: more people must hear of it than were told so far. */
      readonly reason: 'WORSE' | 'LOUDER';
      readonly opening: number;
      /** Messages of this opening that nobody got: the same may have to be told again, under another name. */
      readonly superseded: number;
      readonly telling: Told;
    }
  | {
      readonly transition: 'WITHDRAWN';
      readonly anomaly: Anomaly;
      readonly reason: 'NOT_FOUND';
      readonly opening: number;
      readonly telling: Untold;
    };

/** Nothing to enter: nobody is to hear of it, who is to hear of it was told, or no opening is left to withdraw. */
export interface Unchanged {
  readonly transition: 'NONE';
  readonly anomaly: Anomaly;
  readonly reason: UntoldReason | 'ALREADY_TOLD' | 'NOT_OPEN';
}

/**
 * Every anomaly of either list, but for those that only stand in lists: those found now in their order, then those that
 * are not found any more.
 */
export function changesBetween(allBefore: readonly Anomaly[], allAfter: readonly Anomaly[]): Change[] {
  const before = allBefore.filter(isJournaled);
  const after = allAfter.filter(isJournaled);
  const known = new Map(before.map((anomaly) => [anomaly.id, anomaly]));
  const found = new Set(after.map(({ id }) => id));
  const grave = before.filter(isGrave);
  return [
    ...after.map((anomaly): Change => {
      const earlier = known.get(anomaly.id);
      return earlier === undefined
        ? { change: 'APPEARED', after: anomaly, wasGrave: grave.some((one) => isThere(one, anomaly)) }
        : { change: 'LASTS', before: earlier, after: anomaly };
    }),
    ...before
      .filter(({ id }) => !found.has(id))
      .map((anomaly): Change => ({ change: 'VANISHED', before: anomaly })),
  ];
}

/** Of one condition, at one time. */
function isThere(a: Anomaly, b: Anomaly): boolean {
  const reaches = (one: Anomaly, other: Anomaly) => one.from <= (other.to ?? Number.POSITIVE_INFINITY);
  return conditionOf(a) === conditionOf(b) && reaches(a, b) && reaches(b, a);
}

/** There may be thousands of the others, and nobody is ever to hear of them. */
function isJournaled({ kind }: Anomaly): boolean {
  return !detectorNamed(kind).isLogOnly;
}

/** Whether somebody is to hear of it, unless they have. */
export function isToBeTold(change: Change, armed: readonly Interval[]): boolean {
  return change.change !== 'VANISHED' && toldOf(change, armed).route !== 'SHOW';
}

/** Who is to hear of what is found now: while it is ongoing, or because it was grave and is learnt of after its end. */
function toldOf(change: Exclude<Change, { change: 'VANISHED' }>, armed: readonly Interval[]): Telling {
  const now = tellingOf(change.after, armed);
  if (now.route !== 'SHOW') return now;
  const isKnown = change.change === 'LASTS' ? isGrave(change.before) : change.wasGrave;
  return isKnown ? now : (pastTellingOf(change.after, armed) ?? now);
}

/** False where the history changes nothing, so that nobody need read it: of what lasts and nobody is to hear of. */
export function restsOnHistory(change: Change, armed: readonly Interval[]): boolean {
  return change.change !== 'LASTS' || isToBeTold(change, armed);
}

/** The transition that a change makes. `armed`: when somebody hears of the subject; disjoint and ascending. */
export function transitionOf(
  change: Change,
  history: History,
  armed: readonly Interval[],
): Transition | Unchanged {
  if (change.change === 'VANISHED') return withdrawn(change.before, history);
  const anomaly = change.after;
  const isKnown = change.change === 'LASTS';
  const telling = toldOf(change, armed);
  if (isKnown && telling.route === 'SHOW') return { transition: 'NONE', anomaly, reason: telling.untold };
  const { isOpen, openings } = history;
  if (!isOpen) {
    const reason = openings === 0 ? 'FIRST' : 'RETURNED';
    // A past that was learnt before, withdrawn and is found again is no news.
    const again = reason === 'FIRST' ? telling : tellingOf(anomaly, armed);
    return { transition: 'OPENED', anomaly, reason, opening: openings + 1, telling: again };
  }
  if (telling.route !== 'SHOW') {
    const reason = reasonToRaise(
      anomaly,
      isKnown ? change.before.severity : history.severity,
      history,
      telling,
    );
    if (reason !== null) {
      return {
        transition: 'RAISED',
        anomaly,
        reason,
        opening: openings,
        superseded: history.superseded,
        telling,
      };
    }
  }
  return isKnown
    ? { transition: 'NONE', anomaly, reason: 'ALREADY_TOLD' }
    : { transition: 'OPENED', anomaly, reason: 'AGAIN', opening: openings, telling };
}

/** Null where those who are to hear of it have heard of it as it is. */
function reasonToRaise(
  { severity }: Anomaly,
  earlier: Severity | null,
  { told }: History,
  { route }: Told,
): 'WORSE' | 'LOUDER' | null {
  if (earlier !== null && SEVERITIES.indexOf(severity) > SEVERITIES.indexOf(earlier)) return 'WORSE';
  return isLouder(route, told) ? 'LOUDER' : null;
}

function withdrawn(anomaly: Anomaly, { isOpen, openings }: History): Transition | Unchanged {
  if (!isOpen) return { transition: 'NONE', anomaly, reason: 'NOT_OPEN' };
  const telling = { route: 'SHOW', untold: 'WITHDRAWAL' } as const;
  return { transition: 'WITHDRAWN', anomaly, reason: 'NOT_FOUND', opening: openings, telling };
}
