import { excerptOf } from './excerpt.ts';
import { type ReadSummary, UNMAPPED } from './reading.ts';

/** Combinations of key texts whose kind is remembered; a hostile file has as many as it has rows. */
const MOST_REMEMBERED = 65_536;
/** Longer texts are looked up each time, so that what is remembered stays within some tens of megabytes. */
const LONGEST_REMEMBERED = 512;
/** Unmapped combinations that the summary names. */
const MOST_NAMED = 100;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** The kinds of rows by the texts of their keys, and which of these texts are unmapped. */
export class RowKinds {
  private readonly kindOf: (texts: readonly string[]) => number;
  private readonly remembered = new Map<string, number>();
  private readonly named = new Map<string, { texts: readonly string[]; rows: number }>();

  constructor(kindOf: (texts: readonly string[]) => number) {
    this.kindOf = kindOf;
  }

  /** The kind of a row with these key cells; an unmapped one is counted. */
  ofCells(cells: readonly Uint8Array[]): number {
    const texts = cells.map((cell) => decoder.decode(cell));
    const name = JSON.stringify(texts);
    let kind = this.remembered.get(name);
    if (kind === undefined) {
      kind = this.kindOf(texts);
      if (this.remembered.size < MOST_REMEMBERED && name.length <= LONGEST_REMEMBERED)
        this.remembered.set(name, kind);
    }
    if (kind === UNMAPPED) this.countUnmapped(name, cells);
    return kind;
  }

  unmapped(): ReadSummary['unmappedKeys'] {
    return [...this.named.values()];
  }

  private countUnmapped(name: string, cells: readonly Uint8Array[]): void {
    const known = this.named.get(name);
    if (known !== undefined) known.rows++;
    else if (this.named.size < MOST_NAMED) this.named.set(name, { texts: cells.map(excerptOf), rows: 1 });
  }
}
