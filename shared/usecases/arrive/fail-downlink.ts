import type { ReceiptOnWire } from '../../contract/downlinks.ts';
import type { IngestHint } from '../../contract/hints.ts';
import { type ReceiptRecord, receiptKey, receiptKind } from '../../domain/downlink/receipt.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Ports } from '../../ports.ts';
import { showReceipt } from '../answer/show-receipt.ts';
import { update } from '../known/update.ts';
import { settleDownlink } from './settle-downlink.ts';

/** Called for a hint that failed as often as the queue allows: the downlink ends as FAILED, to be redriven. */
export async function failDownlink(ports: Ports, hint: IngestHint): Promise<void> {
  await update(
    ports,
    receiptKind,
    receiptKey(hint.experiment, hint.downlink),
    (current): ReceiptRecord | null => {
      if (current === null || (current.state !== 'INGESTING' && current.state !== 'RECEIVED')) return null;
      const message =
        'reading it failed five times on our side; the file is safe and nothing of it was taken in: see the log of ingest-downlink, then redrive it';
      return { ...current, state: 'FAILED', error: { code: 'downlink.failed', message } };
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
  await update(
    ports,
    receiptKind,
    receiptKey(hint.experiment, hint.downlink),
    (current): ReceiptRecord | null => {
      if (current === null || current.state !== 'FAILED') return null;
      return { ...current, state: 'RECEIVED', error: null, due: true };
    },
  );
  await ports.queues.ingest.send(hint);
  return showReceipt(ports, hint.experiment, hint.downlink);
}
