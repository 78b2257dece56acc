/** What moved an alarm, as people read it. */
import type { AlarmEntry } from './history.ts';
import type { VoidReason } from './state.ts';

/** `acknowledged`, `shelf ended`. */
export const wordOf = (transition: AlarmEntry['transition']): string =>
  transition.toLowerCase().replaceAll('_', ' ');

/** Why an action moves nothing. */
export const VOID_WORDS: Readonly<Record<VoidReason, string>> = {
  OTHER_EPISODE: 'void: it was of another episode',
  WORSE: 'void: the alarm is worse than it was seen',
  STATE: 'void: the alarm was in no state for it',
};
