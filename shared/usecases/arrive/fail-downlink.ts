import type { ReceiptOnWire } from '../../contract/downlinks.ts';
import type { IngestHint } from '../../contract/hints.ts';
import { type ReceiptRecord, receiptKey, receiptKind } from '../../domain/downlink/receipt.ts';
import { failedKey } from '../../domain/owed/owed.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Ports } from '../../ports.ts';
import { showReceipt } from '../answer/show-receipt.ts';
import { noteFailed, owe, pay } from '../known/owe.ts';
import { update } from '../known/update.ts';
import { settleDownlink } from './settle-downlink.ts';

/** Called for a hint that failed as often as the queue allows: the downlink ends as FAILED, to be redriven. */
export async function failDownlink(ports: Ports, hint: IngestHint): Promise<void> {
  await update(
    ports,
    receiptKind,
    receiptKey(hint.experiment, hint.downlink),
    async (current): Promise<ReceiptRecord | null> => {
      if (current === null || (current.state !== 'INGESTING' && current.state !== 'RECEIVED')) return null;
      // One that was redriven and never claimed has failed in the attempt that was to come.
      const attempt = current.attempt + (current.state === 'RECEIVED' ? 1 : 0);
      await noteFailed(ports, hint, attempt);
      const message =
        'reading it failed five times on our side; the file is safe and nothing of it was taken in: see the log of ingest-downlink, then redrive it';
      return { ...current, state: 'FAILED', attempt, error: { code: 'downlink.failed', message } };
    },
  );
  await settleDownlink(ports, hint);
}

/** Sends a failed downlink on its way again. Refuses one that did not fail, and one that is unknown. */
export async function redriveDownlink(ports: Ports, hint: IngestHint): Promise<ReceiptOnWire> {
  const { state } = await showReceipt(ports, hint.experiment, hint.downlink);
  if (state !== 'FAILED') {
    throw new Refusal(
      'conflict',
      'downlink.not-failed',
      `the downlink ${hint.downlink} is ${state}; only one that FAILED is redriven`,
    );
  }
  const key = receiptKey(hint.experiment, hint.downlink);
  const redriven = await update(ports, receiptKind, key, async (current): Promise<ReceiptRecord | null> => {
    if (current === null || current.state !== 'FAILED') return null;
    // Under the name that the next claim will note it by.
    await owe(ports, key, String(current.attempt + 1));
    return { ...current, state: 'RECEIVED', error: null, due: true };
  });
  if (redriven?.state === 'RECEIVED') {
    await pay(ports, failedKey(hint.experiment, hint.downlink, redriven.attempt));
  }
  await ports.queues.ingest.send(hint);
  return showReceipt(ports, hint.experiment, hint.downlink);
}
