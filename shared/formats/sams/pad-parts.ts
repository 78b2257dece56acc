/** What a file of a source of the SAMS is: an archive of pairs, records behind their header, a header alone, or records alone. */
import { isZip } from '../zip/unzip.ts';

export const MOST_HEADER_BYTES = 64 * 1024;
/** Said of a header alone, so that who takes it in knows that records may wait for it. */
export const PAD_HEADER = 'sams.header';
/** Why records without a header are refused: until it comes. */
export const PAD_WAITING = 'sams.header-awaited';

const LESS_THAN = 60;
/** Byte order mark, and blanks. */
const BEFORE_XML: ReadonlySet<number> = new Set([0xef, 0xbb, 0xbf, 9, 10, 13, 32]);

/** Whether the file says itself what its records are: it is an archive, or begins with a header. */
export const saysMore = (start: Uint8Array): boolean =>
  isZip(start) || start.find((byte) => !BEFORE_XML.has(byte)) === LESS_THAN;

export interface PadParts {
  readonly header: string;
  /** Empty of a header alone. */
  readonly records: Uint8Array;
}

/** Null where no header is at the beginning, or it does not end within 64 KB. */
export function padParts(bytes: Uint8Array): PadParts | null {
  if (!saysMore(bytes) || isZip(bytes)) return null;
  const text = Buffer.from(bytes.subarray(0, MOST_HEADER_BYTES)).toString('latin1');
  const root = /<([A-Za-z][\w.-]*)/.exec(text)?.[1];
  const closing = `</${root ?? ''}>`;
  const at = text.indexOf(closing);
  if (at < 0) return null;
  const end = at + closing.length;
  // One end of a line belongs to the header.
  const line = /^\r?\n/.exec(text.slice(end))?.[0].length ?? 0;
  return { header: text.slice(0, end), records: bytes.subarray(end + line) };
}
