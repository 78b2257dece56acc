import { CR, LF, QUOTE } from './bytes.ts';

/** Key stretches that are kept, and their bytes; what comes after these is always read with care. */
const MOST_ENTRIES = 4096;
const MOST_BYTES = 256 * 1024;
/** Twice the entries, so that a search ends soon. A power of two. */
const HASH_SLOTS = 2 * MOST_ENTRIES;

/** No entry has these bytes. */
export const UNKNOWN = -1;

/**
 * The kinds of rows by the bytes of their key cells, which stand side by side in the file: what the careful reading
 * found, so that the plain one need not make texts. Rows tend to come in a cycle (all channels of one instant, then
 * all of the next), so the entry that followed the last one before is tried first, and a hash is the second way.
 */
export class KeyTable {
  private readonly delimiter: number;
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
    this.width = width;
  }

  /**
   * The entry whose bytes begin at `at` and end where a cell does, or `UNKNOWN`. `view` is over `bytes`, and an LF
   * stands before `end`.
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
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let slot = hashOf(bytes, start, end) & (HASH_SLOTS - 1);
    for (; this.slots[slot] !== UNKNOWN; slot = (slot + 1) & (HASH_SLOTS - 1))
      if (this.holds(this.slots[slot]!, view, start, end)) return;
    this.slots[slot] = this.count;
    this.bytes.set(bytes.subarray(start, end), from);
    this.kinds[this.count] = kind;
    this.starts[this.count + 1] = from + end - start;
    this.count++;
  }

  private lookUp(bytes: Uint8Array, view: DataView, start: number): number {
    const end = this.endOfKeys(bytes, start);
    if (end < 0) return UNKNOWN;
    let slot = hashOf(bytes, start, end) & (HASH_SLOTS - 1);
    for (; ; slot = (slot + 1) & (HASH_SLOTS - 1)) {
      const entry = this.slots[slot]!;
      if (entry === UNKNOWN || this.holds(entry, view, start, end)) return entry;
    }
  }

  private holds(entry: number, view: DataView, start: number, end: number): boolean {
    const length = this.lengthOf(entry);
    return length === end - start && sameBytes(view, start, this.view, this.starts[entry]!, length);
  }

  /** Where the key cells end; -1 where the row has fewer or one begins with a quote. */
  private endOfKeys(bytes: Uint8Array, start: number): number {
    let at = start;
    for (let cell = 1; ; cell++, at++) {
      if (bytes[at] === QUOTE) return -1;
      while (!this.isCellEnd(bytes[at]!)) at++;
      if (cell === this.width) return at;
      if (bytes[at] !== this.delimiter) return -1;
    }
  }

  private isCellEnd(byte: number): boolean {
    return byte === this.delimiter || byte === LF || byte === CR;
  }
}

/** Whether two stretches hold the same bytes, four at a time; the last four may overlap those before. */
export function sameBytes(one: DataView, at: number, other: DataView, from: number, length: number): boolean {
  if (length < 4) {
    for (let i = 0; i < length; i++) if (one.getUint8(at + i) !== other.getUint8(from + i)) return false;
    return true;
  }
  const last = length - 4;
  for (let i = 0; i < last; i += 4) if (one.getInt32(at + i) !== other.getInt32(from + i)) return false;
  return one.getInt32(at + last) === other.getInt32(from + last);
}

/** FNV-1a. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
  return hash ^ (hash >>> 15);
}
