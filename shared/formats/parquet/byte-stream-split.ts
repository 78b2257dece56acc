/*
 * BYTE_STREAM_SPLIT (Apache Parquet, Encodings.md): all first bytes of the values, then all second bytes, and so on.
 * Sign and exponent hardly change between neighbours, so their streams compress well.
 */

/** Writes the first `count` values as singles at `at`; gives the offset behind them. */
export function splitFloats(values: Float32Array, count: number, out: Uint8Array, at: number): number {
  const words = new Uint32Array(values.buffer, values.byteOffset, count);
  splitWords(words, 1, 0, count, out, at);
  return at + 4 * count;
}

/** Writes the first `count` values as doubles at `at`; gives the offset behind them. */
export function splitDoubles(values: Float64Array, count: number, out: Uint8Array, at: number): number {
  const words = new Uint32Array(values.buffer, values.byteOffset, 2 * count);
  splitWords(words, 2, 0, count, out, at);
  splitWords(words, 2, 1, count, out, at + 4 * count);
  return at + 8 * count;
}

function splitWords(
  words: Uint32Array,
  step: number,
  first: number,
  count: number,
  out: Uint8Array,
  at: number,
): void {
  for (let i = 0, w = first; i < count; i++, w += step) {
    const word = words[w]!;
    out[at + i] = word;
    out[at + count + i] = word >>> 8;
    out[at + 2 * count + i] = word >>> 16;
    out[at + 3 * count + i] = word >>> 24;
  }
}

/** Reads `count` singles that begin at `at` into the head of `out`. */
export function joinFloats(bytes: Uint8Array, at: number, count: number, out: Float64Array): void {
  const floats = new Float32Array(count);
  joinWords(bytes, at, count, new Uint32Array(floats.buffer), 1, 0);
  out.set(floats);
}

/** Reads `count` doubles that begin at `at` into the head of `out`. */
export function joinDoubles(bytes: Uint8Array, at: number, count: number, out: Float64Array): void {
  const words = new Uint32Array(out.buffer, out.byteOffset, 2 * count);
  joinWords(bytes, at, count, words, 2, 0);
  joinWords(bytes, at + 4 * count, count, words, 2, 1);
}

function joinWords(
  bytes: Uint8Array,
  at: number,
  count: number,
  words: Uint32Array,
  step: number,
  first: number,
): void {
  for (let i = at, w = first; i < at + count; i++, w += step) {
    words[w] =
      bytes[i]! | (bytes[i + count]! << 8) | (bytes[i + 2 * count]! << 16) | (bytes[i + 3 * count]! << 24);
  }
}
