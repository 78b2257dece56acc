import { CR, LF, QUOTE } from '../reading/bytes.ts';
import { endOfCell, fourOf } from '../reading/cell-words.ts';
import { KeyTable } from '../reading/key-table.ts';
import { readPlainNumber } from '../reading/number.ts';
import { IGNORED } from '../reading/reading.ts';
import type { RowBatch } from '../reading/row-batch.ts';
import type { Progress } from '../reading/row-judge.ts';
import { KEY_SLOT, TIME_SLOT } from '../reading/slots.ts';
import { sameBytes } from '../reading/words.ts';
import type { TimeReader } from '../time/compile-time-formats.ts';
import type { DumpRoom } from './dump-room.ts';
import { Kernel } from './kernel.ts';
import { MOST_COMPARED } from './memory-map.ts';

/** Whether the columns are a time, then keys, then one value, and nothing else: what telemetry is dumped as. */
export function isDump(slots: Int32Array): boolean {
  const keys = slots.length - 2;
  return keys > 0 && slots.every((slot, i) => slot === (i === 0 ? TIME_SLOT : i <= keys ? KEY_SLOT : 0));
}

/** How rows are to be read, in bytes. */
export interface DumpRules {
  /** What each cell of a row is for. */
  readonly slots: Int32Array;
  /** Of each column: longer cells are read with care. */
  readonly longest: Int32Array;
  readonly reader: TimeReader;
  readonly delimiter: number;
  /** Negative where no value has one, because it is the delimiter. */
  readonly decimal: number;
  /** First byte of a comment line, or -1. */
  readonly comment: number;
  readonly maxLineBytes: number;
}

/**
 * The plain reading (`plain-rows.ts`) of a dump, with nothing in its way: most rows have the time of the row before and the
 * keys that came next the last time, and these the kernel reads. The first row of a time, or of other keys, is read here.
 */
export class DumpRows {
  /** The delimiter before the keys is kept with them, as an empty cell: one look proves both. */
  readonly keys: KeyTable;
  private readonly rules: DumpRules;
  private readonly batch: RowBatch;
  private readonly progress: Progress;
  private readonly kernel: Kernel;
  private readonly delimiters: number;
  /** Whether no time holds a delimiter. */
  private readonly isBareCount: boolean;
  private row = 0;
  private ignored = 0;
  private time = Number.NaN;
  private timeAt = 0;
  private timeLength = 0;

  /** The batch, and the bytes that are read, lie in the room. */
  constructor(rules: DumpRules, batch: RowBatch, progress: Progress, room: DumpRoom) {
    this.rules = rules;
    this.batch = batch;
    this.progress = progress;
    this.kernel = new Kernel(room);
    this.keys = new KeyTable(rules.delimiter, rules.slots.length - 1, this.kernel);
    this.delimiters = fourOf(rules.delimiter);
    this.isBareCount = rules.reader.isCount && rules.decimal >= 0;
  }

  /** Reads from `start` until the batch is full, the bytes end at `end` (after an LF), or a row is not plain; returns where. */
  read(bytes: Uint8Array, view: DataView, start: number, end: number): number {
    const { batch, progress, keys } = this;
    this.begin(bytes, end);
    let at = start;
    while (at < end && this.row < batch.capacity) {
      if (!this.hasTime(bytes, view, at) && !this.readTime(bytes, view, at)) break;
      const { inTurn } = keys;
      const next = inTurn === null ? at : this.inTurn(bytes.byteOffset, at, inTurn);
      if (next > at) {
        at = next;
        continue;
      }
      const rowEnd = this.readRow(view, at);
      if (rowEnd === at) break;
      at = rowEnd;
    }
    progress.rows += this.row - batch.row + this.ignored;
    batch.readings += this.row - batch.row;
    batch.row = this.row;
    return at;
  }

  private begin(bytes: Uint8Array, end: number): void {
    const { slots, longest, maxLineBytes, decimal } = this.rules;
    const { times, lines, values, kinds, capacity, row } = this.batch;
    this.row = row;
    this.ignored = 0;
    this.timeLength = 0;
    this.kernel.begin({
      times: times.byteOffset,
      lines: lines.byteOffset,
      values: values[0]!.byteOffset,
      kinds: kinds.byteOffset,
      end: bytes.byteOffset + end,
      capacity,
      longestValue: longest[slots.length - 1]!,
      longestRow: maxLineBytes,
      decimal,
    });
  }

  private hasTime(bytes: Uint8Array, view: DataView, at: number): boolean {
    const { timeAt, timeLength } = this;
    return (
      timeLength > 0 &&
      bytes[at + timeLength] === this.rules.delimiter &&
      sameBytes(view, at, view, timeAt, timeLength)
    );
  }

  /** Reads the time of the row at `at`; false where it is not plain. */
  private readTime(bytes: Uint8Array, view: DataView, at: number): boolean {
    const { reader, delimiter, comment } = this.rules;
    const asLong = at + this.timeLength;
    // Where a delimiter stands as far on as the last time, it ends this one or none is read.
    const end =
      this.isBareCount && this.timeLength > 0 && bytes[asLong] === delimiter
        ? asLong
        : endOfCell(view, at, this.delimiters);
    if (bytes[end] !== delimiter || bytes[at] === QUOTE || bytes[at] === comment) return false;
    const time = reader.read(bytes, at, end);
    if (time < 0) return false;
    this.time = time;
    this.timeAt = at;
    this.timeLength = end - at;
    return true;
  }

  /** Where the rows end that come in turn; `at` where none does. `base` is where the bytes begin in the room. */
  private inTurn(base: number, at: number, entry: number): number {
    const { kernel, keys, progress, row, time, timeAt, timeLength } = this;
    if (timeLength > MOST_COMPARED) return at;
    const { line } = progress;
    const next = kernel.rows(base + at, { row, line, time, timeAt: base + timeAt, timeLength, entry }) - base;
    if (next === at) return at;
    this.row = kernel.row;
    this.ignored += kernel.ignored;
    progress.line += this.row - row + kernel.ignored;
    keys.goOn(kernel.last, kernel.turn);
    return next;
  }

  /** Reads one row, whose time is known. Where it ends; `at` where it is not plain. */
  private readRow(view: DataView, at: number): number {
    const { keys, batch, progress, row } = this;
    const { slots, longest, delimiter, decimal, maxLineBytes } = this.rules;
    const keysAt = at + this.timeLength;
    const entry = keys.next(view, keysAt) ?? keys.find(view, keysAt);
    if (entry === null) return at;
    const values = batch.values[0]!;
    const valueAt = keysAt + entry.length + 1;
    let end = readPlainNumber(view, valueAt, delimiter, decimal, values, row);
    if (end <= valueAt || end - valueAt > longest[slots.length - 1]!) return at;
    if (view.getUint8(end) === CR) end++;
    if (view.getUint8(end) !== LF || end - at > maxLineBytes) return at;
    if (entry.kind === IGNORED) {
      this.ignored++;
      // Else it would be the next row's, if that has no value and is read with care.
      values[row] = Number.NaN;
    } else {
      batch.times[row] = this.time;
      batch.lines[row] = progress.line;
      batch.kinds[row] = entry.kind;
      this.row++;
    }
    progress.line++;
    return end + 1;
  }
}
