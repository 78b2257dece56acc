import { gunzip, looksLikeGzip } from './gunzip.ts';
import type { Packing, Unpacked } from './unpacked.ts';
import { looksLikeZstd, unzstd } from './unzstd.ts';

/** How many first bytes of a file tell how it is packed. */
export const PACKING_BYTES = 4;

/** How a file that begins with these bytes is packed; null for one that is not. */
export function packingOf(start: Uint8Array): Packing | null {
  if (looksLikeGzip(start)) return 'gzip';
  return looksLikeZstd(start) ? 'zstd' : null;
}

/** Unpacks a file as `gunzip` and `unzstd` do. */
export function unpack(packing: Packing, chunks: AsyncIterable<Uint8Array>): Unpacked {
  return packing === 'gzip' ? gunzip(chunks) : unzstd(chunks);
}
