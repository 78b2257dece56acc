/** The link of one part, with its digest. */
import type { PartLinkOnWire } from '../../contract/downlinks.ts';
import type { IngestHint } from '../../contract/hints.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Ports } from '../../ports.ts';
import { LINK_SECONDS, lastPart, openUpload, partsOf, renewLinks, stretchOf } from './open-upload.ts';

/**
 * A link that takes this part and no other bytes; for an upload whose parts have digests. It may be asked for again,
 * also where the part has arrived: what came last counts.
 */
export async function linkPart(
  ports: Ports,
  hint: IngestHint,
  part: number,
  sha256: string,
): Promise<PartLinkOnWire> {
  const { key, receipt } = await openUpload(ports, hint);
  const parts = partsOf(receipt);
  if (!parts.digests) {
    throw new Refusal(
      'conflict',
      'upload.without-digests',
      `the upload of ${receipt.id} was announced without partDigests: its links are those of the announcement, or fresh ones of GET …/upload`,
    );
  }
  const last = lastPart(receipt, parts);
  if (part > last) {
    const message = `expected a part from 1 to ${last}, as ${receipt.bytes} bytes have, got ${part}`;
    throw new Refusal('not-found', 'upload.no-such-part', message);
  }
  await renewLinks(ports, hint, LINK_SECONDS / 2);
  const { from, to } = stretchOf(receipt, parts, part);
  const content = { bytes: to - from, sha256: sha256.toLowerCase() };
  const link = await ports.uploads.presignPart({ key, upload: parts.upload, part }, content, LINK_SECONDS);
  return { ...link, from, to };
}
