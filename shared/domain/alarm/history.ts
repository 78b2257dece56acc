/**
 * The history of one alarm: a pure function of its episodes in data time, of what operators did at their instants, and of
 * the instant asked, by which a shelf may have ended. When the episodes were learnt does not matter.
 */
import { SEVERITIES, type Severity } from '../anomaly/anomaly.ts';
import type { Micros } from '../time.ts';
import type { AlarmAction, Seen } from './action.ts';
import type { Episode } from './episode.ts';
import { type Moment, momentsOf } from './moments.ts';
import { movedBy, severityHeld } from './move.ts';
import type { AlarmState, AlarmStateName, AlarmTransition, VoidReason } from './state.ts';
import { placeOf, targetOf } from './transitions.ts';

export interface AlarmEntry {
  /** In data time for what data say, else when it was done, or a shelf ended. */
  readonly at: Micros;
  readonly transition: AlarmTransition | 'ASSIGNED';
  /** Where the alarm stands after it. */
  readonly state: AlarmStateName;
  /** The anomaly that says so, and the severity from then on where that is known. */
  readonly anomaly?: string;
  readonly severity?: Severity;
  /** Who did it. */
  readonly by?: string;
  readonly comment?: string;
  readonly until?: Micros;
  readonly owner?: string;
  readonly void?: VoidReason;
}

export interface AlarmHistory {
  readonly state: AlarmState;
  readonly owner: string | null;
  readonly entries: readonly AlarmEntry[];
}

/** @param episodes by onset; @param actions in the order in which they were done */
export function alarmHistory(
  episodes: readonly Episode[],
  actions: readonly AlarmAction[],
  now: Micros,
): AlarmHistory {
  const walk = new Walk(now);
  const moments = momentsOf(episodes);
  let next = 0;
  const observeUpTo = (at: Micros) => {
    for (; next < moments.length && moments[next]!.at <= at; next++) walk.observe(moments[next]!);
  };
  // An action comes after all that its operator saw, though the payload's clock be ahead of ours, and after those before.
  let at = Number.NEGATIVE_INFINITY;
  for (const action of actions) {
    at = Math.max(at, action.at, action.seen.to);
    observeUpTo(at);
    walk.act(action);
  }
  observeUpTo(Number.POSITIVE_INFINITY);
  return walk.end();
}

const DONE = {
  ACKNOWLEDGE: 'ACKNOWLEDGED',
  UNACKNOWLEDGE: 'UNACKNOWLEDGED',
  SHELVE: 'SHELVED',
  UNSHELVE: 'UNSHELVED',
  RESET: 'RESET',
} as const;

/** The transition that an action makes; null of one that moves no state. */
export function transitionOf({ action }: Pick<AlarmAction, 'action'>): AlarmTransition | null {
  return action === 'ASSIGN' ? null : DONE[action];
}

class Walk {
  readonly #now: Micros;
  readonly #entries: AlarmEntry[] = [];
  #state: AlarmState = { state: 'NORMAL' };
  #owner: string | null = null;
  #episode: Episode | null = null;
  /** Of the newest episode so far; null while it is not known. */
  #severity: Severity | null = null;

  constructor(now: Micros) {
    this.#now = now;
  }

  end(): AlarmHistory {
    this.#endShelf(this.#now);
    return { state: this.#state, owner: this.#owner, entries: this.#entries };
  }

  observe({ at, on, episode }: Moment): void {
    this.#endShelf(at);
    if (on === 'RETURNED' || on === 'LATCHED') {
      this.#note(at, on, episode);
      return;
    }
    this.#episode = episode;
    const isWorst = on === 'WORSENED' || episode.worstFrom === episode.from;
    this.#severity = isWorst ? episode.severity : null;
    if (on === 'TRIGGERED') this.#note(at, on, episode);
    const isNew = on === 'WORSENED' || this.#state.state === 'SHELVED';
    if (isNew && isWorst && isWorse(episode.severity, severityHeld(this.#state)))
      this.#note(at, 'WORSENED', episode);
  }

  act(action: AlarmAction): void {
    this.#endShelf(action.at);
    const { at, by, comment } = action;
    const said = { by, ...(comment !== null && { comment }) };
    if (action.action === 'ASSIGN') {
      this.#owner = action.owner;
      this.#enter({ at, transition: 'ASSIGNED', ...said, owner: action.owner });
      return;
    }
    const on = DONE[action.action];
    const why = this.#voidOf(action, on);
    // A shelf that is taken away by hand ends in any case; what was not seen on it is not acknowledged by that.
    const moves = why === null ? on : on === 'UNSHELVED' && why !== 'STATE' ? 'SHELF_ENDED' : null;
    if (moves !== null) this.#state = movedBy(this.#state, moves, action);
    const until = action.action === 'SHELVE' ? { until: action.until } : {};
    this.#enter({ at, transition: on, ...said, ...until, ...(why !== null && { void: why }) });
    this.#endHidingShelf(at);
  }

  /** Later data may say that it was worse already than its operator saw. */
  #endHidingShelf(at: Micros): void {
    const isHidden = this.#state.state === 'SHELVED' && this.#state.beneath === 'ALARM';
    if (!isHidden || this.#episode === null || this.#severity === null) return;
    if (isWorse(this.#severity, severityHeld(this.#state))) this.#note(at, 'WORSENED', this.#episode);
  }

  #voidOf({ seen }: AlarmAction, on: AlarmTransition): VoidReason | null {
    if (targetOf(placeOf(this.#state), on) === null) return 'STATE';
    if (on === 'SHELVED') return null;
    if (this.#episode === null || !overlaps(this.#episode, seen)) return 'OTHER_EPISODE';
    const acknowledges = on === 'ACKNOWLEDGED' || on === 'UNSHELVED';
    return acknowledges && this.#severity !== null && isWorse(this.#severity, seen.severity) ? 'WORSE' : null;
  }

  /** Where it has an end by then, and that is not in the future. */
  #endShelf(by: Micros): void {
    if (this.#state.state !== 'SHELVED') return;
    const { until } = this.#state.shelf;
    if (until > Math.min(by, this.#now)) return;
    this.#state = movedBy(this.#state, 'SHELF_ENDED', null);
    this.#enter({ at: until, transition: 'SHELF_ENDED' });
  }

  #note(at: Micros, transition: Moment['on'], { anomaly }: Episode): void {
    this.#state = movedBy(this.#state, transition, null);
    const isRise = transition === 'TRIGGERED' || transition === 'WORSENED';
    const severity = isRise ? this.#severity : null;
    this.#enter({ at, transition, anomaly, ...(severity !== null && { severity }) });
  }

  #enter(entry: Omit<AlarmEntry, 'state'>): void {
    this.#entries.push({ ...entry, state: this.#state.state });
  }
}

function overlaps({ from, returned }: Episode, seen: Seen): boolean {
  return from <= seen.to && seen.from <= (returned ?? Number.POSITIVE_INFINITY);
}

function isWorse(severity: Severity, than: Severity | null): boolean {
  return than === null || SEVERITIES.indexOf(severity) > SEVERITIES.indexOf(than);
}
