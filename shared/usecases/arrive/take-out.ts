/** What follows once a downlink is WITHDRAWN: every answer becomes what it would be if it had never come. */
import type { IngestHint } from '../../contract/hints.ts';
import { headKey } from '../../domain/bucket/head.ts';
import { knownBytes, type ReceiptRecord, receiptKey } from '../../domain/downlink/receipt.ts';
import { owedKey } from '../../domain/owed/owed.ts';
import type { Ports } from '../../ports.ts';
import { withdrawReadEvents } from '../define/withdraw-events.ts';
import { leaveHead, leaveUpTo } from '../heads/leave-head.ts';
import { owe, pay } from '../known/owe.ts';
import { freeRepetitions } from './free-repetitions.ts';
import { noteAction } from './note-action.ts';
import { readAgainFrom } from './read-again.ts';

/** Doing it again changes nothing. */
export async function takeOut(ports: Ports, hint: IngestHint, receipt: ReceiptRecord): Promise<void> {
  const { experiment, downlink } = hint;
  const { attempt, source, events = [] } = receipt;
  const bytes = knownBytes(receipt);
  await noteWithdrawal(ports, experiment, receipt);
  for (const { generation, unit, bucket } of receipt.touched) {
    await owe(ports, headKey(experiment, generation, unit, bucket), `without-${downlink}`);
    const at = { experiment, generation, unit, bucket };
    await leaveHead(ports, at, { downlink, attempt }, readAgainFrom(ports));
    await ports.queues.align.send({ experiment, unit, bucket });
  }
  const { rereading } = receipt;
  // It may have been refused just before, and what it left in other buckets is not seen to yet.
  for (const { generation, unit, bucket } of rereading?.touched ?? []) {
    const at = { experiment, generation, unit, bucket };
    await leaveUpTo(ports, at, { downlink, attempt: rereading?.attempt ?? 0, inForce: attempt });
  }
  if (bytes !== null) await freeRepetitions(ports, hint, bytes);
  await withdrawReadEvents(ports, experiment, { receipt, source, events });
  await pay(ports, owedKey(receiptKey(experiment, downlink), withdrawalOwed(attempt)));
}

/** Names the entry of the ledger on a withdrawal. */
export const withdrawalOwed = (attempt: number): string => `withdrawn-${attempt}`;

async function noteWithdrawal(
  ports: Ports,
  experiment: string,
  { id: downlink, withdrawn }: ReceiptRecord,
): Promise<void> {
  if (withdrawn === null) throw new Error(`nobody is named who withdrew the downlink ${downlink}`);
  await noteAction(ports, experiment, { action: 'WITHDRAWN', downlink, ...withdrawn });
}
