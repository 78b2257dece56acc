import { CR, LF } from './bytes.ts';
import { cellEnds, firstMarked, fourOf } from './cell-words.ts';

/** Key stretches that are kept, and their bytes; what comes after these is always read with care. */
const MOST_ENTRIES = 4096;
const MOST_BYTES = 256 * 1024;
/** Twice the entries, so that a search ends soon. A power of two. */
const HASH_SLOTS = 2 * MOST_ENTRIES;
/** Longer key cells are read with care, so that no row makes a search run through the rows after it. */
const MOST_KEY_BYTES = 256;
const HASH_START = 0x811c9dc5 | 0;
/** 2³² over the golden ratio. */
const HASH_FACTOR = 0x9e3779b1 | 0;

/** No entry has these bytes. */
export const UNKNOWN = -1;

/**
 * The kinds of rows by the bytes of their key cells, which stand side by side in the file: what the careful reading
 * found, so that the plain one need not make texts. Rows tend to come in a cycle (all channels of one instant, then
 * all of the next), so the entry that followed the last one before is tried first, and a hash is the second way.
 */
export class KeyTable {
  private readonly delimiter: number;
  private readonly delimiters: number;
  private readonly width: number;
  private readonly bytes = new Uint8Array(MOST_BYTES);
  private readonly view = new DataView(this.bytes.buffer);
  private readonly starts = new Int32Array(MOST_ENTRIES + 1);
  private readonly kinds = new Int32Array(MOST_ENTRIES);
  /** The entry that came after this one the last time. */
  private readonly followers = new Int32Array(MOST_ENTRIES);
  private readonly slots = new Int32Array(HASH_SLOTS).fill(UNKNOWN);
  private count = 0;
  private last = 0;

  /** For so many key cells. */
  constructor(delimiter: number, width: number) {
    this.delimiter = delimiter;
    this.delimiters = fourOf(delimiter);
    this.width = width;
  }

  /**
   * The entry whose bytes begin at `at` and end where a cell does, or `UNKNOWN`. `view` is over `bytes` and three
   * bytes at least after them, and an LF stands before `end`.
   */
  find(bytes: Uint8Array, view: DataView, at: number, end: number): number {
    const guess = this.followers[this.last]!;
    const from = this.starts[guess]!;
    const length = this.starts[guess + 1]! - from;
    const isThere =
      at + length < end &&
      sameBytes(view, at, this.view, from, length) &&
      this.isCellEnd(bytes[at + length]!);
    const entry = isThere && this.count > 0 ? guess : this.lookUp(bytes, view, at);
    if (entry === UNKNOWN) return UNKNOWN;
    this.followers[this.last] = entry;
    this.last = entry;
    return entry;
  }

  lengthOf(entry: number): number {
    return this.starts[entry + 1]! - this.starts[entry]!;
  }

  kindOf(entry: number): number {
    return this.kinds[entry]!;
  }

  /** Keeps the kind of rows whose key cells are these bytes; nothing where the table is full or has them. */
  learn(bytes: Uint8Array, start: number, end: number, kind: number): void {
    const from = this.starts[this.count]!;
    if (this.count === MOST_ENTRIES || from + end - start > MOST_BYTES) return;
    // See `sameBytes`.
    if (bytes.subarray(start, end).includes(0)) return;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let slot = slotOf(hashOf(bytes, start, end));
    for (; this.slots[slot] !== UNKNOWN; slot = (slot + 1) % HASH_SLOTS)
      if (this.holds(this.slots[slot]!, view, start, end)) return;
    this.slots[slot] = this.count;
    this.bytes.set(bytes.subarray(start, end), from);
    this.kinds[this.count] = kind;
    this.starts[this.count + 1] = from + end - start;
    this.count++;
  }

  /** The key cells' end is found while they are hashed. A cell that begins with a quote is in no entry. */
  private lookUp(bytes: Uint8Array, view: DataView, start: number): number {
    const { delimiter, delimiters, width } = this;
    let hash = HASH_START;
    let cell = 1;
    for (let at = start; at < start + MOST_KEY_BYTES; at += 4) {
      const word = view.getInt32(at, true);
      for (let ends = cellEnds(word, delimiters); ends !== 0; ends &= ends - 1, cell++) {
        const before = firstMarked(ends);
        const byte = bytes[at + before]!;
        if (cell === width)
          return this.isCellEnd(byte)
            ? this.entryOf(mixed(hash, word & ~(-1 << (8 * before))), view, start, at + before)
            : UNKNOWN;
        if (byte !== delimiter) return UNKNOWN;
      }
      hash = mixed(hash, word);
    }
    return UNKNOWN;
  }

  private entryOf(hash: number, view: DataView, start: number, end: number): number {
    for (let slot = slotOf(hash); ; slot = (slot + 1) % HASH_SLOTS) {
      const entry = this.slots[slot]!;
      if (entry === UNKNOWN || this.holds(entry, view, start, end)) return entry;
    }
  }

  private holds(entry: number, view: DataView, start: number, end: number): boolean {
    const length = this.lengthOf(entry);
    return length === end - start && sameBytes(view, start, this.view, this.starts[entry]!, length);
  }

  private isCellEnd(byte: number): boolean {
    return byte === this.delimiter || byte === LF || byte === CR;
  }
}

/**
 * Whether two stretches hold the same bytes, eight at a time; the last eight may overlap those before. Read as doubles,
 * eight bytes compare in one step. As such -0 equals 0, both of which are made of NULs: callers keep these out. NaNs
 * differ from themselves, which costs time only.
 */
export function sameBytes(one: DataView, at: number, other: DataView, from: number, length: number): boolean {
  if (length < 8) return sameFewBytes(one, at, other, from, length);
  const last = length - 8;
  for (let i = 0; i < last; i += 8) if (one.getFloat64(at + i) !== other.getFloat64(from + i)) return false;
  return one.getFloat64(at + last) === other.getFloat64(from + last);
}

function sameFewBytes(one: DataView, at: number, other: DataView, from: number, length: number): boolean {
  if (length >= 4)
    return (
      one.getInt32(at) === other.getInt32(from) &&
      one.getInt32(at + length - 4) === other.getInt32(from + length - 4)
    );
  for (let i = 0; i < length; i++) if (one.getUint8(at + i) !== other.getUint8(from + i)) return false;
  return true;
}

/** Whole words, then one of the bytes that are left, which may be none. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = HASH_START;
  let at = start;
  for (; at + 4 <= end; at += 4) hash = mixed(hash, wordOf(bytes, at, 4));
  return mixed(hash, wordOf(bytes, at, end - at));
}

function wordOf(bytes: Uint8Array, at: number, length: number): number {
  let word = 0;
  for (let i = 0; i < length; i++) word |= bytes[at + i]! << (8 * i);
  return word;
}

function mixed(hash: number, word: number): number {
  const product = Math.imul(hash ^ word, HASH_FACTOR);
  return product ^ (product >>> 15);
}

function slotOf(hash: number): number {
  return hash & (HASH_SLOTS - 1);
}
