import type { AnyAnomaly } from '../anomaly/anomaly.ts';
import { overWords } from '../anomaly/over-words.ts';
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
const AS_RETURNED: ReadonlySet<string> = new Set(['RETURNED', 'LATCHED']);
/** What the data move an alarm by. */
const OF_DATA: ReadonlySet<string> = new Set(['TRIGGERED', 'WORSENED', ...AS_RETURNED]);

interface Returnable extends Pick<AnyAnomaly, 'judgedUntil'> {
  readonly state: AlarmStateName;
  readonly history: readonly { readonly transition: string }[];
}

/**
 * Of an alarm whose newest samples show no anomaly: it is over only where its state says so, since they may say nothing;
 * null where that is not known. A shelf hides the state, so that the history tells.
 */
export function withoutCurrentText({ state, history, judgedUntil }: Returnable): string | null {
  const last = history.findLast(({ transition }) => OF_DATA.has(transition))?.transition ?? '';
  const isOver = state === 'SHELVED' ? AS_RETURNED.has(last) : RETURNED.has(state);
  return isOver ? overWords({ judgedUntil }) : null;
}
