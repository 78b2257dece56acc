/** The cells of a row of a table of pits, by what they hold. */
import type { ObjectPlace } from '../../domain/assay/pit-table.ts';
import { countText } from '../../domain/words/count.ts';
import { isNumber } from '../assay/cell-text.ts';
import type { TextRow } from '../qpcr/text-rows.ts';
import type { PitColumn, PitPlaces } from './pit-columns.ts';

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
    return isNumber(cell) ? Number(cell.replace(',', '.')) : null;
  }

  place(): ObjectPlace {
    const orNull = (column: PitColumn) => this.text(column) || null;
    return {
      ...{ line: this.#line, image: this.#image() },
      ...{ unit: orNull('unit'), slice: orNull('slice'), sliceAreaMm2: this.number('sliceAreaMm2') },
      ...{ field: orNull('field'), fieldAreaMm2: this.number('fieldAreaMm2') },
    };
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
