import { Refusal } from '../../domain/refusal.ts';
import { countText } from '../../domain/words/count.ts';
import { COMMA } from '../reading/bytes.ts';
import { excerptOf } from '../reading/excerpt.ts';
import type { Layout } from '../reading/layout.ts';
import { TIME_SLOT } from '../reading/slots.ts';
import type { RecordCells } from './record.ts';

/** So many rows of one width outweigh one of the header's, whatever they hold. */
const OUTWEIGHS = 20;
/** What may stand before and after a comma within a number (`36,5`, `1,002`, `1,002.5`). */
const BEFORE_COMMA = /^[-+]?\d+$/;
const AFTER_COMMA = /^(\d+|\d{3}\.\d+)$/;
/** The same of thousands. */
const THOUSANDS = /^[-+]?[1-9]\d{0,2}$/;
const GROUP = /^\d{3}(\.\d+)?$/;

/** Rows of one width. */
interface Rows {
  readonly width: number;
  count: number;
  /** In which two cells may be one number, whose comma was read as the separator. */
  joinable: number;
  /** By the column of the first of two cells that may be thousands. */
  readonly thousands: Map<number, Groups>;
}

/** Cells that may be the rest of a number below 1,000,000. */
interface Groups {
  count: number;
  readonly first: string;
  isVaried: boolean;
  /** Whether one begins with a zero: of itself a number seldom does. */
  hasZero: boolean;
}

/**
 * The width of a file by its rows. Only those count that can be of it: with all columns that have a name, and nothing
 * past the header's.
 *
 * The width is the header's. Where more rows have another, theirs is the file's: their lines end with a separator, so
 * that the surplus is blank, or the columns past them have no name. Rows of the header's width among them lost a cell.
 * But a comma within a number makes a row longer too, and shifts its values: where most of the longer rows may hold one,
 * they must outweigh the others by far; where they look like thousands nobody can tell.
 */
export class FileWidth {
  readonly #layout: Layout;
  readonly #delimiter: number;
  readonly #named: number;
  readonly #rows = new Map<number, Rows>();

  constructor(layout: Layout, delimiter: number) {
    this.#layout = layout;
    this.#delimiter = delimiter;
    this.#named = layout.header.findLastIndex((name) => name !== '') + 1;
  }

  note(bytes: Uint8Array, cells: RecordCells): void {
    const { total: width } = cells;
    // A row that ends before a column with a name may have lost any cell.
    if (cells.surplusAt >= 0 || width < this.#named) return;
    const rows = this.#rows.get(width) ?? { width, count: 0, joinable: 0, thousands: new Map() };
    this.#rows.set(width, rows);
    rows.count++;
    if (width > this.#layout.header.length && this.#delimiter === COMMA)
      this.#noteNumbers(rows, bytes, cells);
  }

  /** Fails with `row.width` where nobody can tell shifted rows from whole ones. */
  width(): number {
    const own = this.#layout.header.length;
    const like = this.#rows.get(own)?.count ?? 0;
    const [most] = [...this.#rows.values()]
      .filter(({ width }) => width !== own)
      .sort((a, b) => b.count - a.count);
    if (most === undefined || most.count <= like) return own;
    if (this.#hasThousands(most)) throw shifted(most, like, own);
    if (most.count >= OUTWEIGHS * like || 2 * most.joinable <= most.count) return most.width;
    throw shifted(most, like, own);
  }

  /** Notes cells of a row that may be one number with the cell after them. */
  #noteNumbers(rows: Rows, bytes: Uint8Array, cells: RecordCells): void {
    const texts = Array.from({ length: cells.count }, (_, i) => excerptOf(cells.cell(bytes, i)));
    const isTime = (column: number) => this.#layout.slots[column] === TIME_SLOT;
    let isJoinable = false;
    for (let i = 0; i + 1 < texts.length; i++) {
      const [before, after] = [texts[i]!, texts[i + 1]!];
      if (isTime(i) || isTime(i + 1) || !BEFORE_COMMA.test(before) || !AFTER_COMMA.test(after)) continue;
      isJoinable = true;
      if (THOUSANDS.test(before) && GROUP.test(after)) noteGroup(rows, i, after);
    }
    if (isJoinable) rows.joinable++;
  }

  /** Whether every row has them in one column of values. */
  #hasThousands({ count, thousands }: Rows): boolean {
    return [...thousands].some(
      ([column, groups]) =>
        this.#layout.slots[column]! >= 0 && groups.count === count && groups.isVaried && groups.hasZero,
    );
  }
}

function noteGroup({ thousands }: Rows, column: number, text: string): void {
  const groups = thousands.get(column) ?? { count: 0, first: text, isVaried: false, hasZero: false };
  thousands.set(column, groups);
  groups.count++;
  if (text !== groups.first) groups.isVaried = true;
  if (text.startsWith('0')) groups.hasZero = true;
}

function shifted({ count, width }: Rows, like: number, own: number): Refusal {
  return new Refusal(
    'invalid',
    'row.width',
    `expected rows of ${own} cells, as the header has; of the first rows ${countText(count, 'row has', 'rows have')} ${width} and ${like} ${own}, and numbers with a comma, such as 1,002, may be cut in two: nobody can tell which rows are shifted. Send it without such commas and with one number of cells in every row, or let the source say that cells at the end may be absent or blank (ragged: true)`,
  );
}
