/** A file that is here is read again from its bytes, under the definition in force. */
import type { ReceiptOnWire } from '../../contract/downlinks.ts';
import type { IngestHint } from '../../contract/hints.ts';
import { isIngested, isOpen, type ReceiptRecord, UNREAD } from '../../domain/downlink/receipt.ts';
import { asRead, begunOf } from '../../domain/downlink/rereading.ts';
import type { ActionRecord } from '../../domain/journal/action-record.ts';
import { failedKey } from '../../domain/owed/owed.ts';
import { quoted } from '../../domain/quoted.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Micros } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { showReceipt } from '../answer/show-receipt.ts';
import { pay } from '../known/owe.ts';
import { noteAction } from './note-action.ts';
import { type Noting, updateNoted } from './noted-receipt.ts';

/**
 * What is in force of the downlink stays so until the other reading takes its place, whole. One that is WITHDRAWN, REFUSED
 * or FAILED is read as if it had just come. Nothing changes where it is being read already.
 */
export async function rereadDownlink(ports: Ports, hint: IngestHint, by: string): Promise<ReceiptOnWire> {
  await haveReadAgain(ports, hint, { by, reason: null });
  return showReceipt(ports, hint.experiment, hint.downlink);
}

/** Who has a file read again, and why where that is said. */
export interface Asked extends Pick<ActionRecord, 'by' | 'reason'> {
  /** The reading to read it under; null for the one in force. */
  readonly under?: string | null;
}

/** The same without an answer, where the downlink as it stands is meant. Resolves to how it stands then. */
export async function haveReadAgain(
  ports: Ports,
  { experiment, downlink }: IngestHint,
  { by, reason, under = null }: Asked,
  isMeant: (current: ReceiptRecord) => boolean = () => true,
): Promise<ReceiptRecord | null> {
  const at = ports.clock.now();
  let failedAttempt: number | null = null;
  const decide: Noting['decide'] = async (current, owe) => {
    failedAttempt = null;
    if (current === null || !isMeant(current) || isBeingRead(current)) return null;
    const attempt = begunOf(current);
    failedAttempt = current.state === 'FAILED' ? current.attempt : null;
    // Under the name that the next claim will note it by.
    await owe(String(attempt + 1));
    // Before the receipt says so: whoever asks again after a death finds it under way, and notes nothing.
    await noteAction(ports, experiment, { action: 'REREAD', downlink, at, by, reason });
    const next = { ...current, due: true, lease: null, tries: 0 };
    return isIngested(current.state) ? besideItself(next, { at, by, under }) : anew(next, attempt);
  };
  const owesTheSame = (now: ReceiptRecord) => isOpen(asRead(now).state);
  const receipt = await updateNoted(ports, { experiment, downlink }, { decide, owesTheSame });
  if (failedAttempt !== null) await pay(ports, failedKey(experiment, downlink, failedAttempt));
  // Also where it was asked for before: whoever did may have died before the hint was sent.
  const waiting = receipt === null ? null : asRead(receipt);
  if (waiting?.state === 'RECEIVED')
    await ports.queues.ingest.send({ experiment, downlink, attempt: waiting.attempt + 1 });
  return receipt;
}

/** Refuses a file that has not come, and one that is still on its way out of the answers. */
function isBeingRead(receipt: ReceiptRecord): boolean {
  const { id, state, due } = receipt;
  if (state === 'AWAITING_UPLOAD' || state === 'EXPIRED') {
    throw new Refusal(
      'conflict',
      'downlink.under-way',
      `the downlink ${id} is ${state}: its file has not come, so there is nothing to read again`,
    );
  }
  if (receipt.dropped?.isLeft === true) {
    throw new Refusal(
      'conflict',
      'downlink.file-missing',
      `the downlink ${id} is too large and was not copied from ${quoted(receipt.dropped.key)}: drop it in pieces, each with the header`,
    );
  }
  // One that is read as it was read before is now to be read otherwise.
  if (isOpen(asRead(receipt).state)) return receipt.readUnder === null;
  if (due && !isIngested(state)) {
    throw new Refusal(
      'conflict',
      'downlink.under-way',
      `the downlink ${id} is ${state}, and what follows from that is not done yet: read it again in some seconds, once nothing of it is pending`,
    );
  }
  return false;
}

function besideItself(
  receipt: ReceiptRecord,
  { at, by, under }: { at: Micros; by: string; under: string | null },
): ReceiptRecord {
  const attempt = begunOf(receipt);
  const rereading = { at, by, attempt, isBegun: false, readingRevision: null, touched: [], error: null };
  return {
    ...receipt,
    readUnder: under,
    rereading: { ...rereading, touched: receipt.rereading?.touched ?? [] },
  };
}

function anew(receipt: ReceiptRecord, attempt: number): ReceiptRecord {
  return {
    ...receipt,
    // Else one that is refused now would say what an earlier reading accepted.
    ...UNREAD,
    events: [],
    state: 'RECEIVED',
    attempt,
    error: null,
    // Who withdrew it stays named until it is in again.
    rereading: null,
    readUnder: null,
  };
}
