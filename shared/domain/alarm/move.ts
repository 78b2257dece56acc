/** One step of an alarm along a row of the table. */
import type { Severity } from '../anomaly/anomaly.ts';
import type { AlarmAction } from './action.ts';
import type { AlarmState, AlarmTransition } from './state.ts';
import { type Place, placeOf, targetOf } from './transitions.ts';

/** Fails where the table has no row for it. */
export function movedBy(before: AlarmState, on: AlarmTransition, action: AlarmAction | null): AlarmState {
  const from = placeOf(before);
  const to = targetOf(from, on);
  if (to === null) throw new RangeError(`no alarm in ${from} can be ${on}`);
  return stateAt(to, before, action);
}

function stateAt(place: Place, before: AlarmState, action: AlarmAction | null): AlarmState {
  switch (place) {
    case 'ACK_ALARM':
    case 'LATCH_ACK':
      return { state: place, acknowledged: acknowledgementOf(before, action) };
    case 'SHELVED NORMAL':
      return { state: 'SHELVED', beneath: 'NORMAL', shelf: shelfOf(before, action) };
    case 'SHELVED ALARM':
      return { state: 'SHELVED', beneath: 'ALARM', shelf: shelfOf(before, action) };
    case 'SHELVED RETURNED':
      return { state: 'SHELVED', beneath: 'RETURNED', shelf: shelfOf(before, action) };
    case 'SHELVED LATCHED':
      return { state: 'SHELVED', beneath: 'LATCHED', shelf: shelfOf(before, action) };
    default:
      return { state: place };
  }
}

/** An acknowledgement that latches is the one of before. */
function acknowledgementOf(before: AlarmState, action: AlarmAction | null) {
  if (action !== null) return { by: action.by, at: action.at, severity: action.seen.severity };
  if ('acknowledged' in before) return before.acknowledged;
  throw new RangeError(`nobody acknowledged the alarm that is ${before.state}`);
}

/** Only an operator begins a shelf, or gives it another end. */
function shelfOf(before: AlarmState, action: AlarmAction | null) {
  if (action?.action === 'SHELVE')
    return { by: action.by, at: action.at, until: action.until, severity: action.seen.severity };
  if (before.state === 'SHELVED') return before.shelf;
  throw new RangeError(`nobody shelved the alarm that is ${before.state}`);
}

/** Up to which severity what an operator did still holds; null where nothing does. */
export function severityHeld(state: AlarmState): Severity | null {
  if (state.state === 'SHELVED') return state.shelf.severity;
  return 'acknowledged' in state ? state.acknowledged.severity : null;
}
