/** A file on its way in parts: links for what has not arrived, and the end that makes an object of them. */
import type { ReceiptOnWire, UploadOnWire } from '../../contract/downlinks.ts';
import type { IngestHint } from '../../contract/hints.ts';
import { rawKey, trialRawKey } from '../../domain/archive/keys.ts';
import { isOpen, type ReceiptRecord, receiptKey, receiptKind } from '../../domain/downlink/receipt.ts';
import { Refusal } from '../../domain/refusal.ts';
import { isoOf, MICROS_PER_SECOND } from '../../domain/time.ts';
import { type TrialRecord, trialKey, trialKind } from '../../domain/trial/trial.ts';
import type { Ports, UploadedPart } from '../../ports.ts';
import { showDownlink } from '../answer/show-downlink.ts';
import { update } from '../known/update.ts';

export const LINK_SECONDS = 3600;

type Parts = NonNullable<ReceiptRecord['parts']>;

interface OpenUpload {
  readonly key: string;
  readonly receipt: ReceiptRecord;
  readonly parts: Parts;
}

/**
 * Fresh links for the parts that have not arrived whole, so that a broken upload goes on where it stopped. Refuses a
 * downlink whose file does not come in parts, or has come.
 */
export async function resumeUpload(ports: Ports, hint: IngestHint): Promise<UploadOnWire> {
  const { key, parts } = await openUpload(ports, hint);
  const arrived = await ports.uploads.parts(key, parts.upload);
  if (arrived === null) {
    throw new Refusal(
      'conflict',
      'upload.over',
      'the upload in parts is over: the file has come, or was given up for a week; look at the receipt, and announce the file again if it is not in',
    );
  }
  await renewLinks(ports, hint);
  const { receipt } = await openUpload(ports, hint);
  return partLinks(ports, key, receipt, parts, arrived);
}

/**
 * Makes the object of the parts; then it is taken in as any other. Refuses while a part is missing. Where the upload
 * is over already, the receipt says how things stand.
 */
export async function completeUpload(ports: Ports, hint: IngestHint): Promise<ReceiptOnWire> {
  const { key, receipt, parts } = await openUpload(ports, hint);
  const arrived = await ports.uploads.parts(key, parts.upload);
  if (arrived === null) return showDownlink(ports, hint.experiment, hint.downlink);
  const missing = missingParts(receipt, parts, arrived);
  if (missing.length > 0) {
    throw new Refusal(
      'conflict',
      'upload.incomplete',
      `${missing.length} of ${lastPart(receipt, parts)} parts have not arrived whole (${missing.slice(0, 10).join(', ')}${missing.length > 10 ? ' …' : ''}): send them, then complete the upload`,
    );
  }
  await ports.uploads.complete(key, parts.upload);
  return showDownlink(ports, hint.experiment, hint.downlink);
}

/** The links of all parts but those that have arrived. */
export async function partLinks(
  ports: Ports,
  key: string,
  receipt: ReceiptRecord,
  parts: Parts,
  arrived: readonly UploadedPart[],
): Promise<UploadOnWire> {
  const links = missingParts(receipt, parts, arrived).map(async (part) => {
    const { url } = await ports.uploads.presignPart(key, parts.upload, part, LINK_SECONDS);
    return { part, url, from: (part - 1) * parts.bytes, to: Math.min(part * parts.bytes, receipt.bytes) };
  });
  return { method: 'MULTIPART', parts: await Promise.all(links), expiresAt: isoOf(receipt.expiresAt) };
}

function missingParts(
  { bytes }: ReceiptRecord,
  parts: Parts,
  arrived: readonly UploadedPart[],
): readonly number[] {
  const length = new Map(arrived.map((one) => [one.part, one.bytes]));
  const last = Math.ceil(bytes / parts.bytes);
  const wanted = (part: number) => (part < last ? parts.bytes : bytes - (last - 1) * parts.bytes);
  return Array.from({ length: last }, (_, i) => i + 1).filter((part) => length.get(part) !== wanted(part));
}

const lastPart = ({ bytes }: ReceiptRecord, parts: Parts): number => Math.ceil(bytes / parts.bytes);

async function openUpload(ports: Ports, { experiment, downlink }: IngestHint): Promise<OpenUpload> {
  const stored = await ports.catalogue.get(receiptKind, receiptKey(experiment, downlink));
  const trial = stored === null ? await ports.catalogue.get(trialKind, trialKey(experiment, downlink)) : null;
  const receipt = stored?.item ?? trial?.item.receipt;
  if (receipt === undefined) {
    const message = `the experiment ${experiment} has no downlink "${downlink}"`;
    throw new Refusal('not-found', 'downlink.unknown', message);
  }
  if (receipt.parts === null || !isOpen(receipt.state)) {
    const message =
      receipt.parts === null
        ? `the file of ${downlink} does not come in parts: it is sent to the link of its announcement`
        : `the downlink ${downlink} is ${receipt.state} and takes no file any more`;
    throw new Refusal('conflict', 'upload.not-in-parts', message);
  }
  const key = stored === null ? trialRawKey(experiment, downlink) : rawKey(experiment, downlink);
  return { key, receipt, parts: receipt.parts };
}

/** Whoever asks for links means to go on: the receipt waits as long as they hold. */
async function renewLinks(ports: Ports, { experiment, downlink }: IngestHint): Promise<void> {
  const expiresAt = ports.clock.now() + LINK_SECONDS * MICROS_PER_SECOND;
  const renewed = (receipt: ReceiptRecord): ReceiptRecord | null => {
    const isWaiting = receipt.state === 'AWAITING_UPLOAD' || receipt.state === 'EXPIRED';
    return isWaiting ? { ...receipt, state: 'AWAITING_UPLOAD', expiresAt, due: true } : null;
  };
  const key = receiptKey(experiment, downlink);
  await update(ports, receiptKind, key, (current) => (current === null ? null : renewed(current)));
  await update(ports, trialKind, trialKey(experiment, downlink), (current): TrialRecord | null => {
    const receipt = current === null ? null : renewed(current.receipt);
    return current === null || receipt === null ? null : { ...current, receipt, due: true };
  });
}
