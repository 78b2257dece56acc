import type { TimeReader } from '../time/compile-time-formats.ts';
import { CR, LF, QUOTE } from './bytes.ts';
import { IGNORED } from './csv.ts';
import { KeyTable, sameBytes, UNKNOWN } from './key-table.ts';
import { EVENT_SLOT, KEY_SLOT, type Layout, TIME_SLOT } from './layout.ts';
import { isDump, readDumpRows } from './long-rows.ts';
import { NOT_PLAIN, readPlainNumber } from './number.ts';
import type { RowBatch } from './row-batch.ts';

/** How the rows of a file are to be read, in bytes. */
export interface PlainRules {
  readonly layout: Layout;
  readonly reader: TimeReader;
  readonly delimiter: number;
  readonly decimal: number;
  /** First byte of a comment line, or -1. */
  readonly comment: number;
  readonly maxLineBytes: number;
}

/** How far the reading of the file has come. */
export interface Progress {
  /** The line of the row to come. */
  line: number;
  /** Rows met, readable or not. */
  rows: number;
}

/** A row, or some of its cells, have no kind, or no time, yet. */
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
  /** What each column of the file is for, adjacent keys as one; null where the keys stand apart. */
  private readonly steps: Int32Array | null;

  constructor(rules: PlainRules, batch: RowBatch, progress: Progress) {
    const { slots, keys } = rules.layout;
    this.rules = rules;
    this.batch = batch;
    this.progress = progress;
    this.keys = keys.length === 0 ? null : new KeyTable(rules.delimiter, keys.length);
    this.steps = stepsOf(slots);
    this.isDump = isDump(rules.layout);
  }

  /**
   * Reads from `start` until the batch is full, the bytes end at `end` (after an LF), or a row is not plain; returns
   * where. The cells of the row to come may hold what was read of a row that is not plain.
   */
  read(bytes: Uint8Array, start: number, end: number): number {
    const { batch, progress, steps, keys } = this;
    if (keys !== null && this.isDump)
      return readDumpRows(this.rules, keys, batch, progress, bytes, start, end);
    const { reader, delimiter, decimal, comment, maxLineBytes, layout } = this.rules;
    const { values } = batch;
    const isLong = keys !== null && layout.columns.length === 1;
    if (steps === null) return start;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let [time, timeAt, timeLength] = [0, 0, 0];
    let rowStart = start;
    while (rowStart < end && batch.row < batch.capacity) {
      let at = rowStart;
      const first = bytes[at]!;
      if (first === LF || first === comment) {
        if (first === comment) break;
        progress.line++;
        rowStart++;
        continue;
      }
      let readings = 0;
      let hasTime = false;
      let kind = keys === null ? 0 : NOT_YET;
      for (let step = 0; at !== NOT_PLAIN; step++, at++) {
        if (step === steps.length) {
          at = NOT_PLAIN;
          break;
        }
        const slot = steps[step]!;
        if (slot >= 0) {
          const cellStart = at;
          at = readPlainNumber(bytes, at, delimiter, decimal, values[slot]!, batch.row);
          if (at > cellStart) readings++;
        } else if (slot === TIME_SLOT) {
          const isSame =
            timeLength > 0 &&
            at + timeLength < end &&
            isCellEnd(bytes[at + timeLength]!, delimiter) &&
            sameBytes(view, at, view, timeAt, timeLength);
          if (isSame) at += timeLength;
          else {
            timeAt = at;
            at = endOfPlainText(bytes, at, delimiter);
            timeLength = at - timeAt;
            time = reader.read(bytes, timeAt, at);
            if (Number.isNaN(time)) {
              at = NOT_PLAIN;
              break;
            }
          }
          hasTime = true;
        } else if (slot === KEY_SLOT) {
          const entry = keys === null ? UNKNOWN : keys.find(bytes, view, at, end);
          if (entry === UNKNOWN || keys === null) {
            at = NOT_PLAIN;
            break;
          }
          at += keys.lengthOf(entry);
          kind = keys.kindOf(entry);
        } else {
          const cellStart = at;
          at = endOfPlainText(bytes, at, delimiter);
          if (slot === EVENT_SLOT && at > cellStart) at = NOT_PLAIN;
        }
        if (at === NOT_PLAIN || bytes[at] !== delimiter) break;
      }
      if (at === NOT_PLAIN || !hasTime || kind === NOT_YET) break;
      if (bytes[at] === CR && bytes[++at] !== LF) break;
      if (at - rowStart > maxLineBytes || (isLong && readings === 0)) break;
      if (kind === IGNORED) batch.clearRow();
      else batch.commit(time, progress.line, kind, readings);
      progress.rows++;
      progress.line++;
      rowStart = at + 1;
    }
    return rowStart;
  }

  /** Takes note of the kind of a row that was read with care, if its keys stand in the bytes as they are. */
  learn(bytes: Uint8Array, starts: Int32Array, ends: Int32Array, kind: number): void {
    const { layout, delimiter } = this.rules;
    if (this.keys === null || this.steps === null) return;
    const columns = layout.keys.map(({ index }) => index);
    const first = Math.min(...columns);
    const last = Math.max(...columns);
    for (let column = first; column < last; column++) if (starts[column + 1] !== ends[column]! + 1) return;
    const start = starts[first]!;
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
export function endOfPlainText(bytes: Uint8Array, start: number, delimiter: number): number {
  let at = start;
  let byte = bytes[at]!;
  if (byte === QUOTE) return NOT_PLAIN;
  while (byte !== delimiter && byte > CR) byte = bytes[++at]!;
  return byte === delimiter || byte === LF || byte === CR ? at : NOT_PLAIN;
}
