import type { CompressedInput } from './compressed-input.ts';

/** How far the header of a gzip member could be read; `foreign` is what does not begin as one. */
export type HeaderOutcome = 'read' | 'foreign' | 'truncated' | 'corrupt';

export const GZIP_MAGIC = [0x1f, 0x8b] as const;
const DEFLATE = 8;

/* Flags of RFC 1952, section 2.3.1. */
const HEADER_CRC = 0x02;
const EXTRA = 0x04;
const NAME = 0x08;
const COMMENT = 0x10;
const RESERVED = 0xe0;

/** Reads past the header of one member (RFC 1952, section 2.3). */
export async function readMemberHeader(input: CompressedInput): Promise<HeaderOutcome> {
  for (const expected of GZIP_MAGIC) {
    const byte = await input.byte();
    if (byte !== expected) return byte === null ? 'truncated' : 'foreign';
  }
  const method = await input.byte();
  const flags = await input.byte();
  if (method === null || flags === null) return 'truncated';
  if (method !== DEFLATE || (flags & RESERVED) !== 0) return 'corrupt';
  const whole =
    (await skipBytes(input, 6)) &&
    ((flags & EXTRA) === 0 || (await skipExtra(input))) &&
    ((flags & NAME) === 0 || (await skipText(input))) &&
    ((flags & COMMENT) === 0 || (await skipText(input))) &&
    ((flags & HEADER_CRC) === 0 || (await skipBytes(input, 2)));
  return whole ? 'read' : 'truncated';
}

/** Each of the following is false where the file ends before. */
async function skipBytes(input: CompressedInput, count: number): Promise<boolean> {
  for (let i = 0; i < count; i++) if ((await input.byte()) === null) return false;
  return true;
}

async function skipExtra(input: CompressedInput): Promise<boolean> {
  const low = await input.byte();
  const high = await input.byte();
  return low !== null && high !== null && skipBytes(input, low + 256 * high);
}

/** Skips a text that ends with a zero byte. */
async function skipText(input: CompressedInput): Promise<boolean> {
  for (;;) {
    const byte = await input.byte();
    if (byte === null || byte === 0) return byte === 0;
  }
}
