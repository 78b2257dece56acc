/** Events that a file brought go where no file in force brings them any more. */
import { DOWNLINK, isIngested, type ReceiptRecord, receiptKind } from '../../domain/downlink/receipt.ts';
import { sortKey } from '../../domain/kind.ts';
import { type EventRecord, eventKey, eventKind } from '../../domain/timeline/event-record.ts';
import type { Ports } from '../../ports.ts';
import { eventOwed, owe } from '../known/owe.ts';
import { update } from '../known/update.ts';
import { hintRecomputation } from './recompute-all.ts';
import { readEvents } from './record-events.ts';

/** What a reading of a file brought that is in force no more. */
export interface LeftEvents extends Pick<ReceiptRecord, 'events' | 'source'> {
  readonly receipt: ReceiptRecord;
}

/** Doing it again changes nothing. An event that was never recorded is noted as one that does not stand. */
export async function withdrawReadEvents(ports: Ports, experiment: string, left: LeftEvents): Promise<void> {
  const records = readEvents(left.receipt, left);
  if (records.length === 0) return;
  const isGone = async () => {
    const brought = await broughtInForce(ports, experiment);
    return ({ id }: EventRecord) => !brought.has(id);
  };
  const wasGone = await isGone();
  for (const record of records.filter(wasGone)) await setWithdrawn(ports, experiment, record, true);
  // A file that was taken in meanwhile found its event standing, and left it as it was.
  const isStillGone = await isGone();
  for (const record of records) {
    if (!isStillGone(record)) await setWithdrawn(ports, experiment, record, false);
  }
  await hintRecomputation(ports, experiment);
}

async function broughtInForce(ports: Ports, experiment: string): Promise<Set<string>> {
  const brought = new Set<string>();
  for await (const { item } of ports.catalogue.list(receiptKind, experiment, sortKey(DOWNLINK, ''))) {
    if (!isIngested(item.state) || item.duplicateOf !== null) continue;
    for (const { id } of readEvents(item, item)) brought.add(id);
  }
  return brought;
}

async function setWithdrawn(
  ports: Ports,
  experiment: string,
  record: EventRecord,
  isWithdrawn: boolean,
): Promise<void> {
  const key = eventKey(experiment, record.id);
  await update(ports, eventKind, key, async (current): Promise<EventRecord | null> => {
    if (current === null) return isWithdrawn ? { ...record, withdrawn: true, due: false } : null;
    if ((current.withdrawn === true) === isWithdrawn) return null;
    const changes = (current.changes ?? 0) + 1;
    await owe(ports, key, eventOwed(changes));
    const { withdrawn: _, ...standing } = current;
    return { ...standing, ...(isWithdrawn && { withdrawn: true as const }), changes, due: true };
  });
}
