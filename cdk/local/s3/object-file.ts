import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';

/**
 * A file that holds an object's bytes from offset 0 and, behind them, what is known about it: JSON, then a tail of
 * 16 bytes (length of the JSON, its CRC-32, a mark). One rename therefore publishes both or neither.
 */
const MARK = 'howship1';
const TAIL = 16;

/** Appends `properties` behind the `bytes` bytes of `file`. */
export async function appendProperties(file: FileHandle, bytes: number, properties: object): Promise<void> {
  const json = Buffer.from(JSON.stringify(properties));
  const tail = Buffer.alloc(TAIL);
  tail.writeUInt32LE(json.length, 0);
  tail.writeUInt32LE(crc32(json), 4);
  tail.write(MARK, 8, 'latin1');
  await writeAll(file, Buffer.concat([json, tail]), bytes);
}

/** Writes the whole piece at `position`, in as many calls as the system needs. */
export async function writeAll(file: FileHandle, piece: Buffer, position: number): Promise<void> {
  for (let written = 0; written < piece.length; ) {
    written += (await file.write(piece, written, piece.length - written, position + written)).bytesWritten;
  }
}

/** What `appendProperties` wrote, parsed but not validated. Throws `DamagedFile` on one that it did not finish, or that changed since. */
export function readProperties(path: string): unknown {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const tail = Buffer.alloc(TAIL);
    if (size < TAIL) throw new DamagedFile(path, `it has ${size} bytes`);
    readSync(file, tail, 0, TAIL, size - TAIL);
    const length = tail.readUInt32LE(0);
    if (tail.toString('latin1', 8) !== MARK || length > size - TAIL)
      throw new DamagedFile(path, 'its end mark is missing');
    const json = Buffer.alloc(length);
    readSync(file, json, 0, length, size - TAIL - length);
    if (crc32(json) !== tail.readUInt32LE(4))
      throw new DamagedFile(path, 'the checksum of its properties does not match', json.toString('utf8'));
    return JSON.parse(json.toString('utf8'));
  } finally {
    closeSync(file);
  }
}

/** A file that is not what was written. */
export class DamagedFile extends Error {
  /** Of its properties, with whatever changed in them; empty where they were not found. */
  readonly text: string;

  constructor(path: string, why: string, text = '') {
    super(`${path} is not what this S3 wrote: ${why}`);
    this.name = 'DamagedFile';
    this.text = text;
  }
}
