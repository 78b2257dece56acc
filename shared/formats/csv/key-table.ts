import { CR, LF } from './bytes.ts';
import { cellEnds, firstMarked, fourOf } from './cell-words.ts';

/** Key stretches that are kept, and their bytes; what comes after these is always read with care. */
const MOST_ENTRIES = 4096;
const MOST_BYTES = 256 * 1024;
/** Twice the entries, so that a search ends soon. A power of two. */
const HASH_SLOTS = 2 * MOST_ENTRIES;
/** Longer key cells are read with care, so that no row makes a search run through the rows after it. */
const MOST_KEY_BYTES = 256;
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
  private readonly view = new DataView(new ArrayBuffer(MOST_BYTES));
  private readonly starts = new Int32Array(MOST_ENTRIES);
  private readonly lengths = new Int32Array(MOST_ENTRIES);
  private readonly kinds = new Int32Array(MOST_ENTRIES);
  /** The first and the last word of the entries that are as long as a word; see `sameBytes`. */
  private readonly heads = new Float64Array(MOST_ENTRIES);
  private readonly tails = new Float64Array(MOST_ENTRIES);
  /** The entry that came after this one the last time. */
  private readonly followers = new Int32Array(MOST_ENTRIES);
  private readonly slots = new Int32Array(HASH_SLOTS).fill(UNKNOWN);
  private count = 0;
  private filled = 0;
  private last = 0;
  /** The last row came after the one before it as it did the last time: in a shuffled file a guess costs more than it saves. */
  private isInTurn = false;

  /** For so many key cells. */
  constructor(delimiter: number, width: number) {
    this.delimiter = delimiter;
    this.delimiters = fourOf(delimiter);
    this.width = width;
  }

  /**
   * The entry whose bytes begin at `at` and end where a cell does, or `UNKNOWN`. `view` is over `bytes` and three
   * bytes at least after them, and an LF stands at or after `at`.
   */
  find(bytes: Uint8Array, view: DataView, at: number): number {
    if (this.isInTurn) {
      const guess = this.followers[this.last]!;
      const end = at + this.lengths[guess]!;
      if (this.isCellEnd(bytes[end]!) && this.stands(guess, view, at, end)) {
        this.last = guess;
        return guess;
      }
    }
    const entry = this.lookUp(bytes, view, at);
    if (entry === UNKNOWN) return UNKNOWN;
    this.isInTurn = this.followers[this.last] === entry;
    this.followers[this.last] = entry;
    this.last = entry;
    return entry;
  }

  lengthOf(entry: number): number {
    return this.lengths[entry]!;
  }

  kindOf(entry: number): number {
    return this.kinds[entry]!;
  }

  /** Keeps the kind of rows whose key cells are these bytes; nothing where the table is full or has them. */
  learn(bytes: Uint8Array, start: number, end: number, kind: number): void {
    const { count, view, filled } = this;
    const length = end - start;
    if (count === MOST_ENTRIES || filled + length > MOST_BYTES) return;
    // See `sameBytes`.
    if (bytes.subarray(start, end).includes(0)) return;
    for (let i = 0; i < length; i++) view.setUint8(filled + i, bytes[start + i]!);
    let slot = slotOf(hashOf(view, filled, filled + length));
    for (; this.slots[slot] !== UNKNOWN; slot = (slot + 1) % HASH_SLOTS)
      if (this.holds(this.slots[slot]!, view, filled, filled + length)) return;
    this.slots[slot] = count;
    this.kinds[count] = kind;
    this.starts[count] = filled;
    this.lengths[count] = length;
    if (length >= WORD) {
      this.heads[count] = view.getFloat64(filled, true);
      this.tails[count] = view.getFloat64(filled + length - WORD, true);
    }
    this.filled += length;
    this.count++;
  }

  private lookUp(bytes: Uint8Array, view: DataView, start: number): number {
    const end = this.endOfKeys(bytes, view, start);
    if (end === UNKNOWN) return UNKNOWN;
    for (let slot = slotOf(hashOf(view, start, end)); ; slot = (slot + 1) % HASH_SLOTS) {
      const entry = this.slots[slot]!;
      if (entry === UNKNOWN || this.holds(entry, view, start, end)) return entry;
    }
  }

  /** Where the key cells that begin at `start` end, or `UNKNOWN`. A cell that begins with a quote is in no entry. */
  private endOfKeys(bytes: Uint8Array, view: DataView, start: number): number {
    const { delimiter, delimiters, width } = this;
    for (let at = start, cell = 1; at < start + MOST_KEY_BYTES; at += 4) {
      for (let ends = cellEnds(view.getInt32(at, true), delimiters); ends !== 0; ends &= ends - 1, cell++) {
        const end = at + firstMarked(ends);
        if (cell === width) return this.isCellEnd(bytes[end]!) ? end : UNKNOWN;
        if (bytes[end] !== delimiter) return UNKNOWN;
      }
    }
    return UNKNOWN;
  }

  private holds(entry: number, view: DataView, start: number, end: number): boolean {
    return this.lengthOf(entry) === end - start && this.stands(entry, view, start, end);
  }

  /** Whether the entry, which is as long, is what stands there. */
  private stands(entry: number, view: DataView, start: number, end: number): boolean {
    const length = end - start;
    if (length < WORD) return sameBytes(view, start, this.view, this.starts[entry]!, length);
    return (
      view.getFloat64(start, true) === this.heads[entry] &&
      view.getFloat64(end - WORD, true) === this.tails[entry] &&
      (length <= 2 * WORD ||
        sameBytes(view, start + WORD, this.view, this.starts[entry]! + WORD, length - 2 * WORD))
    );
  }

  private isCellEnd(byte: number): boolean {
    return byte === this.delimiter || byte === LF || byte === CR;
  }
}

