import type { ReceiptOnWire } from '../../../shared/contract/downlinks.ts';

/** What is known of a file by its bytes: an upload that was begun, or one that has come. */
export type Known =
  | { readonly kind: 'BEGUN'; readonly id: string; readonly isExpired: boolean }
  | { readonly kind: 'HERE'; readonly id: string };

interface FileSent {
  readonly fileName: string;
  readonly bytes: number;
  readonly sha256: string;
  /** What a person said reads it; null where nobody did. */
  readonly source: string | null;
}

/** Of a file that was refused or withdrawn nothing is left to go on with: it is sent anew. */
const HERE: readonly ReceiptOnWire['state'][] = [
  'RECEIVED',
  'INGESTING',
  'INGESTED',
  'INGESTED_WITH_REJECTS',
];
const BEGUN: readonly ReceiptOnWire['state'][] = ['AWAITING_UPLOAD', 'EXPIRED'];

/**
 * Of these very bytes under this very name, which says what reads them; one that is here goes before one that was begun.
 *
 * @param receipts the newest first
 */
export function knownUpload(
  receipts: readonly ReceiptOnWire[],
  { fileName, bytes, sha256, source }: FileSent,
): Known | null {
  const own = receipts.filter(
    (one) =>
      one.sha256 === sha256 &&
      one.bytes === bytes &&
      one.fileName === fileName &&
      (one.declaredSource ?? null) === source,
  );
  const here = own.find(({ state }) => HERE.includes(state));
  if (here !== undefined) return { kind: 'HERE', id: here.id };
  const begun = own.find(({ state }) => BEGUN.includes(state));
  return begun === undefined ? null : { kind: 'BEGUN', id: begun.id, isExpired: begun.state === 'EXPIRED' };
}
