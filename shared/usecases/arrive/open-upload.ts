/** An upload under way: where its file goes, in which parts, and until when its links hold. */
import type { IngestHint } from '../../contract/hints.ts';
import { rawKey, trialRawKey } from '../../domain/archive/keys.ts';
import { isOpen, type ReceiptRecord, receiptKey, receiptKind } from '../../domain/downlink/receipt.ts';
import { Refusal } from '../../domain/refusal.ts';
import { MICROS_PER_SECOND } from '../../domain/time.ts';
import { type TrialRecord, trialKey, trialKind } from '../../domain/trial/trial.ts';
import type { Ports } from '../../ports.ts';
import { update } from '../known/update.ts';

export const LINK_SECONDS = 3600;

export type Parts = NonNullable<ReceiptRecord['parts']>;

export interface OpenUpload {
  readonly key: string;
  readonly receipt: ReceiptRecord;
}

/** Refuses a downlink that nobody announced, or that takes no file any more. */
export async function openUpload(ports: Ports, { experiment, downlink }: IngestHint): Promise<OpenUpload> {
  const stored = await ports.catalogue.get(receiptKind, receiptKey(experiment, downlink));
  const trial = stored === null ? await ports.catalogue.get(trialKind, trialKey(experiment, downlink)) : null;
  const receipt = stored?.item ?? trial?.item.receipt;
  if (receipt === undefined) {
    const message = `the experiment ${experiment} has no downlink "${downlink}"`;
    throw new Refusal('not-found', 'downlink.unknown', message);
  }
  if (!isOpen(receipt.state)) {
    const message = `the downlink ${downlink} is ${receipt.state} and takes no file any more`;
    throw new Refusal('conflict', 'upload.over', message);
  }
  return { key: stored === null ? trialRawKey(experiment, downlink) : rawKey(experiment, downlink), receipt };
}

export function partsOf({ id, parts }: ReceiptRecord): Parts {
  if (parts !== null) return parts;
  const message = `the file of ${id} does not come in parts: it is sent to the link of its announcement`;
  throw new Refusal('conflict', 'upload.not-in-parts', message);
}

export const lastPart = ({ bytes }: ReceiptRecord, parts: Parts): number => Math.ceil(bytes / parts.bytes);

/** The bytes [from, to) of the file that a part brings; parts count from 1. */
export function stretchOf({ bytes }: ReceiptRecord, parts: Parts, part: number) {
  return { from: (part - 1) * parts.bytes, to: Math.min(part * parts.bytes, bytes) };
}

/**
 * Whoever asks for links means to go on: the receipt waits as long as they hold. Nothing is written while more than
 * `leastSeconds` are left of the links before.
 */
export async function renewLinks(
  ports: Ports,
  { experiment, downlink }: IngestHint,
  leastSeconds = LINK_SECONDS,
): Promise<void> {
  const now = ports.clock.now();
  const expiresAt = now + LINK_SECONDS * MICROS_PER_SECOND;
  const renewed = (receipt: ReceiptRecord): ReceiptRecord | null => {
    const isWaiting = receipt.state === 'AWAITING_UPLOAD' || receipt.state === 'EXPIRED';
    const isLong = receipt.state !== 'EXPIRED' && receipt.expiresAt - now > leastSeconds * MICROS_PER_SECOND;
    return isWaiting && !isLong ? { ...receipt, state: 'AWAITING_UPLOAD', expiresAt, due: true } : null;
  };
  const key = receiptKey(experiment, downlink);
  await update(ports, receiptKind, key, (current) => (current === null ? null : renewed(current)));
  await update(ports, trialKind, trialKey(experiment, downlink), (current): TrialRecord | null => {
    const receipt = current === null ? null : renewed(current.receipt);
    return current === null || receipt === null ? null : { ...current, receipt, due: true };
  });
}
