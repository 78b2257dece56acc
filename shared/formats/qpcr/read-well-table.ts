/** Exports of instruments and plain tables with one row per well and target. */
import type { AssayRead, Well } from '../../domain/assay/tables.ts';
import { countText } from '../../domain/words/count.ts';
import type { WholeText } from '../assay/whole-text.ts';
import { countLines } from '../csv/line-bytes.ts';
import type { TextRow } from './text-rows.ts';
import { formatOfWells, type WellColumns } from './well-columns.ts';
import { WellList } from './well-list.ts';
import { ctOf, decimal, isNo, isYes, quantityOf, type Said, taskOf } from './well-texts.ts';

export interface WellHeader {
  readonly cells: readonly string[];
  readonly columns: WellColumns;
}

/** @param rows those below the header */
export function readWellTable(
  text: WholeText,
  { cells, columns }: WellHeader,
  rows: readonly TextRow[],
): AssayRead {
  const format = formatOfWells(cells);
  const reading = new WellReading(cells, columns, format, rows);
  for (const row of rows) {
    if (reading.isPast(row)) break;
    reading.take(row);
  }
  return reading.list.read(format, countLines(text.bytes, 0, text.bytes.length), reading.warnings());
}

class WellReading {
  readonly list = new WellList();
  readonly #columns: WellColumns;
  readonly #width: number;
  /** An instrument writes nothing where the signal never crossed; a person may have left a cell empty. */
  readonly #isPlain: boolean;
  readonly #groups: ',' | '.';
  readonly #hasTargets: boolean;
  #withoutAssay = 0;

  constructor(header: readonly string[], columns: WellColumns, format: string, rows: readonly TextRow[]) {
    this.#columns = columns;
    this.#width = header.findLastIndex((name) => name !== '') + 1;
    this.#isPlain = format === 'Ct table';
    const { target } = columns;
    this.#hasTargets = target !== null && rows.some(({ cells }) => (cells?.[target] ?? '') !== '');
    this.#groups = rows.some(({ cells }) => /^\d+,\d+$/.test(cells?.[columns.ct] ?? '')) ? '.' : ',';
  }

  /** Whether the table has ended: the next section of the file begins, or what the program says of its analysis. */
  isPast({ cells, isAfterBlank }: TextRow): boolean {
    if (cells === null) return false;
    if (/^\[.*\]$/.test(cells[0] ?? '') && cells.slice(1).every((cell) => cell === '')) return true;
    if (!isAfterBlank) return false;
    const { well, ct, target, sample } = this.#columns;
    if (well !== null) return !/^(?:\d+|[a-z]{1,2}\d+.*)$/i.test(cells[well] ?? '');
    return [ct, target, sample].every((column) => column === null || (cells[column] ?? '') === '');
  }

  warnings(): AssayRead['warnings'] {
    if (this.#withoutAssay === 0) return [];
    const message = `${countText(this.#withoutAssay, 'well')} with a sample and without a target or a Ct: nothing was measured there, and they are not counted`;
    return [{ code: 'well.no-assay', message }];
  }

  take(row: TextRow): void {
    const { line, cells, text } = row;
    if (cells !== null && this.#isEmptyWell(cells)) {
      if (this.#cell(cells, this.#columns.sample) !== '') this.#withoutAssay++;
      return;
    }
    this.list.row();
    const problem = this.#formProblem(row);
    if (problem !== null || cells === null) {
      this.list.reject(line, problem ?? BROKEN, text);
      return;
    }
    const well = this.#wellOf(cells);
    if (row.isUnended) this.list.endsAt(line);
    if ('code' in well) this.list.reject(line, well, text);
    else this.list.add(line, well.value, this.#cell(cells, this.#columns.plate));
  }

  #formProblem({ cells, isUnended }: TextRow): { code: string; message: string } | null {
    if (cells === null) return BROKEN;
    const filled = cells.findLastIndex((cell) => cell !== '') + 1;
    if (cells.length >= this.#width && filled <= this.#width) return null;
    const got = `expected ${this.#width} cells, got ${Math.max(cells.length, filled)}`;
    if (filled > this.#width)
      return { code: 'row.too-long', message: `${got}: which of them is too much cannot be told` };
    return isUnended
      ? { code: 'row.cut-off', message: `${got}: the file breaks off within this row; send it again` }
      : { code: 'row.width', message: `${got}: which of them lacks cannot be told` };
  }

  /** Nothing was put in, or no assay was. */
  #isEmptyWell(cells: readonly string[]): boolean {
    const { ct, sample, target } = this.#columns;
    const isNever = 'value' in ctOf(this.#cell(cells, ct), false) && decimal(this.#cell(cells, ct)) === null;
    if (this.#hasTargets && this.#cell(cells, target) === '' && isNever) return true;
    return (
      (sample !== null || target !== null) &&
      [ct, sample, target].every((column) => this.#cell(cells, column) === '')
    );
  }

  #wellOf(cells: readonly string[]): Said<Well> {
    const { ct: at, well, sample, target } = this.#columns;
    const ct = ctOf(this.#cell(cells, at), this.#isPlain);
    const task = taskOf(this.#taskText(cells));
    if ('code' in ct) return ct;
    if ('code' in task) return task;
    const quantity = task.value === 'STANDARD' ? this.#quantity(cells) : { value: null };
    if ('code' in quantity) return quantity;
    return {
      value: {
        ...{
          well: this.#cell(cells, well),
          sample: this.#cell(cells, sample),
          target: this.#cell(cells, target),
        },
        ...{ task: task.value, ct: ct.value, quantity: quantity.value, isOmitted: this.#isOmitted(cells) },
      },
    };
  }

  /** Where no column says it, a row with a quantity and no sample is of a dilution series. */
  #taskText(cells: readonly string[]): string {
    const { task, sample, quantity, logQuantity } = this.#columns;
    if (task !== null) return this.#cell(cells, task);
    const amount = this.#cell(cells, logQuantity ?? quantity);
    const isDiluted = amount !== '' && (sample === null || logQuantity !== null);
    const isLightCycler = decimal(amount) !== null && decimal(amount) !== 0 && this.#saysStandard();
    return isDiluted || isLightCycler ? 'STANDARD' : '';
  }

  #saysStandard(): boolean {
    return this.#columns.quantity !== null && this.#columns.include !== null;
  }

  #quantity(cells: readonly string[]): Said<number | null> {
    const { quantity, logQuantity } = this.#columns;
    if (logQuantity === null) return quantityOf(this.#cell(cells, quantity), this.#groups);
    const log = decimal(this.#cell(cells, logQuantity));
    if (log !== null) return { value: 10 ** log };
    return {
      code: 'quantity.unreadable',
      message: 'expected the logarithm (base 10) of a dilution, got something else',
    };
  }

  #isOmitted(cells: readonly string[]): boolean {
    const { omit, include } = this.#columns;
    return isYes(this.#cell(cells, omit)) || isNo(this.#cell(cells, include));
  }

  #cell(cells: readonly string[], column: number | null): string {
    return column === null ? '' : (cells[column] ?? '');
  }
}

const BROKEN = {
  code: 'row.broken',
  message: 'expected cells in UTF-8 whose quotes match, got something else',
};
