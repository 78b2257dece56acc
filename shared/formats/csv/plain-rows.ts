import { CR, LF, QUOTE } from './bytes.ts';
import { endOfCell, fourOf, SLACK_BYTES } from './cell-words.ts';
import { IGNORED } from './csv.ts';
import { KeyTable, sameBytes, UNKNOWN } from './key-table.ts';
import { EVENT_SLOT, KEY_SLOT, TIME_SLOT } from './layout.ts';
import { isDump, readDumpRows } from './long-rows.ts';
import { NOT_PLAIN, readPlainNumber } from './number.ts';
import type { RowBatch } from './row-batch.ts';
import type { PlainRules, Progress } from './row-rules.ts';

/** The keys of a row have not been read yet. */
const NOT_YET = -3;

/**
 * Reads rows as long as they are plain: no quotes, no blanks around cells, nothing wrong. Bytes are looked at once and
 * no text is made; the time of the row before and the keys that came next the last time are tried first. It only ever
 * says what the careful reading (`csv-rows.ts`) would say, and leaves to that whatever it is not sure of.
 */
export class PlainRows {
  private readonly rules: PlainRules;
  private readonly batch: RowBatch;
  private readonly progress: Progress;
  private readonly keys: KeyTable | null;
  private readonly isDump: boolean;
  /** In a dump the delimiter before the keys is kept with them, as an empty cell: one look proves both. */
  private readonly keysBegin: number;
  /** What each column of the file is for, adjacent keys as one; null where the keys stand apart. */
  private readonly steps: Int32Array | null;
  private readonly delimiter: number;
  private readonly delimiters: number;
  private readonly decimal: number;
  private readonly emptyIsReject: boolean;
  /** What was read of the row under way. */
  private time = Number.NaN;
  private kind = NOT_YET;
  private readings = 0;
  /** Where the last time that was read stands in the bytes, and how long it is; 0 where none was. */
  private timeAt = 0;
  private timeLength = 0;

  constructor(rules: PlainRules, batch: RowBatch, progress: Progress) {
    const { slots, keys } = rules.layout;
    this.rules = rules;
    this.batch = batch;
    this.progress = progress;
    this.isDump = isDump(rules.layout);
    this.keysBegin = this.isDump ? -1 : 0;
    this.keys = keys.length === 0 ? null : new KeyTable(rules.delimiter, keys.length - this.keysBegin);
    this.steps = stepsOf(slots);
    this.delimiter = rules.delimiter;
    this.delimiters = fourOf(rules.delimiter);
    this.decimal = rules.decimal;
    this.emptyIsReject = rules.layout.emptyIsReject;
  }

  /**
   * Reads from `start` until the batch is full, the bytes end at `end` (after an LF), or a row is not plain; returns
   * where. The cells of the row to come may hold what was read of a row that is not plain.
   */
  read(bytes: Uint8Array, start: number, end: number): number {
    const { rules, keys, batch, progress, steps } = this;
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    if (steps === null || view.byteLength < end + SLACK_BYTES) return start;
    if (keys !== null && this.isDump)
      return readDumpRows(rules, keys, batch, progress, bytes, view, start, end);
    this.timeLength = 0;
    let rowStart = start;
    while (rowStart < end && batch.row < batch.capacity) {
      const first = bytes[rowStart]!;
      if (first === rules.comment) break;
      if (first === LF) {
        progress.line++;
        rowStart++;
        continue;
      }
      let at = this.readCells(steps, bytes, view, rowStart, end);
      if (at === NOT_PLAIN || this.kind === NOT_YET) break;
      if (bytes[at] === CR) at++;
      if (bytes[at] !== LF || at - rowStart > rules.maxLineBytes) break;
      if (this.kind === IGNORED) batch.clearRow();
      else batch.commit(this.time, progress.line, this.kind, this.readings);
      progress.rows++;
      progress.line++;
      rowStart = at + 1;
    }
    return rowStart;
  }

