/** Answers as gzip, for clients that take it: of windows a fifth is left, on a slow line and within Lambda's 6 MB. */
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import { LruCache } from '../../../shared/domain/lru-cache.ts';
import { sha256 } from '../../../shared/formats/digest.ts';
import { parseAccepted } from './negotiate.ts';

/** A plot is asked for again with every look at it, and its digest takes a tenth of the time. By the digest. */
const MOST_KEPT = 8_000_000;
const recent = new LruCache<Uint8Array<ArrayBuffer>>(MOST_KEPT, ({ length }) => length);

/** The bytes as a gzip file. */
export function gzipped(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  // The usual level takes twice the time and leaves a fifth less.
  return recent.getOrRead(sha256(bytes), () => promisify(gzip)(bytes, { level: constants.Z_BEST_SPEED }));
}

/** Whether an `Accept-Encoding` header takes gzip (RFC 9110, 12.5.3); without one nothing is packed. */
export function takesGzip(acceptEncoding = ''): boolean {
  const accepted = acceptEncoding.split(',').map(parseAccepted);
  const found = accepted.find(({ type }) => type === 'gzip') ?? accepted.find(({ type }) => type === '*');
  return found !== undefined && found.q > 0;
}
