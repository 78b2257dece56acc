/** What a handover says of single things that happened. */
import type { AlarmAction } from '../../domain/alarm/action.ts';
import type { ReceiptRecord } from '../../domain/downlink/receipt.ts';
import type { JournalRecord } from '../../domain/journal/journal-record.ts';
import type { MessageRecord } from '../../domain/notify/message-record.ts';
import { toldAt } from '../../domain/notify/untold.ts';
import { isoOf } from '../../domain/time.ts';
import type { KnownEvent } from '../known/load-events.ts';

export function downlinkOnWire({ id, fileName, state, createdAt, counts }: ReceiptRecord) {
  const { accepted, rejected } = counts;
  return { id, fileName, state, announcedAt: isoOf(createdAt), accepted, rejected };
}

export function learntOnWire(entry: JournalRecord, messages: readonly MessageRecord[]) {
  const { learntAt, transition, anomaly } = entry;
  const heardAt = toldAt(entry, messages);
  const { kind, unit, pair, channels, severity, from, to } = anomaly;
  return {
    ...{ at: isoOf(learntAt), transition, kind, channels, severity, from: isoOf(from) },
    to: to === null ? null : isoOf(to),
    ...(unit !== undefined && { unit }),
    ...(pair !== undefined && { pair }),
    ...(heardAt !== null && { toldAt: isoOf(heardAt) }),
  };
}

export function eventOnWire({ name, unit, at, recordedBy }: KnownEvent) {
  return { name, unit, at: isoOf(at), ...(recordedBy !== undefined && { by: recordedBy }) };
}

/** With its object: who looks after the alarm, or when its shelf ends. */
export function actionOnWire(acted: AlarmAction) {
  const { at, alarm, action, by, comment } = acted;
  return {
    ...{ at: isoOf(at), alarm, action, by },
    ...(comment !== null && { comment }),
    ...(acted.action === 'ASSIGN' && { owner: acted.owner }),
    ...(acted.action === 'SHELVE' && { until: isoOf(acted.until) }),
  };
}
