/** What `watch` does about a receipt on which something is due. */
import { rawKey } from '../../domain/archive/keys.ts';
import { isHeld } from '../../domain/downlink/lease.ts';
import { type ReceiptRecord, receiptKind } from '../../domain/downlink/receipt.ts';
import { asRead, type ReadReceipt } from '../../domain/downlink/rereading.ts';
import type { Key } from '../../domain/kind.ts';
import { MICROS_PER_SECOND, type Micros } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { update } from '../known/update.ts';
import { failSpent } from './fail-downlink.ts';

/** An upload that began in time may still be on its way for this long after its link ended. */
export const GRACE_SECONDS = 3600;

/**
 * Hints at the receipt's work unless a run holds it. A file whose runs all died ends as FAILED, and one that never came
 * as EXPIRED.
 */
export async function hintDownlink(ports: Ports, experiment: string, key: Key): Promise<void> {
  const receipt = (await ports.catalogue.get(receiptKind, key))?.item;
  if (!receipt?.due || isHeld(receipt.lease, ports.clock.now())) return;
  const named = { experiment, downlink: receipt.id };
  await failSpent(ports, named);
  const isAwaited = receipt.state === 'AWAITING_UPLOAD';
  if (!isAwaited || (await ports.raw.size(rawKey(experiment, receipt.id))) !== null)
    return ports.queues.ingest.send({ ...named, attempt: attemptDue(asRead(receipt)) });
  if (ports.clock.now() < receipt.expiresAt + GRACE_SECONDS * MICROS_PER_SECOND) return;
  await update(ports, receiptKind, key, (current): ReceiptRecord | null =>
    current?.state === 'AWAITING_UPLOAD' ? { ...current, state: 'EXPIRED', due: false } : null,
  );
}

/** The attempt that is under way or decided, else the one to come. */
function attemptDue({ state, attempt }: ReadReceipt): number {
  return state === 'AWAITING_UPLOAD' || state === 'RECEIVED' ? attempt + 1 : attempt;
}

/**
 * When a local stack starts, every run of before it is dead: its lease goes, and so does the try, which the end of the
 * stack cut short and not the file.
 */
export async function forgetRun(ports: Ports, key: Key, start: Micros): Promise<void> {
  await update(ports, receiptKind, key, (current) =>
    current === null || current.lease === null || current.lease.since >= start
      ? null
      : { ...current, lease: null, tries: Math.max(0, current.tries - 1) },
  );
}
