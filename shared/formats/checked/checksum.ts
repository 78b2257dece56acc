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

const CRC_BYTES = 4;

/** The CRC-32 of the bytes, then the bytes. */
export function withCrc(bytes: Uint8Array): Uint8Array {
  const out = Buffer.alloc(CRC_BYTES + bytes.length);
  out.writeUInt32LE(crc32(bytes));
  out.set(bytes, CRC_BYTES);
  return out;
}

/** What `withCrc` was given. Fails with `BadBytes`. */
export function withoutCrc(where: string, bytes: Uint8Array): Uint8Array {
  const content = bytes.subarray(CRC_BYTES);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  checkCrc(where, content, view.getUint32(0, true));
  return content;
}
