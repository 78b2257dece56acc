/** Hands on what a stack sends, as it goes out, and says where that cannot be done. */
import { setTimeout } from 'node:timers/promises';
import { experimentsSchema } from '../../../shared/contract/experiments.ts';
import { type JournalOnWire, journalSchema, type MessageOnWire } from '../../../shared/contract/journal.ts';
import type { ApiClient } from './api-client.ts';
import { pathOf } from './command-context.ts';

const PAUSE_MS = 5000;
/** As many as the journal answers at once. */
const MOST = '1000';
/** A stack that ends fails one question before we know that it ended. */
const FAILURES_TO_SAY = 2;

export interface Listener {
  say(message: MessageOnWire): void;
  /** One line: what cannot be shown, or was not taken. */
  complain(sentence: string): void;
}

/**
 * Until the signal. What was sent before `since` is not handed on, and nothing twice; a stack that cannot be asked is asked
 * again.
 */
export async function followMessages(
  client: Pick<ApiClient, 'get'>,
  since: string,
  listener: Listener,
  { signal, pauseMs = PAUSE_MS }: { readonly signal: AbortSignal; readonly pauseMs?: number },
): Promise<void> {
  const said = new Set<string>();
  const failures = new Map<string, number>();
  const once = (name: string, tell: () => void) => {
    if (said.has(name)) return;
    said.add(name);
    tell();
  };
  /** Null where it failed, which is said once until it goes well again. */
  const attempt = async <T>(what: string, ask: () => Promise<T>): Promise<T | null> => {
    try {
      const answer = await ask();
      failures.delete(what);
      return answer;
    } catch (error) {
      const count = (failures.get(what) ?? 0) + 1;
      failures.set(what, count);
      if (count === FAILURES_TO_SAY && !signal.aborted)
        listener.complain(`${what} cannot be shown: ${error instanceof Error ? error.message : error}`);
      return null;
    }
  };
  while (!signal.aborted) {
    const listed = await attempt('messages', () => client.get('/v1/experiments', experimentsSchema));
    for (const { id } of listed?.experiments ?? []) {
      const query = { since, only: 'messages', limit: MOST };
      const ask = () => client.get(pathOf(id, 'journal'), journalSchema, query);
      const journal = await attempt(`messages of ${id}`, ask);
      if (journal !== null) handOn(journal, listener, once);
    }
    await setTimeout(pauseMs, undefined, { signal }).catch(() => {});
  }
}

/** The oldest first. */
function handOn(
  { messages, damaged = [] }: JournalOnWire,
  { say, complain }: Listener,
  once: (name: string, tell: () => void) => void,
): void {
  for (const { key } of damaged)
    once(key, () => complain(`a message cannot be shown: what is kept as ${key} is damaged`));
  for (const message of messages.toReversed()) {
    const { id, state, route, subject, error } = message;
    if (state === 'SENT') once(id, () => say(message));
    else if (error !== undefined)
      once(`${id} ${state}`, () =>
        complain(
          `${state === 'WAITING' ? 'not taken yet' : 'given up'} by route ${route}: ${subject} (${error})`,
        ),
      );
  }
}
