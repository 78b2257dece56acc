import { bytesBefore, cellEnds, firstMarked, fourOf, MOST_KEY_BYTES, SLACK_BYTES } from './cell-words.ts';
import { ENTRY_STRIDE, FOLLOWER, HEAD, KIND, LENGTH, MIDDLE, START, TAIL, UNKNOWN } from './key-entry.ts';
import { hashOf, middleOf, mixed, sameBytes, WORD } from './words.ts';

/** Key stretches that are kept, and their bytes; what comes after these is always read with care. */
const MOST_ENTRIES = 4096;
const MOST_BYTES = 256 * 1024;
/** Twice the entries, so that a search ends soon. A power of two. */
const HASH_SLOTS = 2 * MOST_ENTRIES;
/** Slots that a search looks at; keys made to share them are read with care, as slowly as any unknown ones. */
const MOST_PROBES = 64;

/**
 * The kinds of rows by the bytes of their key cells, which stand side by side in the file: what the careful reading
 * found, so that the plain one need not make texts. Rows tend to come in a cycle (all channels of one instant, then
 * all of the next), so the entry that followed the last one before is tried first, and a hash is the second way.
 * The byte that ends the last cell belongs to an entry: where its bytes stand, the cell ends as well.
 */
export class KeyTable {
  private readonly delimiters: number;
  private readonly width: number;
  private readonly view = new DataView(new ArrayBuffer(MOST_BYTES + SLACK_BYTES));
  private readonly facts = new Int32Array(ENTRY_STRIDE * MOST_ENTRIES);
  private readonly words = new Float64Array(ENTRY_STRIDE * MOST_ENTRIES);
  private readonly slots = new Int32Array(HASH_SLOTS).fill(UNKNOWN);
  private count = 0;
  private filled = 0;
  private last = 0;
  /** The last row came after the one before it as it did the last time: in a shuffled file a guess costs more than it saves. */
  private isInTurn = false;
  /** Of the cells whose end was last looked for. */
  private hash = 0;

  /** For so many key cells. */
  constructor(delimiter: number, width: number) {
    this.delimiters = fourOf(delimiter);
    this.width = width;
  }

  /**
   * The entry that is in turn, if its bytes begin at `at`, or `UNKNOWN`: then `find` has to look. Not a part of that, and
   * small, so that V8 takes it into the loops over rows.
   */
  next(view: DataView, at: number): number {
    if (!this.isInTurn) return UNKNOWN;
    const entry = this.facts[this.last + FOLLOWER]!;
    if (!this.stands(entry, view, at)) return UNKNOWN;
    this.last = entry;
    return entry;
  }

  /** The entry whose bytes begin at `at`, or `UNKNOWN`. An LF stands at or after `at`, and `SLACK_BYTES` behind that. */
  find(view: DataView, at: number): number {
    if (this.endOfKeys(view, at) === UNKNOWN) return UNKNOWN;
    const slot = this.slotOf(view, at);
    const entry = slot === UNKNOWN ? UNKNOWN : this.slots[slot]!;
    if (entry === UNKNOWN) return UNKNOWN;
    this.isInTurn = this.facts[this.last + FOLLOWER] === entry;
    this.facts[this.last + FOLLOWER] = entry;
    this.last = entry;
    return entry;
  }

  /** Entries. */
  get size(): number {
    return this.count;
  }

  /** Without the byte that ends the cells. */
  lengthOf(entry: number): number {
    return this.facts[entry + LENGTH]! - 1;
  }

  kindOf(entry: number): number {
    return this.facts[entry + KIND]!;
  }

  /** Keeps the kind of rows whose key cells end before `end`; nothing where the table is full or has them. */
  learn(bytes: Uint8Array, start: number, end: number, kind: number): void {
    const { view, filled } = this;
    const length = end + 1 - start;
    if (this.count === MOST_ENTRIES || length > MOST_KEY_BYTES || filled + length > MOST_BYTES) return;
    const cells = bytes.subarray(start, end);
    // Of NULs see `sameBytes`.
    if (cells.includes(0)) return;
    for (let i = 0; i < length; i++) view.setUint8(filled + i, bytes[start + i]!);
    // Where a cell holds a control character, its end would be looked for in the wrong place.
    if (this.endOfKeys(view, filled) !== filled + length - 1) return;
    const slot = this.slotOf(view, filled);
    if (slot === UNKNOWN || this.slots[slot] !== UNKNOWN) return;
    const entry = this.write(filled, length, kind);
    // Bytes that make a NaN are not even like themselves, and would be learnt again and again.
    if (!this.stands(entry, view, filled)) return;
    this.slots[slot] = entry;
    this.filled += length;
    this.count++;
  }

  /** Writes what is known of bytes that stand in the table to the next entry. */
  private write(start: number, length: number, kind: number): number {
    const { facts, words, view } = this;
    const entry = ENTRY_STRIDE * this.count;
    facts[entry + LENGTH] = length;
    facts[entry + KIND] = kind;
    facts[entry + START] = start;
    if (length >= WORD) {
      words[entry + HEAD] = view.getFloat64(start, true);
      words[entry + MIDDLE] = view.getFloat64(start + middleOf(length), true);
      words[entry + TAIL] = view.getFloat64(start + length - WORD, true);
    }
    return entry;
  }

  /** The slot of the entry whose bytes begin at `at`, or the free one it would have, or `UNKNOWN`; `hash` is theirs. */
  private slotOf(view: DataView, at: number): number {
    for (let probe = 0; probe < MOST_PROBES; probe++) {
      const slot = (this.hash + probe) & (HASH_SLOTS - 1);
      const entry = this.slots[slot]!;
      if (entry === UNKNOWN || this.stands(entry, view, at)) return slot;
    }
    return UNKNOWN;
  }

  /**
   * Where the key cells that begin at `start` end, or `UNKNOWN`, and the hash of their bytes. Where a row has too few,
   * the next one is looked into: no entry holds the LF between.
   */
  private endOfKeys(view: DataView, start: number): number {
    const { delimiters, width } = this;
    let hash = 0;
    for (let at = start, cell = 1; at < start + MOST_KEY_BYTES; at += 4) {
      const word = view.getInt32(at, true);
      for (let ends = cellEnds(word, delimiters); ends !== 0; ends &= ends - 1, cell++) {
        if (cell !== width) continue;
        this.hash = mixed(hash ^ bytesBefore(ends, word));
        return at + firstMarked(ends);
      }
      hash = hashOf(hash, word);
    }
    return UNKNOWN;
  }

  /** Whether the entry's bytes stand there. None holds an LF but as its last byte: they end in the row or do not match. */
  private stands(entry: number, view: DataView, at: number): boolean {
    const { facts, words } = this;
    const length = facts[entry + LENGTH]!;
    if (length < WORD) return this.standsWhole(entry, view, at);
    if (view.getFloat64(at, true) !== words[entry + HEAD]) return false;
    if (length > 3 * WORD) return this.standsWhole(entry, view, at);
    return (
      view.getFloat64(at + middleOf(length), true) === words[entry + MIDDLE] &&
      view.getFloat64(at + length - WORD, true) === words[entry + TAIL]
    );
  }

  private standsWhole(entry: number, view: DataView, at: number): boolean {
    return sameBytes(view, at, this.view, this.facts[entry + START]!, this.facts[entry + LENGTH]!);
  }
}
