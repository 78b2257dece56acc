import { bytesBefore, cellEnds, firstMarked, fourOf, MOST_KEY_BYTES, SLACK_BYTES } from './cell-words.ts';
import { KeyEntry } from './key-entry.ts';
import { hashOf, mixed } from './words.ts';

/** Key stretches that are kept, and their bytes; what comes after these is always read with care. */
export const MOST_ENTRIES = 4096;
const MOST_BYTES = 256 * 1024;
/** Twice the entries, so that a search ends soon. A power of two. */
const HASH_SLOTS = 2 * MOST_ENTRIES;
const FREE = -1;
/** Slots that a search looks at; keys made to share them are read with care, as slowly as any unknown ones. */
const MOST_PROBES = 64;

/** Is told of each entry, to find those in turn by itself. */
export interface KeyMirror {
  /** A new entry: its cells, and the byte that ends them. */
  learn(index: number, cells: Uint8Array, kind: number): void;
  /** Which entry came after another. */
  follow(index: number, follower: number): void;
}

/**
 * The kinds of rows by the bytes of their key cells, which stand side by side in the file: what the careful reading
 * found, so that the plain one need not make texts. Rows tend to come in a cycle (all channels of one instant, then
 * all of the next), so the entry that followed the last one before is tried first, and a hash is the second way.
 */
export class KeyTable {
  private readonly delimiters: number;
  private readonly width: number;
  private readonly view = new DataView(new ArrayBuffer(MOST_BYTES + SLACK_BYTES));
  private readonly entries: KeyEntry[] = [];
  /** Indexes of the entries, by hash. */
  private readonly slots = new Int32Array(HASH_SLOTS).fill(FREE);
  private filled = 0;
  private last: KeyEntry | null = null;
  /** Null where the last row did not come as it had the last time: in a shuffled file a guess costs more than it saves. */
  private turn: KeyEntry | null = null;
  /** Of the cells whose end was last looked for. */
  private hash = 0;
  private readonly mirror: KeyMirror | null;

  /** For so many key cells. */
  constructor(delimiter: number, width: number, mirror: KeyMirror | null = null) {
    this.delimiters = fourOf(delimiter);
    this.width = width;
    this.mirror = mirror;
  }

  /** Which entry is in turn; null where none is. */
  get inTurn(): number | null {
    return this.turn?.index ?? null;
  }

  /** Goes on after rows that came in turn: the keys of the last, and those in turn now. */
  goOn(last: number, turn: number): void {
    this.last = this.entries[last] ?? null;
    this.turn = this.entries[turn] ?? null;
  }

  /**
   * The entry that is in turn, if its bytes begin at `at`; else null: then `find` has to look. Not a part of that, and
   * small, so that V8 takes it into the loops over rows.
   */
  next(view: DataView, at: number): KeyEntry | null {
    const entry = this.turn;
    if (entry === null || !entry.stands(view, at)) return null;
    this.last = entry;
    this.turn = entry.follower;
    return entry;
  }

  /** The entry whose bytes begin at `at`, or null. An LF stands at or after `at`, and `SLACK_BYTES` behind that. */
  find(view: DataView, at: number): KeyEntry | null {
    if (this.endOfKeys(view, at) === null) return null;
    const slot = this.slotOf(view, at);
    const entry = slot === null ? undefined : this.entries[this.slots[slot]!];
    if (entry === undefined) return null;
    const { last } = this;
    const isInTurn = last?.follower === entry;
    if (last !== null && !isInTurn) {
      last.follower = entry;
      this.mirror?.follow(last.index, entry.index);
    }
    this.last = entry;
    this.turn = isInTurn ? entry.follower : null;
    return entry;
  }

  /** Entries. */
  get size(): number {
    return this.entries.length;
  }

  /** Keeps the kind of rows whose key cells end before `end`; nothing where the table is full or has them. */
  learn(bytes: Uint8Array, start: number, end: number, kind: number): void {
    const { view, filled, entries } = this;
    const size = end + 1 - start;
    if (entries.length === MOST_ENTRIES || size > MOST_KEY_BYTES || filled + size > MOST_BYTES) return;
    const cells = bytes.subarray(start, end);
    // Of NULs see `sameBytes`.
    if (cells.includes(0)) return;
    for (let i = 0; i < size; i++) view.setUint8(filled + i, bytes[start + i]!);
    // Where a cell holds a control character, its end would be looked for in the wrong place.
    if (this.endOfKeys(view, filled) !== filled + size - 1) return;
    const slot = this.slotOf(view, filled);
    if (slot === null || this.slots[slot] !== FREE) return;
    const entry = new KeyEntry(view, filled, size, entries.length, kind);
    // Bytes that make a NaN are not even like themselves, and would be learnt again and again.
    if (!entry.stands(view, filled)) return;
    this.slots[slot] = entries.length;
    entries.push(entry);
    this.mirror?.learn(entry.index, bytes.subarray(start, end + 1), kind);
    this.filled += size;
  }

  /** The slot of the entry whose bytes begin at `at`, or the free one it would have, or null; `hash` is theirs. */
  private slotOf(view: DataView, at: number): number | null {
    for (let probe = 0; probe < MOST_PROBES; probe++) {
      const slot = (this.hash + probe) & (HASH_SLOTS - 1);
      const index = this.slots[slot]!;
      if (index === FREE || this.entries[index]!.stands(view, at)) return slot;
    }
    return null;
  }

  /**
   * Where the key cells that begin at `start` end, or null, and the hash of their bytes. Where a row has too few,
   * the next one is looked into: no entry holds the LF between.
   */
  private endOfKeys(view: DataView, start: number): number | null {
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
    return null;
  }
}
