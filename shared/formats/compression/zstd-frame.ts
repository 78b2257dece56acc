import type { CompressedInput } from './compressed-input.ts';

/** A frame's header as it stands, and what it says of the rest (RFC 8878, section 3.1.1). */
export interface FrameHeader {
  readonly bytes: Uint8Array;
  /** Bytes that a reader must keep at hand. */
  readonly windowBytes: number;
  readonly hasChecksum: boolean;
}

/** One block, its header included. */
export interface Block {
  readonly bytes: Uint8Array;
  readonly isLast: boolean;
}

export const ZSTD_MAGIC = [0x28, 0xb5, 0x2f, 0xfd] as const;
const SKIPPABLE_MAGIC = 0x184d2a50;

/* Flags of the frame header's descriptor, and the types of blocks. */
const SINGLE_SEGMENT = 0x20;
const RESERVED = 0x08;
const CHECKSUM = 0x04;
const RLE = 1;
const RESERVED_TYPE = 3;
const MOST_BLOCK_BYTES = 128 * 1024;

/** The next frame's header; frames that say of themselves that they are to be skipped are. */
export async function readFrameHeader(
  input: CompressedInput,
): Promise<FrameHeader | 'end' | 'foreign' | 'truncated' | 'corrupt'> {
  for (;;) {
    const magic = await takeBytes(input, 4);
    if (magic.length === 0) return 'end';
    if (magic.length < 4)
      return ZSTD_MAGIC.every((byte, i) => (magic[i] ?? byte) === byte) ? 'truncated' : 'foreign';
    if (ZSTD_MAGIC.every((byte, i) => magic[i] === byte)) return readDescribed(input, magic);
    if (Math.floor(uintOf(magic) / 16) !== SKIPPABLE_MAGIC / 16) return 'foreign';
    const size = await takeBytes(input, 4);
    if (size.length < 4 || !(await passOver(input, uintOf(size)))) return 'truncated';
  }
}

async function readDescribed(
  input: CompressedInput,
  magic: Uint8Array,
): Promise<FrameHeader | 'truncated' | 'corrupt'> {
  const descriptor = await takeBytes(input, 1);
  const [flags] = descriptor;
  if (flags === undefined) return 'truncated';
  if ((flags & RESERVED) !== 0) return 'corrupt';
  const isSingle = (flags & SINGLE_SEGMENT) !== 0;
  const dictionaryBytes = [0, 1, 2, 4][flags & 3]!;
  const sizeBytes = [isSingle ? 1 : 0, 2, 4, 8][flags >> 6]!;
  const windowStart = isSingle ? 0 : 1;
  const rest = await takeBytes(input, windowStart + dictionaryBytes + sizeBytes);
  if (rest.length < windowStart + dictionaryBytes + sizeBytes) return 'truncated';
  const size = uintOf(rest.subarray(windowStart + dictionaryBytes)) + (sizeBytes === 2 ? 256 : 0);
  return {
    bytes: Uint8Array.from([...magic, flags, ...rest]),
    windowBytes: isSingle ? size : windowOf(rest[0]!),
    hasChecksum: (flags & CHECKSUM) !== 0,
  };
}

/** The mantissa adds eighths of a power of two. */
function windowOf(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3));
  return base + (base / 8) * (descriptor & 7);
}

export async function readBlock(input: CompressedInput): Promise<Block | 'truncated' | 'corrupt'> {
  const header = await takeBytes(input, 3);
  if (header.length < 3) return 'truncated';
  const word = uintOf(header);
  const type = (word >> 1) & 3;
  const size = word >>> 3;
  if (type === RESERVED_TYPE || size > MOST_BLOCK_BYTES) return 'corrupt';
  const bodyBytes = type === RLE ? 1 : size;
  const body = await takeBytes(input, bodyBytes);
  if (body.length < bodyBytes) return 'truncated';
  return { bytes: Buffer.concat([header, body]), isLast: (word & 1) === 1 };
}

/** So many bytes, fewer only where the file ends before. */
export async function takeBytes(input: CompressedInput, count: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(count);
  let filled = 0;
  while (filled < count) {
    const piece = (await input.peek()).subarray(0, count - filled);
    if (piece.length === 0) break;
    bytes.set(piece, filled);
    filled += piece.length;
    input.skip(piece.length);
  }
  return bytes.subarray(0, filled);
}

async function passOver(input: CompressedInput, count: number): Promise<boolean> {
  for (let left = count; left > 0; ) {
    const piece = (await input.peek()).subarray(0, left);
    if (piece.length === 0) return false;
    left -= piece.length;
    input.skip(piece.length);
  }
  return true;
}

/** Little-endian; beyond 2^53 it is only about right, which is enough to see that it is too large. */
function uintOf(bytes: Uint8Array): number {
  let value = 0;
  for (let i = bytes.length - 1; i >= 0; i--) value = value * 256 + bytes[i]!;
  return value;
}
