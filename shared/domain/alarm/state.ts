/** Where an alarm stands, by ISA-18.2: at any instant in exactly one of seven states. */
import type { Severity } from '../anomaly/anomaly.ts';
import type { Micros } from '../time.ts';

export const ALARM_STATES = [
  'NORMAL',
  'UNACK_ALARM',
  'ACK_ALARM',
  'RTN_UNACK',
  'LATCH_UNACK',
  'LATCH_ACK',
  'SHELVED',
] as const;
export type AlarmStateName = (typeof ALARM_STATES)[number];

/** What moves an alarm from state to state: see `transitions.ts`. */
export const ALARM_TRANSITIONS = [
  'TRIGGERED',
  'WORSENED',
  'RETURNED',
  'LATCHED',
  'ACKNOWLEDGED',
  'UNACKNOWLEDGED',
  'SHELVED',
  'UNSHELVED',
  'SHELF_ENDED',
  'RESET',
] as const;
export type AlarmTransition = (typeof ALARM_TRANSITIONS)[number];

/**
 * Why an action moves nothing: it names an episode that is not the newest, the alarm is worse by then than it was seen, or
 * the alarm is in no state for it. Late data may make it so, or take it away again.
 */
export const VOID_REASONS = ['OTHER_EPISODE', 'WORSE', 'STATE'] as const;
export type VoidReason = (typeof VOID_REASONS)[number];

/** What a shelf hides: nothing, a condition that holds, one that has returned, or one that has returned and latched. */
export type Beneath = 'NORMAL' | 'ALARM' | 'RETURNED' | 'LATCHED';

/** Who took the alarm in hand, when, and at which severity it stood. */
export interface Acknowledgement {
  readonly by: string;
  readonly at: Micros;
  readonly severity: Severity;
}

/** Until when nobody is to look at the alarm, unless it becomes worse than `severity`. */
export interface Shelf {
  readonly by: string;
  readonly at: Micros;
  readonly until: Micros;
  readonly severity: Severity;
}

export type AlarmState =
  | { readonly state: 'NORMAL' | 'UNACK_ALARM' | 'RTN_UNACK' | 'LATCH_UNACK' }
  | { readonly state: 'ACK_ALARM' | 'LATCH_ACK'; readonly acknowledged: Acknowledgement }
  | { readonly state: 'SHELVED'; readonly beneath: Beneath; readonly shelf: Shelf };