  /** Reads the cells of the row into the batch and the fields; returns where the last one ends, or `NOT_PLAIN`. */
  private readCells(
    steps: Int32Array,
    bytes: Uint8Array,
    view: DataView,
    start: number,
    end: number,
  ): number {
    const { delimiter, delimiters, decimal } = this;
    const { cells, stride, row } = this.batch;
    let at = start;
    let readings = 0;
    let hasTime = false;
    this.kind = this.keys === null ? 0 : NOT_YET;
    for (let step = 0; ; at++) {
      const slot = steps[step++]!;
      const cellStart = at;
      if (slot >= 0) {
        at = readPlainNumber(bytes, at, delimiter, decimal, cells, slot * stride + row);
        if (at > cellStart) readings++;
      } else if (slot === TIME_SLOT) {
        at = this.readTime(bytes, view, at, end);
        hasTime = true;
      } else if (slot === KEY_SLOT) {
        at = this.readKeys(view, at);
      } else {
        at = endOfPlainCell(bytes, view, at, delimiter, delimiters);
        if (slot === EVENT_SLOT && at > cellStart) return NOT_PLAIN;
      }
      if (at === NOT_PLAIN) return NOT_PLAIN;
      if (bytes[at] !== delimiter) break;
      if (step === steps.length) return NOT_PLAIN;
    }
    this.readings = readings;
    return hasTime && (readings > 0 || !this.emptyIsReject) ? at : NOT_PLAIN;
  }

  /** In a file with keys, rows tend to have the time of the row before. */
  private readTime(bytes: Uint8Array, view: DataView, start: number, end: number): number {
    const { delimiter, timeLength, keys } = this;
    const isSame =
      keys !== null &&
      timeLength > 0 &&
      start + timeLength < end &&
      isCellEnd(bytes[start + timeLength]!, delimiter) &&
      sameBytes(view, start, view, this.timeAt, timeLength);
    if (isSame) return start + timeLength;
    const at = endOfPlainCell(bytes, view, start, delimiter, this.delimiters);
    if (at === NOT_PLAIN) return NOT_PLAIN;
    this.time = this.rules.reader.read(bytes, start, at);
    this.timeAt = start;
    this.timeLength = at - start;
    return this.time < 0 ? NOT_PLAIN : at;
  }

  private readKeys(view: DataView, start: number): number {
    const { keys } = this;
    if (keys === null) return NOT_PLAIN;
    let entry = keys.next(view, start);
    if (entry === UNKNOWN) entry = keys.find(view, start);
    if (entry === UNKNOWN) return NOT_PLAIN;
    this.kind = keys.kindOf(entry);
    return start + keys.lengthOf(entry);
  }

  /** Takes note of the kind of a row that was read with care, if its keys stand in the bytes as they are. */
  learn(bytes: Uint8Array, starts: Int32Array, ends: Int32Array, kind: number): void {
    const { layout, delimiter } = this.rules;
    if (this.keys === null || this.steps === null) return;
    const columns = layout.keys.map(({ index }) => index);
    const first = Math.min(...columns);
    const last = Math.max(...columns);
    for (let column = first; column < last; column++) if (starts[column + 1] !== ends[column]! + 1) return;
    const start = starts[first]! + this.keysBegin;
    const end = ends[last]!;
    const after = bytes[end];
    if (after === delimiter || after === LF || after === CR) this.keys.learn(bytes, start, end, kind);
  }
}

function stepsOf(slots: Int32Array): Int32Array | null {
  const steps = slots.filter((slot, i) => slot !== KEY_SLOT || slots[i - 1] !== KEY_SLOT);
  return steps.filter((slot) => slot === KEY_SLOT).length > 1 ? null : steps;
}

function isCellEnd(byte: number, delimiter: number): boolean {
  return byte === delimiter || byte === LF || byte === CR;
}

/** Where a cell without quotes ends: at the delimiter, LF or CR. */
function endOfPlainCell(
  bytes: Uint8Array,
  view: DataView,
  start: number,
  delimiter: number,
  delimiters: number,
): number {
  if (bytes[start] === QUOTE) return NOT_PLAIN;
  const at = endOfCell(view, start, delimiters);
  return isCellEnd(bytes[at]!, delimiter) ? at : NOT_PLAIN;
}
