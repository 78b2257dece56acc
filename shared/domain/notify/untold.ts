/** Of what somebody was to hear: when anybody did, and what nobody did. */

import { isAtLeast } from '../anomaly/urgency.ts';
import type { JournalRecord } from '../journal/journal-record.ts';
import type { Micros } from '../time.ts';
import { isMovedOnset } from './found-now.ts';
import type { Covered, MessageRecord } from './message-record.ts';

/**
 * When the first message that tells of the entry was taken by its receiver; null where none was. Who was told of the alarm
 * before older data moved its onset was told, if of what is as bad. An entry of before messages were stored was told when it
 * says so.
 */
export function toldAt(entry: JournalRecord, messages: readonly MessageRecord[]): Micros | null {
  const telling = messages.filter(
    ({ entries, covers }) => entries.includes(entry.id) || covers.some((one) => isOf(one, entry)),
  );
  if (telling.length === 0) return entry.sentAt;
  const summaries = new Map(messages.map((one) => [one.group, one.sentAt]));
  const taken = telling.flatMap(
    ({ sentAt, heldIn }) => sentAt ?? (heldIn === undefined ? null : summaries.get(heldIn)) ?? [],
  );
  return taken.length === 0 ? null : Math.min(...taken);
}

function isOf(told: Covered, { anomaly }: JournalRecord): boolean {
  if (told.anomaly === anomaly.id) return true;
  return isMovedOnset(told, anomaly) && isAtLeast(told.severity, anomaly.severity);
}

/** WAITING: it is in no message yet. UNROUTED: no route takes it. Null: it is in a message, or nobody is to hear of it. */
export function untoldState(entry: JournalRecord): 'WAITING' | 'UNROUTED' | null {
  if (entry.unroutedAt !== undefined) return 'UNROUTED';
  const isOwed = entry.route !== 'SHOW' && entry.sentAt === null && entry.supersededAt === null;
  return isOwed ? 'WAITING' : null;
}
