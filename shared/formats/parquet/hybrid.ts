import { unreadable } from './unreadable.ts';
import { readVarint, writeVarint } from './varint.ts';

/*
 * The RLE / bit-packing hybrid (Apache Parquet, Encodings.md) for small codes: definition levels (1 bit) and indices
 * into a dictionary. A run is a varint header and then either one code that repeats, or groups of eight packed codes.
 */
const GROUP = 8;

/** Bytes that `count` codes of up to 8 bits can take at the most. */
export function hybridCapacity(count: number): number {
  return 2 * count + 32;
}

/** Writes the first `count` codes, each below 2^width, at `at`; gives the offset behind them. */
export function encodeHybrid(
  codes: Uint8Array,
  count: number,
  width: number,
  out: Uint8Array,
  at: number,
): number {
  let offset = at;
  let i = 0;
  while (i < count) {
    const run = runLength(codes, i, count);
    if (run >= GROUP || i + run === count) {
      offset = writeVarint(out, offset, run * 2);
      out[offset++] = codes[i]!;
      i += run;
      continue;
    }
    const end = endOfPacked(codes, i, count);
    const groups = Math.ceil((end - i) / GROUP);
    offset = writeVarint(out, offset, groups * 2 + 1);
    offset = packGroups(codes, i, end, groups, width, out, offset);
    i = end;
  }
  return offset;
}

function runLength(codes: Uint8Array, from: number, count: number): number {
  let to = from + 1;
  while (to < count && codes[to] === codes[from]) to++;
  return to - from;
}

/** Whole groups are packed until a group's place begins a run worth coding as one. */
function endOfPacked(codes: Uint8Array, from: number, count: number): number {
  let to = from + GROUP;
  while (to < count && runLength(codes, to, Math.min(count, to + GROUP)) < GROUP) to += GROUP;
  return Math.min(to, count);
}

function packGroups(
  codes: Uint8Array,
  from: number,
  to: number,
  groups: number,
  width: number,
  out: Uint8Array,
  at: number,
): number {
  let offset = at;
  let bits = 0;
  let filled = 0;
  for (let i = from; i < from + groups * GROUP; i++) {
    if (i < to) bits |= codes[i]! << filled;
    filled += width;
    while (filled >= 8) {
      out[offset++] = bits;
      bits >>>= 8;
      filled -= 8;
    }
  }
  return offset;
}

/**
 * Reads `count` codes that stand from `at` to `end` into the head of `out`.
 *
 * @throws BadBytes where the runs hold more or fewer codes, or end elsewhere.
 */
export function decodeHybrid(
  bytes: Uint8Array,
  at: number,
  end: number,
  width: number,
  count: number,
  out: Uint8Array,
): void {
  const cursor = { bytes, at };
  let seen = 0;
  while (seen < count && cursor.at < end) {
    const header = readVarint(cursor);
    const packed = header % 2 === 1;
    const length = packed ? Math.min(count - seen, ((header - 1) / 2) * GROUP) : header / 2;
    const next = cursor.at + (packed ? ((header - 1) / 2) * width : 1);
    if (!(length > 0 && seen + length <= count && next <= end)) break;
    if (packed) unpackGroups(bytes, cursor.at, width, out, seen, length);
    else out.fill(bytes[cursor.at]!, seen, seen + length);
    cursor.at = next;
    seen += length;
  }
  if (seen !== count || cursor.at !== end) {
    throw unreadable(
      'a page of levels or words',
      `${count} codes to byte ${end}`,
      `${seen} to byte ${cursor.at}`,
    );
  }
}

function unpackGroups(
  bytes: Uint8Array,
  at: number,
  width: number,
  out: Uint8Array,
  to: number,
  length: number,
): void {
  const mask = (1 << width) - 1;
  for (let i = 0, bit = 0; i < length; i++, bit += width) {
    const byte = at + (bit >>> 3);
    out[to + i] = ((bytes[byte]! | ((bytes[byte + 1] ?? 0) << 8)) >>> (bit & 7)) & mask;
  }
}
