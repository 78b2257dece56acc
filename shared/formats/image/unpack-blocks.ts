/**
 * Strips and tiles of a TIFF unpacked into no more bytes than they have pixels: a strip of a kilobyte may claim to hold
 * gigabytes.
 */
import { inflateSync } from 'node:zlib';
import { groupedText } from '../../domain/words/count.ts';
import { refusedImage } from './image-header.ts';

export type UnpackBlock = (packed: Uint8Array, mostBytes: number) => Uint8Array<ArrayBuffer>;

/** Deflate in a zlib stream (TIFF Technical Note 2). Fails with `image.damaged`. */
export const inflateBlock: UnpackBlock = (packed, mostBytes) => {
  try {
    return new Uint8Array(inflateSync(packed, { maxOutputLength: mostBytes }));
  } catch (cause) {
    throw refusedImage(
      'damaged',
      `a strip or tile of the TIFF does not unpack to its ${groupedText(mostBytes)} bytes: save the image again`,
      { cause },
    );
  }
};

/** Runs of bytes (TIFF 6.0, section 9). */
export const unpackBits: UnpackBlock = (packed, mostBytes) => {
  const out = new Uint8Array(mostBytes);
  let length = 0;
  for (let at = 0; at < packed.length && length < mostBytes; ) {
    const head = (packed[at]! << 24) >> 24;
    at += 1;
    if (head >= 0) {
      const run = packed.subarray(at, at + Math.min(head + 1, mostBytes - length));
      out.set(run, length);
      length += run.length;
      at += head + 1;
    } else if (head !== -128) {
      const end = Math.min(length + 1 - head, mostBytes);
      out.fill(packed[at] ?? 0, length, end);
      length = end;
      at += 1;
    }
  }
  return out.slice(0, length);
};

const CLEAR = 256;
const END = 257;
const FIRST_FREE = 258;
const LEAST_BITS = 9;
const MOST_BITS = 12;
const CODES = 1 << MOST_BITS;

/**
 * LZW with codes of 9 to 12 bits, the highest bit first (TIFF 6.0, section 13; Welch 1984): a string is the string of an
 * earlier code and one byte. Fails with `image.damaged` on a code that was not given yet.
 */
export const unpackLzw: UnpackBlock = (packed, mostBytes) => {
  const out = new Uint8Array(mostBytes);
  // Every string that has a code stands somewhere in what is unpacked already.
  const starts = new Int32Array(CODES);
  const lengths = new Int32Array(CODES);
  const codes = new CodeReader(packed);
  let [length, next, previous] = [0, FIRST_FREE, -1];
  for (let code = codes.next(LEAST_BITS); code !== END && length < mostBytes; ) {
    if (code === CLEAR) {
      next = FIRST_FREE;
      previous = -1;
    } else {
      const known = code < CLEAR || code < next;
      if (!known && (code > next || previous < 0)) throw badCode(code);
      if (previous >= 0 && next < CODES) {
        // The string before, and the first byte of this one, which follows it.
        starts[next] = length - lengthOf(previous);
        lengths[next] = lengthOf(previous) + 1;
        next += 1;
      }
      const written = lengthOf(code);
      if (code < CLEAR) out[length] = code;
      else copyForwards(out, starts[code]!, length, Math.min(written, mostBytes - length));
      length = Math.min(length + written, mostBytes);
      previous = code;
    }
    // Widths grow one code early: writers of TIFF do so since the first.
    code = codes.next(Math.min(MOST_BITS, Math.max(LEAST_BITS, 32 - Math.clz32(next + 1))));
  }
  return out.slice(0, length);

  function lengthOf(code: number): number {
    return code < CLEAR ? 1 : lengths[code]!;
  }
};

/** Byte by byte: what is copied may end where it is written, and then repeats itself. */
function copyForwards(out: Uint8Array, from: number, to: number, count: number): void {
  for (let i = 0; i < count; i++) out[to + i] = out[from + i]!;
}

class CodeReader {
  readonly #bytes: Uint8Array;
  #bit = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** The next so many bits, at most 12; the code of the end where the bytes end first. */
  next(bits: number): number {
    const at = this.#bit >> 3;
    if (this.#bit + bits > this.#bytes.length * 8) return END;
    const three = (this.#bytes[at]! << 16) | ((this.#bytes[at + 1] ?? 0) << 8) | (this.#bytes[at + 2] ?? 0);
    const code = (three >> (24 - (this.#bit & 7) - bits)) & ((1 << bits) - 1);
    this.#bit += bits;
    return code;
  }
}

function badCode(code: number) {
  return refusedImage(
    'damaged',
    `a strip or tile of the TIFF is no LZW: code ${code} comes before it is given; save it again`,
  );
}
