import { unreadable } from './unreadable.ts';
import { readVarint, readZigzag, writeVarint, writeZigzag } from './varint.ts';

/*
 * DELTA_BINARY_PACKED (Apache Parquet, Encodings.md): a header (block size, mini-blocks a block, count, first
 * value), then for each block its least delta, the bit width of each mini-block, and the deltas less the least one,
 * bit-packed. Numbers are whole and held in doubles.
 */
const BLOCK = 128;
const MINI = 32;
const MINIS = BLOCK / MINI;
const TWO_32 = 2 ** 32;

/**
 * Values whose range is below this can be delta coded in doubles: a delta less the least delta is below twice the
 * range, and 2^53 is where doubles stop being whole.
 */
export const DELTA_RANGE = 2 ** 52;

/** Bytes that `count` values can take at the most. */
export function deltaCapacity(count: number): number {
  return 40 + Math.ceil(count / BLOCK) * (10 + MINIS + BLOCK * 7);
}

/** Writes the first `count` values at `at`; gives the offset behind them. `out` has `deltaCapacity` left. */
export function encodeDelta(values: Float64Array, count: number, out: Uint8Array, at: number): number {
  const view = new DataView(out.buffer, out.byteOffset, out.byteLength);
  const deltas = new Float64Array(BLOCK);
  const greatest = new Float64Array(MINIS);
  let offset = writeVarint(out, at, BLOCK);
  offset = writeVarint(out, offset, MINIS);
  offset = writeVarint(out, offset, count);
  offset = writeZigzag(out, offset, count === 0 ? 0 : values[0]!);
  for (let start = 1; start < count; start += BLOCK) {
    const length = Math.min(BLOCK, count - start);
    const least = takeDeltas(values, start, length, deltas, greatest);
    deltas.fill(least, length);
    const widths = writeZigzag(out, offset, least);
    offset = widths + MINIS;
    for (let mini = 0; mini < MINIS; mini++) {
      const width = mini * MINI < length ? bitsOf(greatest[mini]! - least) : 0;
      out[widths + mini] = width;
      if (width > 32) packWide(deltas, mini * MINI, least, width, view, offset);
      else if (width > 0) packNarrow(deltas, mini * MINI, least, width, view, offset);
      offset += (MINI / 8) * width;
    }
  }
  return offset;
}

/** Takes the deltas of a block, and the greatest of each mini-block; gives the least of all. */
function takeDeltas(
  values: Float64Array,
  start: number,
  length: number,
  deltas: Float64Array,
  greatest: Float64Array,
): number {
  let least = Number.POSITIVE_INFINITY;
  let previous = values[start - 1]!;
  for (let from = 0, mini = 0; from < length; from += MINI, mini++) {
    let most = Number.NEGATIVE_INFINITY;
    for (let i = from; i < Math.min(length, from + MINI); i++) {
      const value = values[start + i]!;
      const delta = value - previous;
      previous = value;
      deltas[i] = delta;
      if (delta < least) least = delta;
      if (delta > most) most = delta;
    }
    greatest[mini] = most;
  }
  return least;
}

function bitsOf(value: number): number {
  return value < TWO_32 ? 32 - Math.clz32(value) : 64 - Math.clz32(Math.floor(value / TWO_32));
}

function packNarrow(
  deltas: Float64Array,
  from: number,
  least: number,
  width: number,
  view: DataView,
  at: number,
): void {
  let offset = at;
  let word = 0;
  let filled = 0;
  for (let i = from; i < from + MINI; i++) {
    const value = (deltas[i]! - least) >>> 0;
    word |= value << filled;
    filled += width;
    if (filled < 32) continue;
    view.setInt32(offset, word, true);
    offset += 4;
    filled -= 32;
    word = filled === 0 ? 0 : value >>> (width - filled);
  }
}

/** Widths of 33 to 53 bits: each value goes out as its low 32 bits and then the rest. */
function packWide(
  deltas: Float64Array,
  from: number,
  least: number,
  width: number,
  view: DataView,
  at: number,
): void {
  let offset = at;
  let word = 0;
  let filled = 0;
  for (let piece = 0; piece < 2 * MINI; piece++) {
    const delta = deltas[from + (piece >> 1)]! - least;
    const high = (piece & 1) === 1;
    const value = high ? Math.floor(delta / TWO_32) : delta >>> 0;
    const bits = high ? width - 32 : 32;
    word |= value << filled;
    filled += bits;
    if (filled < 32) continue;
    view.setInt32(offset, word, true);
    offset += 4;
    filled -= 32;
    word = filled === 0 ? 0 : value >>> (bits - filled);
  }
}

/**
 * Reads `count` values that begin at `at` into the head of `out`.
 *
 * @throws BadBytes where the bytes end early or say another count.
 */
export function decodeDelta(bytes: Uint8Array, at: number, count: number, out: Float64Array): void {
  const cursor = { bytes, at };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const header = [readVarint(cursor), readVarint(cursor), readVarint(cursor)];
  let value = readZigzag(cursor);
  if (header[0] !== BLOCK || header[1] !== MINIS || header[2] !== count || Number.isNaN(value)) {
    throw unreadable(
      'a page of deltas',
      `blocks of ${BLOCK} in ${MINIS}, ${count} values`,
      header.join(', '),
    );
  }
  if (count > 0) out[0] = value;
  for (let start = 1; start < count; start += BLOCK) {
    const least = readZigzag(cursor);
    const widths = cursor.at;
    if (Number.isNaN(least) || widths + MINIS > bytes.length) throw cutShort(bytes);
    cursor.at += MINIS;
    for (let from = start, mini = 0; from < count && mini < MINIS; from += MINI, mini++) {
      const length = Math.min(MINI, count - from);
      const width = bytes[widths + mini]!;
      const next = cursor.at + (MINI / 8) * width;
      if (width > 53 || next > bytes.length) throw cutShort(bytes);
      unpackMini(view, cursor.at, width, length, out, from);
      for (let i = from; i < from + length; i++) {
        value += least + out[i]!;
        out[i] = value;
      }
      cursor.at = next;
    }
  }
  if (cursor.at !== bytes.length) throw unreadable('a page of deltas', `${cursor.at} bytes`, bytes.length);
}

function cutShort(bytes: Uint8Array): Error {
  return unreadable('a page of deltas', 'more blocks', `its end at byte ${bytes.length}`);
}

/** Unpacks the first `length` deltas of a mini-block to `out`, from index `to` on. */
function unpackMini(
  view: DataView,
  at: number,
  width: number,
  length: number,
  out: Float64Array,
  to: number,
): void {
  if (width === 0) {
    out.fill(0, to, to + length);
    return;
  }
  const lowBits = Math.min(width, 32);
  for (let i = 0, bit = 0; i < length; i++, bit += width) {
    const low = bitsAt(view, at, bit, lowBits);
    out[to + i] = width <= 32 ? low : low + bitsAt(view, at, bit + 32, width - 32) * TWO_32;
  }
}

/** `bits` (1 to 32) bits from bit `from` of the little-endian words at `at`. */
function bitsAt(view: DataView, at: number, from: number, bits: number): number {
  const word = at + ((from >>> 5) << 2);
  const shift = from & 31;
  let value = view.getUint32(word, true) >>> shift;
  if (shift + bits > 32) value |= view.getUint32(word + 4, true) << (32 - shift);
  return bits === 32 ? value >>> 0 : value & ((1 << bits) - 1);
}
