import type { IngestHint } from '../../contract/hints.ts';
import { headKey } from '../../domain/bucket/head.ts';
import { isHeldByAnother, isOwn, leaseOf, type Run } from '../../domain/downlink/lease.ts';
import {
  isIngested,
  isOpen,
  type ReceiptRecord,
  receiptKey,
  receiptKind,
} from '../../domain/downlink/receipt.ts';
import type { Ports } from '../../ports.ts';
import { recordReadEvents } from '../define/record-events.ts';
import { markVisible } from '../heads/commit-entries.ts';
import { leaveUpTo } from '../heads/leave-head.ts';
import { refreshCounts } from '../heads/refresh-counts.ts';
import { owe, payAttempts } from '../known/owe.ts';
import { update } from '../known/update.ts';
import { rememberBytes } from './find-repetition.ts';

/**
 * What is owed once the state is decided. Ingested: marks, hints, counts that others' leaving has changed, the events
 * that the file brought, and the digest that finds repetitions. Refused or failed: nothing of it stays in the heads. Then, if nobody began anew
 * meanwhile, the receipt is done. One that another run holds is left to that run.
 *
 * @returns the decided receipt as it was before, `due` where something was owed; null where it is left, or not decided.
 */
export async function settleDownlink(
  ports: Ports,
  hint: IngestHint,
  run: Run,
): Promise<ReceiptRecord | null> {
  const key = receiptKey(hint.experiment, hint.downlink);
  const receipt = await holdDecided(ports, hint, run);
  if (!receipt?.due) return receipt;
  if (isIngested(receipt.state)) await showEntries(ports, hint, receipt);
  else await withdrawEntries(ports, hint, receipt);
  // Before its mark: all that was owed on it is seen to, and an entry that outlives the mark would wait for watch.
  await payAttempts(ports, key, receipt.attempt);
  await update(ports, receiptKind, key, (current) =>
    current?.due && current.state === receipt.state && current.attempt === receipt.attempt
      ? { ...current, due: false, lease: null }
      : null,
  );
  return receipt;
}

/** The decided receipt, under this run's lease where something is owed on it; null where another run holds it. */
async function holdDecided(
  ports: Ports,
  { experiment, downlink }: IngestHint,
  run: Run,
): Promise<ReceiptRecord | null> {
  const isSettled = ({ due, lease }: ReceiptRecord) => !due || isOwn(lease, run);
  const receipt = await update(ports, receiptKind, receiptKey(experiment, downlink), (current) => {
    if (current === null || isOpen(current.state) || isSettled(current)) return null;
    return isHeldByAnother(current.lease, run, ports.clock.now())
      ? null
      : { ...current, lease: leaseOf(run) };
  });
  return receipt !== null && !isOpen(receipt.state) && isSettled(receipt) ? receipt : null;
}

async function showEntries(ports: Ports, hint: IngestHint, receipt: ReceiptRecord): Promise<void> {
  const { experiment, downlink } = hint;
  for (const { generation, unit, bucket } of receipt.touched) {
    await owe(ports, headKey(experiment, generation, unit, bucket), downlink);
    await markVisible(ports, { experiment, generation, unit, bucket }, downlink, receipt.attempt);
    await ports.queues.align.send({ experiment, unit, bucket });
  }
  await refreshCounts(ports, experiment, downlink);
  const { sha256, source, readingRevision, duplicateOf } = receipt;
  if (sha256 === null || source === null || readingRevision === null || duplicateOf !== null) return;
  await recordReadEvents(ports, experiment, receipt);
  await rememberBytes(ports, hint, { sha256, source, readingRevision });
}

async function withdrawEntries(ports: Ports, hint: IngestHint, receipt: ReceiptRecord): Promise<void> {
  const { experiment, downlink } = hint;
  for (const { generation, unit, bucket } of receipt.touched) {
    await leaveUpTo(ports, { experiment, generation, unit, bucket }, downlink, receipt.attempt);
  }
}
