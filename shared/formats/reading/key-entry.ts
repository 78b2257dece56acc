import { sameBytes, WORD } from './words.ts';

/** Key cells that stand side by side in a row, and the kind of the rows that have them. */
export class KeyEntry {
  /** Its place among the entries. */
  readonly index: number;
  readonly kind: number;
  /** Bytes of the cells, without the one that ends them. */
  readonly length: number;
  /** The entry that came after this one the last time. */
  follower: KeyEntry = this;
  private readonly view: DataView;
  private readonly start: number;
  /** Of the bytes, the one that ends the cells too: where that stands, the last cell ends as well. */
  private readonly size: number;
  /** The first eight, the next and the last, as doubles; NaN where there are not so many. */
  private readonly head: number = Number.NaN;
  private readonly middle: number = Number.NaN;
  private readonly tail: number = Number.NaN;

  /** The bytes of the view that begin at `start`, `size` of them: they have to stay. */
  constructor(view: DataView, start: number, size: number, index: number, kind: number) {
    this.index = index;
    this.kind = kind;
    this.length = size - 1;
    this.view = view;
    this.start = start;
    this.size = size;
    if (size >= WORD) {
      this.head = view.getFloat64(start, true);
      this.tail = view.getFloat64(start + size - WORD, true);
    }
    if (size >= 2 * WORD) this.middle = view.getFloat64(start + WORD, true);
  }

  /** Whether its bytes stand there. None holds an LF but as its last byte: they end in the row or do not match. */
  stands(view: DataView, at: number): boolean {
    const { size } = this;
    if (size < WORD) return this.standsWhole(view, at);
    if (view.getFloat64(at, true) !== this.head) return false;
    if (size > 3 * WORD) return this.standsWhole(view, at);
    if (size > 2 * WORD && view.getFloat64(at + WORD, true) !== this.middle) return false;
    return view.getFloat64(at + size - WORD, true) === this.tail;
  }

  private standsWhole(view: DataView, at: number): boolean {
    return sameBytes(view, at, this.view, this.start, this.size);
  }
}
