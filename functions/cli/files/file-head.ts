import { open } from 'node:fs/promises';
import { packingOf, unpack } from '../../../shared/formats/compression/unpack.ts';
import { fileFailure } from './read-text.ts';

export interface FileHead {
  /** Unpacked where the file is packed. */
  readonly bytes: Uint8Array;
  /** There is no more in the file. */
  readonly isWhole: boolean;
}

/** The first stretch of a file of any size, unpacked. */
export async function fileHead(file: string, mostBytes: number): Promise<FileHead> {
  try {
    const handle = await open(file);
    const stream = handle.createReadStream({ highWaterMark: 65_536 });
    const pieces: Uint8Array[] = [];
    let length = 0;
    for await (const piece of unpacked(stream)) {
      pieces.push(piece);
      length += piece.length;
      if (length > mostBytes) break;
    }
    stream.destroy();
    const bytes = Buffer.concat(pieces);
    return { bytes: bytes.subarray(0, mostBytes), isWhole: bytes.length <= mostBytes };
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) throw fileFailure(file, error);
    throw error;
  }
}

async function* unpacked(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const pieces = stream[Symbol.asyncIterator]();
  const first = await pieces.next();
  if (first.done === true) return;
  const all = rejoined(first.value, pieces);
  const packing = packingOf(first.value);
  yield* packing === null ? all : unpack(packing, all).chunks;
}

async function* rejoined(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}
