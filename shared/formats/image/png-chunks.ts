/** The chunks of a PNG (W3C, Portable Network Graphics, third edition, section 5), each by its checksum. */
import { crc32 } from 'node:zlib';
import { groupedText } from '../../domain/words/count.ts';
import { refusedImage, truncated } from './image-header.ts';

export interface PngChunk {
  readonly type: string;
  readonly data: Uint8Array;
  /** With length, type and checksum. */
  readonly whole: Uint8Array;
}

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** A file of 256 MiB in blocks of 8 KiB, as some writers cut it. */
const MOST_CHUNKS = 65_536;
/** Length, type and checksum. */
const AROUND = 12;

export function isPng(bytes: Uint8Array): boolean {
  return SIGNATURE.every((byte, i) => bytes[i] === byte);
}

/** Up to the end chunk. Fails with `image.truncated` or `image.damaged`. */
export function pngChunks(bytes: Uint8Array): PngChunk[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks: PngChunk[] = [];
  for (let at = SIGNATURE.length; ; ) {
    if (at + AROUND > bytes.length) throw truncated('the next chunk', at + AROUND, bytes.length);
    const length = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const end = at + AROUND + length;
    if (end > bytes.length) throw truncated(`its chunk ${JSON.stringify(type)}`, end, bytes.length);
    if (crc32(bytes.subarray(at + 4, end - 4)) !== view.getUint32(end - 4))
      throw refusedImage(
        'damaged',
        `the chunk ${JSON.stringify(type)} of the PNG at byte ${groupedText(at)} differs from its checksum: send it again`,
      );
    chunks.push({ type, data: bytes.subarray(at + 8, end - 4), whole: bytes.subarray(at, end) });
    if (type === 'IEND') return chunks;
    if (chunks.length >= MOST_CHUNKS)
      throw refusedImage(
        'damaged',
        `expected at most ${groupedText(MOST_CHUNKS)} chunks in the PNG: save it again`,
      );
    at = end;
  }
}
