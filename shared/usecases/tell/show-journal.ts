import type { JournalOnWire, JournalQuery, MessageOnWire } from '../../contract/journal.ts';
import { JOURNAL, type JournalRecord, journalKind } from '../../domain/journal/journal-record.ts';
import { type Kind, sortKey } from '../../domain/kind.ts';
import {
  idempotencyKeyOf,
  isOnlyCount,
  isUndelivered,
  MESSAGE,
  type MessageRecord,
  messageKind,
} from '../../domain/notify/message-record.ts';
import { isoOf, type Micros } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { listSound } from '../known/list-sound.ts';
import { loadRecord } from '../known/load-experiment.ts';

/** What was learnt, and what was sent: the newest of both. What cannot be read is named beside the others. */
export async function showJournal(
  ports: Ports,
  experiment: string,
  { since, only, limit }: JournalQuery,
): Promise<JournalOnWire> {
  await loadRecord(ports, experiment);
  const damaged: { id: string; key: string }[] = [];
  const all = async <T>(kind: Kind<T>, prefix: string) => {
    const listed = { partition: experiment, prefix };
    const sound = listSound(ports, kind, listed, ({ partition, sort }) =>
      damaged.push({ id: sort, key: `${partition}/${sort}` }),
    );
    return (await Array.fromAsync(sound)).map(({ item }) => item);
  };
  const newest = <T>(items: readonly T[], timeOf: (item: T) => Micros) =>
    items
      .filter((item) => since === undefined || timeOf(item) >= since)
      .sort((a, b) => timeOf(b) - timeOf(a));
  const stored = only === 'entries' ? [] : await all(messageKind, sortKey(MESSAGE, ''));
  const allMessages = stored.filter((message) => !isOnlyCount(message));
  const allEntries = await all(journalKind, sortKey(JOURNAL, ''));
  const messages = newest(allMessages, lastChange);
  const entries = only === 'messages' ? [] : newest(allEntries, ({ learntAt }) => learntAt);
  const left = {
    messages: Math.max(0, messages.length - limit),
    entries: Math.max(0, entries.length - limit),
  };
  return {
    messages: messages.slice(0, limit).map((message) => messageOnWire(experiment, message)),
    entries: entries.slice(0, limit).map(entryOnWire),
    known: { messages: allMessages.length, entries: allEntries.length },
    waiting: allEntries.filter(journalKind.isDue).length,
    ...((left.messages > 0 || left.entries > 0) && { left }),
    ...(damaged.length > 0 && { damaged }),
  };
}

const lastChange = ({ madeAt, sentAt }: MessageRecord): Micros => sentAt ?? madeAt;

function messageOnWire(experiment: string, message: MessageRecord): MessageOnWire {
  const { madeAt, group, route, about, severity, covers, subject, sentAt, tries, error } = message;
  return {
    ...{ id: idempotencyKeyOf(experiment, message), at: isoOf(madeAt) },
    ...{ group, route, about, severity, alarms: covers, subject, text: textOnWire(message) },
    state: deliveryOf(message),
    ...(sentAt !== null && { sentAt: isoOf(sentAt) }),
    ...(isUndelivered(message) && { nextTryAt: isoOf(message.nextTryAt) }),
    tries,
    ...(error !== null && { error }),
  };
}

/** Whoever holds the link acknowledges by it; who may only read is not to be handed it. */
function textOnWire({ text, token }: MessageRecord): string {
  return token === undefined ? text : text.replaceAll(token, '…');
}

function deliveryOf({ sentAt, failedAt, heldIn }: MessageRecord): MessageOnWire['state'] {
  if (sentAt !== null) return 'SENT';
  if (failedAt !== null) return 'GIVEN_UP';
  return heldIn === undefined ? 'WAITING' : 'HELD';
}

function entryOnWire(entry: JournalRecord): JournalOnWire['entries'][number] {
  const { id, learntAt, anomaly, transition, reason, retroactive, untold } = entry;
  const { kind, unit, pair, channels, severity } = anomaly;
  return {
    ...{ id, at: isoOf(learntAt), anomaly: anomaly.id, kind, channels, severity, transition, retroactive },
    ...(unit !== undefined && { unit }),
    ...(pair !== undefined && { pair }),
    ...(reason !== undefined && { reason }),
    state: stateOf(entry),
    ...(untold !== undefined && { untold }),
  };
}

function stateOf({ route, sentAt, supersededAt, unroutedAt }: JournalRecord) {
  if (route === 'SHOW') return 'SHOWN';
  if (sentAt !== null) return 'TOLD';
  if (supersededAt !== null) return 'DROPPED';
  return unroutedAt === undefined ? 'WAITING' : 'UNROUTED';
}
