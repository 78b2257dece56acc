/** The first stretch of a file, unpacked: enough for the first thousands of rows. */
import { CallFailure } from '../stack/api.ts';

const HEAD_BYTES = 256 * 1024;
const GZIP = [0x1f, 0x8b];
const ZSTD = [0x28, 0xb5, 0x2f, 0xfd];

export interface FileHead {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** There is no more in the file. */
  readonly isWhole: boolean;
}

/** Fails with `file.unreadable`, or `file.packed` for what a browser cannot unpack. */
export async function fileHead(file: File): Promise<FileHead> {
  try {
    const first = new Uint8Array(await file.slice(0, 4).arrayBuffer());
    const begins = (magic: readonly number[]) => magic.every((byte, i) => first[i] === byte);
    if (begins(ZSTD))
      throw new CallFailure(
        'file.packed',
        `${file.name} is packed with zstd, which a browser cannot unpack. Unpack it, or use ./howship experiment new ${file.name}`,
      );
    const stream = file.stream();
    return { name: file.name, ...(await headOf(begins(GZIP) ? unzipped(stream) : stream)) };
  } catch (error) {
    if (error instanceof CallFailure) throw error;
    throw new CallFailure('file.unreadable', `The browser cannot read ${file.name} (${String(error)}).`);
  }
}

const unzipped = (stream: ReadableStream<Uint8Array<ArrayBuffer>>) =>
  stream.pipeThrough(new DecompressionStream('gzip'));

async function headOf(stream: ReadableStream<Uint8Array>): Promise<Omit<FileHead, 'name'>> {
  const reader = stream.getReader();
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  let isWhole = false;
  while (length <= HEAD_BYTES && !isWhole) {
    const { value, done } = await reader.read();
    isWhole = done;
    if (value === undefined) continue;
    pieces.push(new Uint8Array(value));
    length += value.length;
  }
  await reader.cancel();
  const all = new Uint8Array(await new Blob(pieces).arrayBuffer());
  return { bytes: all.subarray(0, HEAD_BYTES), isWhole: isWhole && all.length <= HEAD_BYTES };
}
