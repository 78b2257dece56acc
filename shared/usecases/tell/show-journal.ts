import type { JournalOnWire, JournalQuery, MessageOnWire } from '../../contract/journal.ts';
import { JOURNAL, type JournalRecord, journalKind } from '../../domain/journal/journal-record.ts';
import { type Kind, sortKey } from '../../domain/kind.ts';
import {
  idempotencyKeyOf,
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
  const newest = async <T>(kind: Kind<T>, prefix: string, timeOf: (item: T) => Micros) => {
    const listed = { partition: experiment, prefix };
    const items: T[] = [];
    for await (const { item } of listSound(ports, kind, listed, ({ partition, sort }) =>
      damaged.push({ id: sort, key: `${partition}/${sort}` }),
    ))
      if (since === undefined || timeOf(item) >= since) items.push(item);
    return items.sort((a, b) => timeOf(b) - timeOf(a));
  };
  const messages = only === 'entries' ? [] : await newest(messageKind, sortKey(MESSAGE, ''), lastChange);
  const entries =
    only === 'messages' ? [] : await newest(journalKind, sortKey(JOURNAL, ''), ({ learntAt }) => learntAt);
  const left = {
    messages: Math.max(0, messages.length - limit),
    entries: Math.max(0, entries.length - limit),
  };
  return {
    messages: messages.slice(0, limit).map((message) => messageOnWire(experiment, message)),
    entries: entries.slice(0, limit).map(entryOnWire),
    ...((left.messages > 0 || left.entries > 0) && { left }),
    ...(damaged.length > 0 && { damaged }),
  };
}

const lastChange = ({ madeAt, sentAt }: MessageRecord): Micros => sentAt ?? madeAt;

function messageOnWire(experiment: string, message: MessageRecord): MessageOnWire {
  const { madeAt, group, route, about, severity, covers, subject, text, sentAt, failedAt, tries, error } =
    message;
  return {
    ...{ id: idempotencyKeyOf(experiment, message), at: isoOf(madeAt) },
    ...{ group, route, about, severity, alarms: covers, subject, text },
    state: sentAt !== null ? 'SENT' : failedAt !== null ? 'GIVEN_UP' : 'WAITING',
    ...(sentAt !== null && { sentAt: isoOf(sentAt) }),
    ...(isUndelivered(message) && { nextTryAt: isoOf(message.nextTryAt) }),
    tries,
    ...(error !== null && { error }),
  };
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
