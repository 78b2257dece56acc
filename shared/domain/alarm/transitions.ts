/**
 * The one table of what moves an alarm. docs/alarms.md shows it, the fold of a history obeys it, and each row is tested
 * by its name. A pair of place and transition without a row does not exist: the fold fails, an operator is refused.
 */
import type { AlarmState, AlarmStateName, AlarmTransition, Beneath } from './state.ts';

/** A state; of a shelf also what it hides. */
export type Place = Exclude<AlarmStateName, 'SHELVED'> | `SHELVED ${Beneath}`;

export interface Row {
  /** The rule in words. */
  readonly name: string;
  readonly from: Place;
  readonly on: AlarmTransition;
  readonly to: Place;
}

const row = (from: Place, on: AlarmTransition, to: Place, name: string): Row => ({ from, on, to, name });

export const ROWS: readonly Row[] = [
  row('NORMAL', 'TRIGGERED', 'UNACK_ALARM', 'a condition that begins is an unacknowledged alarm'),
  row(
    'NORMAL',
    'UNACKNOWLEDGED',
    'RTN_UNACK',
    'an acknowledgement can be taken back after the condition returned',
  ),
  row('NORMAL', 'SHELVED', 'SHELVED NORMAL', 'a normal alarm can be shelved before what is expected'),

  row(
    'UNACK_ALARM',
    'TRIGGERED',
    'UNACK_ALARM',
    'a condition that begins again before it returned stays one alarm',
  ),
  row('UNACK_ALARM', 'WORSENED', 'UNACK_ALARM', 'an unacknowledged alarm that worsens stays unacknowledged'),
  row('UNACK_ALARM', 'RETURNED', 'RTN_UNACK', 'a condition that returns does not acknowledge itself'),
  row(
    'UNACK_ALARM',
    'LATCHED',
    'LATCH_UNACK',
    'a latching condition that returns stays in sight, unacknowledged',
  ),
  row('UNACK_ALARM', 'ACKNOWLEDGED', 'ACK_ALARM', 'an alarm that lasts can be acknowledged'),
  row('UNACK_ALARM', 'SHELVED', 'SHELVED ALARM', 'an unacknowledged alarm can be shelved'),

  row('ACK_ALARM', 'TRIGGERED', 'UNACK_ALARM', 'an acknowledgement is void when the condition begins again'),
  row('ACK_ALARM', 'WORSENED', 'UNACK_ALARM', 'an acknowledgement is void when the alarm worsens'),
  row('ACK_ALARM', 'RETURNED', 'NORMAL', 'an acknowledged condition that returns is over'),
  row('ACK_ALARM', 'LATCHED', 'LATCH_ACK', 'a latching condition that returns waits for its reset'),
  row('ACK_ALARM', 'UNACKNOWLEDGED', 'UNACK_ALARM', 'an acknowledgement can be taken back'),
  row('ACK_ALARM', 'SHELVED', 'SHELVED ALARM', 'an acknowledged alarm can be shelved'),

  row(
    'RTN_UNACK',
    'TRIGGERED',
    'UNACK_ALARM',
    'a condition that returned and begins again is an alarm again',
  ),
  row('RTN_UNACK', 'ACKNOWLEDGED', 'NORMAL', 'acknowledging what has returned ends it'),
  row('RTN_UNACK', 'SHELVED', 'SHELVED RETURNED', 'what has returned unacknowledged can be shelved'),

  row('LATCH_UNACK', 'TRIGGERED', 'UNACK_ALARM', 'a latched condition that begins again is an alarm again'),
  row('LATCH_UNACK', 'ACKNOWLEDGED', 'LATCH_ACK', 'acknowledging a latched alarm does not reset it'),
  row('LATCH_UNACK', 'RESET', 'RTN_UNACK', 'a reset does not acknowledge'),
  row('LATCH_UNACK', 'SHELVED', 'SHELVED LATCHED', 'a latched unacknowledged alarm can be shelved'),

  row(
    'LATCH_ACK',
    'TRIGGERED',
    'UNACK_ALARM',
    'a latched acknowledgement is void when the condition begins again',
  ),
  row(
    'LATCH_ACK',
    'UNACKNOWLEDGED',
    'LATCH_UNACK',
    'the acknowledgement of a latched alarm can be taken back',
  ),
  row('LATCH_ACK', 'RESET', 'NORMAL', 'the reset of an acknowledged latched alarm ends it'),
  row('LATCH_ACK', 'SHELVED', 'SHELVED LATCHED', 'a latched acknowledged alarm can be shelved'),

  row('SHELVED NORMAL', 'TRIGGERED', 'SHELVED ALARM', 'a condition that begins on a shelf stays on it'),
  row('SHELVED NORMAL', 'SHELVED', 'SHELVED NORMAL', 'the shelf of a normal alarm can be given another end'),
  row('SHELVED NORMAL', 'UNSHELVED', 'NORMAL', 'un-shelved by hand with nothing on the shelf is normal'),
  row('SHELVED NORMAL', 'SHELF_ENDED', 'NORMAL', 'un-shelved by time with nothing on the shelf is normal'),

  row('SHELVED ALARM', 'TRIGGERED', 'SHELVED ALARM', 'a repeated alarm never renews a shelf'),
  row(
    'SHELVED ALARM',
    'WORSENED',
    'UNACK_ALARM',
    'a shelf ends when the alarm is worse than what was shelved',
  ),
  row('SHELVED ALARM', 'RETURNED', 'SHELVED RETURNED', 'a condition that returns on a shelf stays on it'),
  row(
    'SHELVED ALARM',
    'LATCHED',
    'SHELVED LATCHED',
    'a latching condition that returns on a shelf latches there',
  ),
  row('SHELVED ALARM', 'SHELVED', 'SHELVED ALARM', 'a shelf can be given another end by hand'),
  row('SHELVED ALARM', 'UNSHELVED', 'ACK_ALARM', 'un-shelved by hand is acknowledged'),
  row('SHELVED ALARM', 'SHELF_ENDED', 'UNACK_ALARM', 'un-shelved by time is unacknowledged'),

  row(
    'SHELVED RETURNED',
    'TRIGGERED',
    'SHELVED ALARM',
    'a condition that begins again on a shelf stays on it',
  ),
  row(
    'SHELVED RETURNED',
    'SHELVED',
    'SHELVED RETURNED',
    'the shelf of what returned can be given another end',
  ),
  row('SHELVED RETURNED', 'UNSHELVED', 'NORMAL', 'un-shelved by hand after the condition returned is over'),
  row(
    'SHELVED RETURNED',
    'SHELF_ENDED',
    'RTN_UNACK',
    'un-shelved by time after the condition returned is unacknowledged',
  ),

  row(
    'SHELVED LATCHED',
    'TRIGGERED',
    'SHELVED ALARM',
    'a latched condition that begins again on a shelf stays on it',
  ),
  row(
    'SHELVED LATCHED',
    'SHELVED',
    'SHELVED LATCHED',
    'the shelf of a latched alarm can be given another end',
  ),
  row(
    'SHELVED LATCHED',
    'UNSHELVED',
    'LATCH_ACK',
    'un-shelved by hand while latched is acknowledged, not reset',
  ),
  row('SHELVED LATCHED', 'SHELF_ENDED', 'LATCH_UNACK', 'un-shelved by time while latched is unacknowledged'),
];

const TARGETS = new Map(ROWS.map(({ from, on, to }) => [`${from} ${on}`, to]));

export function placeOf(state: AlarmState): Place {
  return state.state === 'SHELVED' ? `SHELVED ${state.beneath}` : state.state;
}

/** Where the transition leads; null where the table has no such row. */
export function targetOf(from: Place, on: AlarmTransition): Place | null {
  return TARGETS.get(`${from} ${on}`) ?? null;
}
