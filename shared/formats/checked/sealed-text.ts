/**
 * Text as an object that shows whether it is whole: a line `HOWSHIP1` with the CRC-32 of what follows in eight
 * hexadecimal digits, then the text. Objects of before there were seals begin with the number of a line and are
 * read unchecked; no seal becomes the beginning of such a text by one flipped bit.
 */
import { crc32 } from 'node:zlib';
import { BadBytes } from './bad-bytes.ts';
import { checkCrc, hex } from './checksum.ts';

const MAGIC = 'HOWSHIP1 ';
const SEAL_BYTES = MAGIC.length + 8 + 1;
const UNSEALED = /^["0-9]/;

export function sealText(text: string): Uint8Array {
  const body = Buffer.from(text);
  return Buffer.concat([Buffer.from(`${MAGIC}${hex(crc32(body))}\n`), body]);
}

/** The text that was sealed. Fails with `BadBytes`. */
export function openSealed(bytes: Uint8Array): string {
  const start = Buffer.from(bytes.subarray(0, SEAL_BYTES)).toString('latin1');
  if (bytes.length === 0 || UNSEALED.test(start)) return Buffer.from(bytes).toString();
  const crc = /^HOWSHIP1 ([0-9a-f]{8})\n$/.exec(start)?.[1];
  if (crc === undefined) throw new BadBytes('the seal', `${MAGIC}and eight digits`, JSON.stringify(start));
  const body = bytes.subarray(SEAL_BYTES);
  checkCrc('the text', body, Number.parseInt(crc, 16));
  return Buffer.from(body).toString();
}
