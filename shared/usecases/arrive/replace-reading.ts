/** What follows where a file was read again: the one reading leaves the heads, the other stays. */
import type { IngestHint } from '../../contract/hints.ts';
import { headKey } from '../../domain/bucket/head.ts';
import { type ReceiptRecord, receiptKey, receiptKind } from '../../domain/downlink/receipt.ts';
import { isReread } from '../../domain/downlink/rereading.ts';
import type { Ports } from '../../ports.ts';
import { withdrawReadEvents } from '../define/withdraw-events.ts';
import { markAgain } from '../heads/commit-entries.ts';
import { leaveHead, leaveUpTo } from '../heads/leave-head.ts';
import { owe } from '../known/owe.ts';
import { freeRepetitions } from './free-repetitions.ts';
import { readAgainFrom } from './read-again.ts';

/** The other reading ended without a result: nothing of it stays, and what is in force is marked again. */
export async function standAgain(
  ports: Ports,
  { experiment, downlink }: IngestHint,
  { attempt: inForce, touched, rereading }: ReceiptRecord,
): Promise<void> {
  if (rereading === null) return;
  for (const { generation, unit, bucket } of rereading.touched) {
    const at = { experiment, generation, unit, bucket };
    await leaveUpTo(ports, at, { downlink, attempt: rereading.attempt, inForce });
  }
  const isMeant = async () => {
    const now = (await ports.catalogue.get(receiptKind, receiptKey(experiment, downlink)))?.item;
    return now !== undefined && now.attempt === inForce && !isReread(now);
  };
  for (const { generation, unit, bucket } of touched) {
    const at = { experiment, generation, unit, bucket };
    await owe(ports, headKey(experiment, generation, unit, bucket), downlink);
    await markAgain(ports, at, { downlink, attempt: inForce }, isMeant);
    await ports.queues.align.send({ experiment, unit, bucket });
  }
}

/** What was in force before leaves, and so does what stood or fell with it. */
export async function letReplacedGo(ports: Ports, hint: IngestHint, receipt: ReceiptRecord): Promise<void> {
  const { experiment, downlink } = hint;
  for (const { attempt, source, readingRevision, events = [], buckets, rejects = [] } of receipt.replaced) {
    for (const { generation, unit, bucket } of buckets) {
      const at = { experiment, generation, unit, bucket };
      await owe(ports, headKey(experiment, generation, unit, bucket), `without-${downlink}-${attempt}`);
      await leaveHead(ports, at, { downlink, attempt }, readAgainFrom(ports));
      await ports.queues.align.send({ experiment, unit, bucket });
    }
    const { sha256 } = receipt;
    if (sha256 !== null && source !== null && readingRevision !== null) {
      await freeRepetitions(ports, hint, { sha256, source, readingRevision });
    }
    await withdrawReadEvents(ports, experiment, { receipt, source, events });
    for (const key of rejects) if (!receipt.rejects.includes(key)) await ports.archive.supersede(key);
  }
}
