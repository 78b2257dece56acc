import type { Micros } from '../../domain/time.ts';
import type { WideBatch } from './wide-csv.ts';

/** Rows of a batch; fewer where there are so many columns that the values would pass 2 MiB. */
const MOST_ROWS = 4096;
const MOST_CELLS = 262_144;

/** The batch under way. Every cell of the row to come is NaN until something is written to it. */
export class RowBatch {
  readonly capacity: number;
  private readonly columns: readonly string[];
  private times: Float64Array;
  private lines: Float64Array;
  /** One array a column; the row under way writes to index `row`. */
  values: Float64Array[];
  row = 0;
  private readings = 0;

  constructor(columns: readonly string[]) {
    this.columns = columns;
    this.capacity = Math.max(1, Math.min(MOST_ROWS, Math.floor(MOST_CELLS / columns.length)));
    this.times = new Float64Array(this.capacity);
    this.lines = new Float64Array(this.capacity);
    this.values = this.emptyColumns();
  }

  /** Keeps the row to which so many readings were written. */
  commit(time: Micros, line: number, readings: number): void {
    this.times[this.row] = time;
    this.lines[this.row] = line;
    this.readings += readings;
    this.row++;
  }

  /** Forgets what was written to the row under way. */
  clearRow(): void {
    for (const column of this.values) column[this.row] = Number.NaN;
  }

  /** The rows kept so far; the next go into fresh arrays. */
  take(): WideBatch {
    const { columns, row: rows, readings, times, lines, values } = this;
    this.row = 0;
    this.readings = 0;
    this.times = new Float64Array(this.capacity);
    this.lines = new Float64Array(this.capacity);
    this.values = this.emptyColumns();
    return {
      columns,
      rows,
      readings,
      times: times.subarray(0, rows),
      lines: lines.subarray(0, rows),
      values: values.map((column) => column.subarray(0, rows)),
    };
  }

  private emptyColumns(): Float64Array[] {
    return this.columns.map(() => new Float64Array(this.capacity).fill(Number.NaN));
  }
}
