/** What is said after an action, of an alarm on which somebody else may have acted meanwhile. */
import type { AlarmAfterOnWire, AlarmOnWire } from '../../../../shared/contract/alarms.ts';
import { wordOf } from '../../../../shared/domain/alarm/entry-words.ts';
import { STATE_WORDS } from '../../../../shared/domain/alarm/state-words.ts';
import { notDoneText } from '../../stack/not-done.ts';
import { nameOf } from './groups.ts';

export type Verb = 'acknowledge' | 'unacknowledge' | 'shelve' | 'unshelve' | 'reset' | 'assign';

/** Does to an alarm what is asked; resolves to whether it stands so now. */
export type Act = (alarm: AlarmOnWire, verb: Verb, sent?: object) => Promise<boolean>;

export interface Said {
  readonly text: string;
  /** What takes it back; null where nothing does, or nothing was done. */
  readonly undo: Verb | null;
  readonly alarm: string;
  readonly isFailure: boolean;
}

const UNDO: Readonly<Partial<Record<Verb, Verb>>> = {
  acknowledge: 'unacknowledge',
  unacknowledge: 'acknowledge',
  shelve: 'unshelve',
};

/** @param told an instant, as it is told to the reader */
export function saidOf(verb: Verb, after: AlarmAfterOnWire, told: (iso: string) => string): Said {
  const { id, changed, history, state } = after;
  const last = lastDone(history);
  const now = `It is now: ${STATE_WORDS[state]}.`;
  if (changed)
    return {
      ...{ alarm: id, isFailure: false, undo: UNDO[verb] ?? null },
      text: `${nameOf(after)}: ${last === null ? 'done' : wordOf(last.transition)}. ${now}`,
    };
  const first =
    last === null
      ? 'it already stood so'
      : `${last.by} was first (${wordOf(last.transition)}, ${told(last.at)})`;
  return {
    ...{ alarm: id, isFailure: false, undo: null },
    text: `${nameOf(after)}: nothing was changed, ${first}. ${now}`,
  };
}

const NOT_DONE: Readonly<Record<Verb, string>> = {
  acknowledge: 'not acknowledged',
  unacknowledge: 'the acknowledgement was not taken back',
  shelve: 'not shelved',
  unshelve: 'still shelved',
  reset: 'not reset',
  assign: 'not assigned',
};

/** What was asked for and did not happen comes first: whoever reads half of it knows that. */
export function failedText(alarm: Pick<AlarmOnWire, 'id'>, verb: Verb, failure: Error): Said {
  const text = `${nameOf(alarm)}: ${notDoneText(failure, `${NOT_DONE[verb]}.`)} ${failure.message}`;
  return { alarm: alarm.id, isFailure: true, undo: null, text };
}

type Done = AlarmOnWire['history'][number] & { readonly by: string };

/** What an operator did last, of what moved anything. */
export function lastDone(history: AlarmOnWire['history']): Done | null {
  const found = history.findLast(
    (entry): entry is Done => entry.by !== undefined && entry.void === undefined,
  );
  return found ?? null;
}
