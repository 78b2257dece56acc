/** What moved an alarm, as people read it. */
import { typedIso } from '../words/instant.ts';
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

/** Whom an alarm was given to, or until when it is shelved: ` to ada`, ` until 2026-03-01T08:00Z`. */
export function objectText({
  owner,
  until,
}: {
  readonly owner?: string | undefined;
  readonly until?: string | undefined;
}): string {
  const to = owner === undefined ? '' : ` to ${owner}`;
  return `${to}${until === undefined ? '' : ` until ${typedIso(until)}`}`;
}
