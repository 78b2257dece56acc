/** Writes the messages that were decided, with their words. */
import type { Contact } from '../../domain/contacts/contact.ts';
import { nextContact } from '../../domain/contacts/contact.ts';
import { type MessageRecord, messageKey, messageKind } from '../../domain/notify/message-record.ts';
import { loudnessOf, type MessageContext, messageText } from '../../domain/notify/message-text.ts';
import { IN_HAND } from '../../domain/notify/retry.ts';
import type { Route } from '../../domain/notify/route.ts';
import type { GroupSituation, Told } from '../../domain/notify/situation.ts';
import { channelOf } from '../../domain/telemetry/frame.ts';
import { spokenUnit } from '../../domain/words/spoken-unit.ts';
import type { Ports } from '../../ports.ts';
import type { Standing } from '../judge/standing.ts';
import { loadContacts } from '../known/load-contacts.ts';

/** In this run's hand. Null where another run was first: then it is to be decided again. */
export async function makeMessages(
  ports: Ports,
  { loaded }: Standing,
  { group, messages, now }: GroupSituation<Route>,
  make: readonly Told<Route>[],
): Promise<MessageRecord[] | null> {
  if (make.length === 0) return [];
  const { experiment, definition, index } = loaded;
  const plan = await loadContacts(ports, experiment, definition);
  const next: Contact | null = plan === null ? null : nextContact(plan, now);
  const context: MessageContext = {
    ...{ experiment, now },
    nextContact: next === null || next.aos <= now ? null : next.aos,
    unitOf: (series) => spokenUnit(index.channels.get(channelOf(series))?.unit),
    linesOf: () => [],
  };
  const made: MessageRecord[] = [];
  let number = messages.at(-1)?.number ?? 0;
  for (const told of make) {
    number += 1;
    const { route, about, severity, covers, entries } = told;
    const message: MessageRecord = {
      ...{ group, number, route: route.id, about, severity, loudness: loudnessOf(told) },
      covers: [...covers],
      entries: entries.map(({ id }) => id),
      ...messageText(told, context),
      madeAt: now,
      endedAt: about === 'RESOLVED' || about === 'NOTICE' ? now : null,
      ...{ tries: 1, nextTryAt: now + IN_HAND, sentAt: null, failedAt: null, error: null },
    };
    if (!(await ports.catalogue.put(messageKind, messageKey(experiment, message), message, null)))
      return null;
    made.push(message);
  }
  return made;
}
