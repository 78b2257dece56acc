import type { Micros } from '../../domain/time.ts';
import type { ReadBatch } from './reading.ts';
import { HEAP, type Room } from './room.ts';

/** Rows of a batch; fewer where there are so many columns that the values would pass 2 MiB. */
const MOST_ROWS = 4096;
const MOST_CELLS = 262_144;
/** Between one column and the next: columns a power of two apart would crowd into the same lines of the cache. */
const GAP_CELLS = 24;

/** The batch under way. Every cell of the row to come is NaN until something is written to it. */
export class RowBatch {
  readonly capacity: number;
  readonly times: Float64Array;
  readonly lines: Float64Array;
  readonly kinds: Uint16Array;
  /** All columns; the row under way writes to index `slot * stride + row`. */
  readonly cells: Float64Array;
  readonly stride: number;
  /** The same, one array a column; the row under way writes to index `row`. */
  readonly values: readonly Float64Array[];
  row = 0;
  readings = 0;
  /** The column whose value in the row under way, the file's last, may lack digits. */
  unended: number | null = null;
  private readonly columns: readonly string[];
  private readonly keyed: boolean;

  constructor(columns: readonly string[], keyed: boolean, room: Room = HEAP) {
    this.columns = columns;
    this.keyed = keyed;
    this.capacity = Math.max(1, Math.min(MOST_ROWS, Math.floor(MOST_CELLS / columns.length)));
    this.times = room.doubles(this.capacity);
    this.lines = room.doubles(this.capacity);
    this.kinds = room.shorts(keyed ? this.capacity : 0);
    this.stride = this.capacity + GAP_CELLS;
    this.cells = room.doubles(columns.length * this.stride).fill(Number.NaN);
    this.values = columns.map((_, i) =>
      this.cells.subarray(i * this.stride, i * this.stride + this.capacity),
    );
  }

  /** Bytes that a batch with one column takes of its room, about. */
  static readonly roomOfOne = MOST_ROWS * (3 * 8 + 2) + 1024;

  isFull(): boolean {
    return this.row === this.capacity;
  }

  /** Keeps the row to which so many readings were written. */
  commit(time: Micros, line: number, kind: number, readings: number): void {
    this.times[this.row] = time;
    this.lines[this.row] = line;
    if (this.keyed) this.kinds[this.row] = kind;
    this.readings += readings;
    this.row++;
  }

  /** Forgets what was written to the row under way. */
  clearRow(): void {
    for (const column of this.values) column[this.row] = Number.NaN;
  }

  /** The rows kept so far. They hold until `reset`. */
  kept(): ReadBatch {
    const { columns, row: rows, readings, times, lines, kinds, values, unended } = this;
    return {
      columns,
      rows,
      readings,
      times: times.subarray(0, rows),
      lines: lines.subarray(0, rows),
      kinds: this.keyed ? kinds.subarray(0, rows) : null,
      values: values.map((column) => column.subarray(0, rows)),
      unended,
    };
  }

  /** The kind of a row that was kept. */
  kindAt(row: number): number {
    return this.keyed ? this.kinds[row]! : 0;
  }

  /** Takes rows out of those kept so far; the others move up. `isOut` is told how many readings the row has. */
  drop(isOut: (row: number, readings: number) => boolean): void {
    const { row: rows, times, lines, kinds, values } = this;
    let kept = 0;
    for (let row = 0; row < rows; row++) {
      const readings = values.reduce((sum, column) => sum + (Number.isNaN(column[row]!) ? 0 : 1), 0);
      if (isOut(row, readings)) {
        this.readings -= readings;
        if (row === rows - 1) this.unended = null;
        continue;
      }
      times[kept] = times[row]!;
      lines[kept] = lines[row]!;
      if (this.keyed) kinds[kept] = kinds[row]!;
      for (const column of values) column[kept] = column[row]!;
      kept++;
    }
    for (const column of values) column.fill(Number.NaN, kept, rows);
    this.row = kept;
  }

  /** Forgets all rows. */
  reset(): void {
    for (const column of this.values) column.fill(Number.NaN, 0, this.row);
    this.row = 0;
    this.readings = 0;
    this.unended = null;
  }
}
