/** Hands on what a stack sends, as it goes out. */
import { setTimeout } from 'node:timers/promises';
import { experimentsSchema } from '../../../shared/contract/experiments.ts';
import { journalSchema, type MessageOnWire } from '../../../shared/contract/journal.ts';
import type { ApiClient } from './api-client.ts';
import { pathOf } from './command-context.ts';

const PAUSE_MS = 5000;

/**
 * Until the signal. What was sent before `since` is not handed on, and nothing twice; a stack that cannot be asked is asked
 * again.
 */
export async function followMessages(
  client: ApiClient,
  since: string,
  say: (message: MessageOnWire) => void,
  { signal, pauseMs = PAUSE_MS }: { readonly signal: AbortSignal; readonly pauseMs?: number },
): Promise<void> {
  const said = new Set<string>();
  while (!signal.aborted) {
    try {
      for (const message of await sentSince(client, since)) {
        if (said.has(message.id)) continue;
        said.add(message.id);
        say(message);
      }
    } catch {
      // It says so itself, or has ended.
    }
    await setTimeout(pauseMs, undefined, { signal }).catch(() => {});
  }
}

/** The oldest first. */
async function sentSince(client: ApiClient, since: string): Promise<MessageOnWire[]> {
  const { experiments } = await client.get('/v1/experiments', experimentsSchema);
  const sent: MessageOnWire[] = [];
  for (const { id } of experiments) {
    const query = { since, only: 'messages' };
    const { messages } = await client.get(pathOf(id, 'journal'), journalSchema, query);
    sent.push(...messages.filter(({ state }) => state === 'SENT').reverse());
  }
  return sent;
}