/** Bytes that compare in one step, read as a double. */
export const WORD = 8;

/**
 * Whether two stretches hold the same bytes, a word at a time; the last may overlap those before. As doubles -0 equals
 * 0, both of which are made of NULs: callers keep these out. NaNs differ from themselves, which costs time only.
 */
export function sameBytes(one: DataView, at: number, other: DataView, from: number, length: number): boolean {
  if (length < WORD) return sameFewBytes(one, at, other, from, length);
  const last = length - WORD;
  for (let i = 0; i < last; i += WORD)
    if (one.getFloat64(at + i, true) !== other.getFloat64(from + i, true)) return false;
  return one.getFloat64(at + last, true) === other.getFloat64(from + last, true);
}

function sameFewBytes(one: DataView, at: number, other: DataView, from: number, length: number): boolean {
  if (length >= 4)
    return (
      one.getInt32(at, true) === other.getInt32(from, true) &&
      one.getInt32(at + length - 4, true) === other.getInt32(from + length - 4, true)
    );
  for (let i = 0; i < length; i++) if (one.getUint8(at + i) !== other.getUint8(from + i)) return false;
  return true;
}

/** Of all words, the last of which may overlap the one before: names may differ anywhere. */
function hashOf(view: DataView, start: number, end: number): number {
  const length = end - start;
  if (length < 4) return length === 0 ? 0 : view.getUint8(start) ^ (view.getUint8(end - 1) << 4);
  const last = end - 4;
  let hash = length ^ view.getInt32(last, true);
  for (let at = start; at < last; at += 4) hash = Math.imul(hash, HASH_FACTOR) ^ view.getInt32(at, true);
  return mixed(hash);
}

/** A product's low bits know only the low bits of its factors: the high ones are brought down to them. */
function mixed(hash: number): number {
  const product = Math.imul(hash ^ (hash >>> 15), HASH_FACTOR);
  return product ^ (product >>> 15);
}

function slotOf(hash: number): number {
  return hash & (HASH_SLOTS - 1);
}
