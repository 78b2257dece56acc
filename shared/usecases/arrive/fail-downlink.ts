/** A downlink that we fail to read ends as FAILED; a redrive sends it on its way again. */
import type { ReceiptOnWire } from '../../contract/downlinks.ts';
import type { IngestHint } from '../../contract/hints.ts';
import type { Damaged } from '../../domain/damaged.ts';
import { isHeld, isHeldByAnother, leaseOf, type Run } from '../../domain/downlink/lease.ts';
import { type ReceiptRecord, receiptKey, receiptKind } from '../../domain/downlink/receipt.ts';
import type { ReadReceipt } from '../../domain/downlink/rereading.ts';
import { MOST_TRIES } from '../../domain/downlink/run-time.ts';
import { failedKey } from '../../domain/owed/owed.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Micros } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { showReceipt } from '../answer/show-receipt.ts';
import { noteFailed, owe, pay } from '../known/owe.ts';
import { update } from '../known/update.ts';
import { noteAction } from './note-action.ts';
import { settleDecided, UNTAKEN } from './settle-decided.ts';
import { updateReading } from './update-reading.ts';

/** What the receipt becomes when its attempt ends as FAILED; the ledger names it first, unless something is in force. */
export async function failed(
  ports: Ports,
  hint: IngestHint,
  current: ReadReceipt,
  attempt = current.attempt,
): Promise<ReadReceipt> {
  const isInForce = current.inForce !== null;
  if (!isInForce) await noteFailed(ports, hint, attempt);
  const message = isInForce
    ? 'reading it again failed each time on our side; what was in force before stays: see the log of ingest-downlink, then read it again'
    : 'reading it failed each time on our side; the file is safe and nothing of it was taken in: see the log of ingest-downlink, then redrive it';
  return { ...current, state: 'FAILED', attempt, error: { code: 'downlink.failed', message } };
}

/** Ends an attempt whose file is damaged here: to try again cannot help. What was in force before stays. */
export async function failDamaged(
  ports: Ports,
  hint: IngestHint,
  attempt: number,
  { message }: Damaged,
): Promise<void> {
  await updateReading(ports, hint, async (current) => {
    if (current?.state !== 'INGESTING' || current.attempt !== attempt) return null;
    const stays = current.inForce === null ? '' : '; what was read of it stays';
    const error = {
      code: 'archive.damaged',
      message: `${message}, and no other downlink has the same bytes${stays}: upload the file again, then read this downlink again`,
    };
    return { ...(await failed(ports, hint, current)), error };
  });
}

/** Whether every run that may begin on the file has begun, and none of them works any more. */
export function isSpent({ state, tries, lease }: ReadReceipt, now: Micros): boolean {
  return state === 'INGESTING' && tries >= MOST_TRIES && !isHeld(lease, now);
}

/** Ends a downlink whose runs all died. What is owed then is for `settleDownlink`. */
export async function failSpent(ports: Ports, hint: IngestHint): Promise<void> {
  await updateReading(ports, hint, (current) =>
    current !== null && isSpent(current, ports.clock.now())
      ? failed(ports, hint, { ...current, lease: null })
      : null,
  );
}

/**
 * Called for a message that failed as often as the queue allows: the attempt that it names ends as FAILED, unless that
 * is over or another run is at work on it. Resolves to whether the downlink is FAILED now and was not before.
 *
 * @param message the name of the message, which its runs bear
 */
export async function failDownlink(
  ports: Ports,
  hint: IngestHint,
  message = ports.clock.newId(),
): Promise<boolean> {
  const run: Run = { name: message, since: ports.clock.now() };
  // A message that names no attempt is of an older version: the first, at the most.
  const { attempt = 1 } = hint;
  await updateReading(ports, hint, (current) => {
    if (current === null || attemptToFail(current) !== attempt) return null;
    if (isHeldByAnother(current.lease, run, ports.clock.now())) return null;
    return failed(ports, hint, { ...current, lease: leaseOf(run) }, attempt);
  });
  return hasFailedNow(await settleDecided(ports, hint, run, UNTAKEN));
}

/** Of what `settleDownlink` saw to. */
export function hasFailedNow(settled: ReceiptRecord | null): boolean {
  const failure = settled?.rereading?.error?.code === 'downlink.failed';
  return settled?.due === true && (settled.state === 'FAILED' || failure);
}

/** One that was redriven and never claimed fails in the attempt that was to come. */
function attemptToFail({ state, attempt }: ReadReceipt): number | null {
  if (state === 'INGESTING') return attempt;
  return state === 'RECEIVED' ? attempt + 1 : null;
}

/** Sends a failed downlink on its way again. Refuses one that did not fail, and one that is unknown. */
export async function redriveDownlink(ports: Ports, hint: IngestHint, by: string): Promise<ReceiptOnWire> {
  const { state } = await showReceipt(ports, hint.experiment, hint.downlink);
  if (state !== 'FAILED') {
    throw new Refusal(
      'conflict',
      'downlink.not-failed',
      `the downlink ${hint.downlink} is ${state}; only one that FAILED is redriven`,
    );
  }
  const { experiment, downlink } = hint;
  const key = receiptKey(experiment, downlink);
  const at = ports.clock.now();
  const redriven = await update(ports, receiptKind, key, async (current): Promise<ReceiptRecord | null> => {
    if (current === null || current.state !== 'FAILED') return null;
    // Under the name that the next claim will note it by.
    await owe(ports, key, String(current.attempt + 1));
    // Before the receipt says so: whoever asks again after a death finds it under way, and notes nothing.
    await noteAction(ports, experiment, { action: 'REDRIVEN', downlink, at, by, reason: null });
    return { ...current, state: 'RECEIVED', error: null, due: true, lease: null, tries: 0 };
  });
  if (redriven?.state === 'RECEIVED') {
    await pay(ports, failedKey(hint.experiment, hint.downlink, redriven.attempt));
    await ports.queues.ingest.send({ ...hint, attempt: redriven.attempt + 1 });
  }
  return showReceipt(ports, hint.experiment, hint.downlink);
}
