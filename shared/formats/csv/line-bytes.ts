import { LF } from '../reading/bytes.ts';

/** What a line may begin with that says nothing: what a disk holds where a file was not written, and a byte order mark. */
const NUL = 0;
const BYTE_ORDER_MARK = Uint8Array.of(0xef, 0xbb, 0xbf);

/** Where the content of the line begins. */
export function afterFiller(bytes: Uint8Array, start: number): number {
  let at = start;
  for (;;) {
    if (bytes[at] === NUL) at++;
    else if (startsWith(bytes, at, BYTE_ORDER_MARK)) at += BYTE_ORDER_MARK.length;
    else return at;
  }
}

/** Whether the bytes at this place are the prefix; an empty prefix is nowhere. */
export function startsWith(bytes: Uint8Array, at: number, prefix: Uint8Array): boolean {
  for (let i = 0; i < prefix.length; i++) if (bytes[at + i] !== prefix[i]) return false;
  return prefix.length > 0;
}

/** Line ends in [start, end). */
export function countLines(bytes: Uint8Array, start: number, end: number): number {
  let lines = 0;
  for (let at = start; at < end; at++) if (bytes[at] === LF) lines++;
  return lines;
}
