import { crc32 } from 'node:zlib';
import { BadBytes } from './bad-bytes.ts';

/** Fails with `BadBytes` where the bytes have another CRC-32 than was written down. */
export function checkCrc(where: string, bytes: Uint8Array, expected: number): void {
  const got = crc32(bytes);
  if (got !== expected) throw new BadBytes(where, `CRC-32 ${hex(expected)}`, hex(got));
}

/** A checksum as people compare them. */
export function hex(crc: number): string {
  return crc.toString(16).padStart(8, '0');
}
