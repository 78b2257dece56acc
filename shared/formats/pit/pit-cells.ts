/** The cells of a row of a table of pits, by what they hold. */
import { type ObjectPlace, PIT_SHAPES, STRIPPINGS } from '../../domain/assay/pit-table.ts';
import type { RejectedRecord } from '../../domain/assay/tables.ts';
import { SUBSTRATES, type Substrate, substrateNamed } from '../../domain/experiment/pit-schema.ts';
import { beyondText, heldNumber } from '../../domain/held-number.ts';
import { orMeant } from '../../domain/nearest.ts';
import { countText } from '../../domain/words/count.ts';
import { isMissing } from '../assay/cell-text.ts';
import type { TextRow } from '../qpcr/text-rows.ts';
import type { PitColumn, PitPlaces } from './pit-columns.ts';

const NUMBERS = [
  'sliceAreaMm2',
  'fieldAreaMm2',
  'perimeter',
  'circularity',
  'major',
  'minor',
  'depth',
  'volume',
] as const satisfies readonly PitColumn[];

/** What is said of a row that cannot be taken in. */
export const rejectionOf =
  ({ line, text }: TextRow) =>
  (code: string, column: string | null, message: string): RejectedRecord => ({
    ...{ line, column, code, message, text, records: 1 },
  });

export class PitCells {
  /** What is wrong with the form of the row; its cells mean nothing then. */
  readonly problem: { readonly code: string; readonly message: string } | null;
  readonly #cells: readonly string[];
  readonly #places: PitPlaces;
  readonly #line: number;

  constructor({ cells, line }: TextRow, width: number, places: PitPlaces) {
    this.#places = places;
    this.#line = line;
    this.#cells = cells ?? [];
    this.problem = formProblem(cells, width);
  }

  /** Without surrounding blanks; '' where there is no such column. */
  text(column: PitColumn): string {
    const place = this.#places[column];
    return place < 0 ? '' : (this.#cells[place] ?? '').trim();
  }

  /** Null where the cell holds no number, or there is no such column. */
  number(column: PitColumn): number | null {
    const cell = this.text(column);
    // 1,234 may be a thousand or one: neither is taken.
    if (/^[+-]?[1-9]\d{0,2},\d{3}$/.test(cell)) return null;
    const held = heldNumber(cell);
    return held === 'BEYOND' ? null : held;
  }

  /** Why a row cannot be taken as it is: an area of nothing, or a depth below the surface's other side. */
  get unreal(): { readonly column: PitColumn; readonly code: string; readonly message: string } | null {
    for (const column of ['area', 'count', 'osteoclasts', ...NUMBERS] as const)
      if (heldNumber(this.text(column)) === 'BEYOND')
        return { column, code: 'pit.out-of-range', message: beyondText(this.text(column)) };
    for (const column of ['sliceAreaMm2', 'fieldAreaMm2'] as const) {
      const value = this.number(column);
      if (value !== null && !(value > 0))
        return { column, code: 'pit.area-of-nothing', message: `expected an area above 0 mm², got ${value}` };
    }
    for (const column of ['depth', 'volume', 'perimeter'] as const) {
      const value = this.number(column);
      if (value !== null && value < 0)
        return { column, code: 'pit.negative', message: `expected 0 or more, got ${value}` };
    }
    return null;
  }

  /** Columns whose cell says something that is none of what the column holds. */
  get unreadable(): PitColumn[] {
    const numbers = NUMBERS.filter((column) => !isMissing(this.text(column)) && this.number(column) === null);
    const shape = this.text('shape').toLowerCase();
    const isShape = isMissing(shape) || PIT_SHAPES.some((one) => one === shape);
    const isCount = isMissing(this.text('osteoclasts')) || this.#osteoclasts() !== null;
    const isTime = isMissing(this.text('osteoclastsCounted')) || this.#counted() !== null;
    const isSubstrate = isMissing(this.text('substrate')) || this.#substrate() !== null;
    return [
      ...numbers,
      ...(isSubstrate ? [] : (['substrate'] as const)),
      ...(isShape ? [] : (['shape'] as const)),
      ...(isCount ? [] : (['osteoclasts'] as const)),
      ...(isTime ? [] : (['osteoclastsCounted'] as const)),
    ];
  }

  place(): ObjectPlace {
    const orNull = (column: PitColumn) => this.text(column) || null;
    const count = this.#osteoclasts();
    const substrate = this.#substrate();
    return {
      ...{ line: this.#line, image: this.#image() },
      ...{ unit: orNull('unit'), slice: orNull('slice'), sliceAreaMm2: this.number('sliceAreaMm2') },
      ...{ field: orNull('field'), fieldAreaMm2: this.number('fieldAreaMm2') },
      ...(count !== null && { osteoclasts: { count, counted: this.#counted() } }),
      ...(substrate !== null && { substrate }),
    };
  }

  #substrate(): Substrate | null {
    return substrateNamed(this.text('substrate'));
  }

  #osteoclasts(): number | null {
    const count = this.number('osteoclasts');
    return count !== null && count >= 0 && Number.isInteger(count) ? count : null;
  }

  #counted(): (typeof STRIPPINGS)[number] | null {
    const text = this.text('osteoclastsCounted').toLowerCase();
    return STRIPPINGS.find((one) => one === text) ?? null;
  }

  /** ImageJ writes `image.tif:particle`; a bare number is the one of a row, and of CellProfiler that of an image. */
  #image(): string | null {
    const text = this.text('image');
    if (text === '') return null;
    const isOfRow = /^\d+$/.test(text);
    if (isOfRow) return this.#places.label >= 0 && this.#isNumbered() ? `image ${text}` : null;
    return text.replace(/(?<=.):[^:/\\]*$/, '');
  }

  /** Whether objects have numbers of their own beside that of the image, as in CellProfiler. */
  #isNumbered(): boolean {
    return this.#places.label !== this.#places.image && this.text('label') !== '';
  }
}

function formProblem(
  cells: readonly string[] | null,
  width: number,
): { readonly code: string; readonly message: string } | null {
  if (cells === null)
    return { code: 'row.unreadable', message: 'expected cells in UTF-8 with quotes that match' };
  return cells.length === width
    ? null
    : { code: 'row.width', message: `expected ${countText(width, 'cell')}, got ${cells.length}` };
}

/** What cells of a column may say, where that is a word. */
const WORDS: Partial<Record<PitColumn, readonly string[]>> = {
  ...{ substrate: SUBSTRATES, shape: PIT_SHAPES, osteoclastsCounted: STRIPPINGS },
};

/** What of a file's cells was none of what their columns hold: counted, with one of them. */
export class UnreadableCells {
  readonly #found = new Map<PitColumn, { count: number; readonly text: string }>();
  readonly #nameOf: (column: PitColumn) => string;

  /** @param names of the columns, as the file has them */
  constructor(names: readonly string[], places: PitPlaces) {
    this.#nameOf = (column) => names[places[column]] ?? column;
  }

  take(cells: PitCells): void {
    for (const column of cells.unreadable) {
      const found = this.#found.get(column) ?? { count: 0, text: cells.text(column) };
      found.count++;
      this.#found.set(column, found);
    }
  }

  warnings(): { readonly code: string; readonly message: string }[] {
    return [...this.#found].map(([column, { count, text }]) => ({
      code: 'pit.unreadable',
      message: `${countText(count, 'cell')} of ${this.#nameOf(column)} cannot be read, such as ${orMeant(text, WORDS[column] ?? [])}: taken as not told`,
    }));
  }
}
