import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

/** Compresses an asset when it is first asked for, and keeps it; a reading that failed is tried again. */
export function compressedOnce(asset: () => Promise<Uint8Array>): () => Promise<Uint8Array<ArrayBuffer>> {
  let kept: Promise<Uint8Array<ArrayBuffer>> | null = null;
  return () => {
    kept ??= asset().then(async (bytes) => new Uint8Array(await promisify(gzip)(bytes)));
    kept.catch(() => {
      kept = null;
    });
    return kept;
  };
}
