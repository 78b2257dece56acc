import type { AlarmStateName } from './state.ts';

/** The states of alarms as people read them. */
export const STATE_WORDS: Readonly<Record<AlarmStateName, string>> = {
  NORMAL: 'normal',
  UNACK_ALARM: 'active',
  ACK_ALARM: 'acknowledged',
  RTN_UNACK: 'returned, not acknowledged',
  LATCH_UNACK: 'latched, not acknowledged',
  LATCH_ACK: 'latched, acknowledged: reset it',
  SHELVED: 'shelved',
};
