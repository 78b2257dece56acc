/** A file on its way: links for what has not arrived, and the end that makes an object of its parts. */

import type { ReceiptOnWire, UploadOnWire } from '../../contract/downlinks.ts';
import type { IngestHint } from '../../contract/hints.ts';
import { declarationOf, declarationText } from '../../domain/downlink/declaration.ts';
import type { ReceiptRecord } from '../../domain/downlink/receipt.ts';
import { Refusal } from '../../domain/refusal.ts';
import { isoOf } from '../../domain/time.ts';
import type { Ports, UploadedPart } from '../../ports.ts';
import { showDownlink } from '../answer/show-downlink.ts';
import {
  LINK_SECONDS,
  lastPart,
  type OpenUpload,
  openUpload,
  type Parts,
  partsOf,
  renewLinks,
  stretchOf,
} from './open-upload.ts';

/**
 * Fresh links for what has not arrived whole, so that a broken upload goes on where it stopped, and one whose link has
 * expired goes on at all. Refuses a downlink whose file has come.
 */
export async function resumeUpload(ports: Ports, hint: IngestHint): Promise<UploadOnWire> {
  const { key, receipt } = await openUpload(ports, hint);
  const { parts } = receipt;
  const arrived = parts === null ? [] : await ports.uploads.parts(key, parts.upload);
  const hasCome = parts === null && (receipt.state === 'RECEIVED' || receipt.state === 'INGESTING');
  if (arrived === null || hasCome) {
    throw new Refusal(
      'conflict',
      'upload.over',
      'the upload is over: the file has come, or its parts were given up for a week; look at the receipt, and announce the file again if it is not in',
    );
  }
  await renewLinks(ports, hint);
  return linksOf(ports, await openUpload(ports, hint), arrived);
}

/**
 * Makes the object of the parts; then it is taken in as any other. Refuses while a part is missing. Where the upload
 * is over already, the receipt says how things stand.
 */
export async function completeUpload(ports: Ports, hint: IngestHint): Promise<ReceiptOnWire> {
  const { key, receipt } = await openUpload(ports, hint);
  const parts = partsOf(receipt);
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

/** The link of the whole file, or those of all parts but the ones that have arrived. */
export async function linksOf(
  ports: Ports,
  { key, receipt }: OpenUpload,
  arrived: readonly UploadedPart[],
): Promise<UploadOnWire> {
  const expiresAt = isoOf(receipt.expiresAt);
  const { parts, bytes, sha256 } = receipt;
  if (parts === null) {
    const declared = declarationText(declarationOf(receipt));
    return { ...(await ports.raw.presignPut(key, { bytes, sha256, declared }, LINK_SECONDS)), expiresAt };
  }
  const links = missingParts(receipt, parts, arrived).map(async (part) => {
    const { from, to } = stretchOf(receipt, parts, part);
    if (parts.digests) return { part, from, to };
    const named = { key, upload: parts.upload, part };
    const { url } = await ports.uploads.presignPart(named, { bytes: to - from, sha256: null }, LINK_SECONDS);
    return { part, url, from, to };
  });
  return { method: 'MULTIPART', parts: await Promise.all(links), expiresAt };
}

function missingParts(
  receipt: ReceiptRecord,
  parts: Parts,
  arrived: readonly UploadedPart[],
): readonly number[] {
  const length = new Map(arrived.map((one) => [one.part, one.bytes]));
  const all = Array.from({ length: lastPart(receipt, parts) }, (_, i) => i + 1);
  return all.filter((part) => {
    const { from, to } = stretchOf(receipt, parts, part);
    return length.get(part) !== to - from;
  });
}
