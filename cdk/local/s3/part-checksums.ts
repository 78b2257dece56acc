/** Checksums of an upload's parts: its beginning says whether there are any, and then every part has one. */
import type { PromisedChecksum } from './checksums.ts';
import type { NamedPart } from './complete-document.ts';
import { notImplemented, S3Error } from './errors.ts';
import type { Upload } from './multipart-store.ts';

/** The one algorithm of an upload that is served; S3 keeps it for all its parts. */
export function partChecksum(algorithm: string | undefined): Upload['checksum'] {
  if (algorithm === undefined) return null;
  if (algorithm.toUpperCase() === 'SHA256') return 'sha256';
  throw notImplemented(`x-amz-checksum-algorithm: ${algorithm} on CreateMultipartUpload (only SHA256)`);
}

export function refuseOtherChecksum(upload: Upload, promised: PromisedChecksum | null): void {
  const actual = promised?.algorithm ?? null;
  if (actual === upload.checksum || (upload.checksum === null && actual === 'crc32')) return;
  throw new S3Error(
    'InvalidRequest',
    `Checksum Type mismatch occurred, expected checksum Type: ${upload.checksum}, actual checksum Type: ${actual}`,
  );
}

/** Throws where the request that completes the upload leaves a part's checksum out. */
export function refuseMissingChecksum(upload: Upload, { number, checksum }: NamedPart): void {
  if (upload.checksum === null || checksum !== null) return;
  throw new S3Error(
    'InvalidRequest',
    `The upload was created using a ${upload.checksum} checksum. The complete request must include the checksum for each part. It was missing for part ${number} in the request.`,
  );
}
