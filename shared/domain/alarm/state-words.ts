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

const RETURNED: ReadonlySet<AlarmStateName> = new Set(['NORMAL', 'RTN_UNACK', 'LATCH_UNACK', 'LATCH_ACK']);
/** What the data move an alarm by. */
const OF_DATA: ReadonlySet<string> = new Set(['TRIGGERED', 'WORSENED', 'RETURNED', 'LATCHED']);

/**
 * Of an alarm whose newest samples show no anomaly: it is over only where its state says so, since they may say nothing. A
 * shelf hides the state, so that the history tells.
 */
export function withoutCurrentText(
  state: AlarmStateName,
  history: readonly { readonly transition: string }[],
): 'over' | 'not known' {
  if (state !== 'SHELVED') return RETURNED.has(state) ? 'over' : 'not known';
  const last = history.findLast(({ transition }) => OF_DATA.has(transition))?.transition;
  return last === 'RETURNED' || last === 'LATCHED' ? 'over' : 'not known';
}
