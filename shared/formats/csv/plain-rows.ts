import type { DumpRoom } from '../dump/dump-room.ts';
import { DumpRows } from '../dump/dump-rows.ts';
import { CR, LF, QUOTE } from '../reading/bytes.ts';
import { endOfCell, fourOf, SLACK_BYTES } from '../reading/cell-words.ts';
import { KeyTable } from '../reading/key-table.ts';
import { NOT_PLAIN, readPlainNumber } from '../reading/number.ts';
import { IGNORED } from '../reading/reading.ts';
import type { RowBatch } from '../reading/row-batch.ts';
import type { Progress } from '../reading/row-judge.ts';
import { EVENT_SLOT, KEY_SLOT, SURPLUS_SLOT, TIME_SLOT } from '../reading/slots.ts';
import { sameBytes } from '../reading/words.ts';
import type { PlainRules } from './row-rules.ts';

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
  private readonly dump: DumpRows | null;
  /** Where the keys that are learnt begin: in a dump with the delimiter before them. */
  private readonly keysBegin: number;
  /** What each column of the file is for, adjacent keys as one; null where the keys, or the texts of the time, stand apart. */
  private readonly steps: Int32Array | null;
  /** Of each of the steps: its column, and the length beyond which its cell is read with care. */
  private readonly columns: Int32Array;
  private readonly most: Int32Array;
  /** Steps that a row has at least. */
  private readonly least: number;
  private readonly delimiter: number;
  private readonly delimiters: number;
  private readonly decimal: number;
  private readonly emptyIsReject: boolean;

  /** @param room where the batch and the bytes are, if this is a dump that the kernel reads */
  constructor(rules: PlainRules, batch: RowBatch, progress: Progress, room: DumpRoom | null) {
    const { keys } = rules.layout;
    const { slots } = rules;
    this.rules = rules;
    this.batch = batch;
    this.progress = progress;
    this.dump = room === null ? null : new DumpRows(rules, batch, progress, room);
    this.keysBegin = this.dump === null ? 0 : -1;
    this.keys = this.dump?.keys ?? (keys.length === 0 ? null : new KeyTable(rules.delimiter, keys.length));
    this.steps = stepsOf(slots);
    this.columns = columnsOf(slots);
    this.most = new Int32Array(this.columns.length);
    this.least = rules.ragged || this.steps === null ? 0 : this.steps.length;
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
    const { rules, steps } = this;
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    if (steps === null || view.byteLength < end + SLACK_BYTES) return start;
    if (this.dump !== null) return this.dump.read(bytes, view, start, end);
    const { columns, most } = this;
    for (let step = 0; step < most.length; step++) most[step] = rules.longest[columns[step]!]!;
    return this.readRows(steps, bytes, view, start, end);
  }

  private readRows(steps: Int32Array, bytes: Uint8Array, view: DataView, start: number, end: number): number {
    const { keys, batch, progress, delimiter, delimiters, decimal, emptyIsReject, most, least } = this;
    const { reader, comment, maxLineBytes } = this.rules;
    const { cells, stride, capacity } = batch;
    let time = Number.NaN;
    let timeAt = 0;
    let timeLength = 0;
    let rowStart = start;
    rows: while (rowStart < end && batch.row < capacity) {
      const first = bytes[rowStart]!;
      if (first === comment) break;
      if (first === LF) {
        progress.line++;
        progress.blank++;
        rowStart++;
        continue;
      }
      const { row } = batch;
      let kind = keys === null ? 0 : NOT_YET;
      let readings = 0;
      let hasTime = false;
      let at = rowStart;
      let step = 0;
      for (; ; at++) {
        const slot = steps[step++]!;
        const cellStart = at;
        if (slot >= 0) {
          at = readPlainNumber(view, at, delimiter, decimal, cells, slot * stride + row);
          if (at === NOT_PLAIN) break rows;
          if (at > cellStart) readings++;
        } else if (slot === KEY_SLOT && keys !== null) {
          const entry = keys.next(view, at) ?? keys.find(view, at);
          if (entry === null) break rows;
          kind = entry.kind;
          at += entry.length;
        } else {
          if (bytes[at] === QUOTE) break rows;
          at = endOfCell(view, at, delimiters);
          if (slot === TIME_SLOT) {
            hasTime = true;
            // In a file with keys, rows tend to have the time of the row before.
            const isSame =
              keys !== null &&
              timeLength > 0 &&
              at - cellStart === timeLength &&
              sameBytes(view, cellStart, view, timeAt, timeLength);
            if (!isSame) {
              time = reader.read(bytes, cellStart, at);
              if (time < 0) break rows;
              timeAt = cellStart;
              timeLength = at - cellStart;
            }
          } else if ((slot === EVENT_SLOT || slot === SURPLUS_SLOT) && at > cellStart) break rows;
        }
        if (at - cellStart > most[step - 1]!) break rows;
        if (bytes[at] !== delimiter) break;
        if (step === steps.length) break rows;
      }
      if (step < least) break;
      if (bytes[at] === CR) at++;
      if (bytes[at] !== LF || at - rowStart > maxLineBytes) break;
      if (!hasTime || kind === NOT_YET || (readings === 0 && emptyIsReject)) break;
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
    const start = starts[first]! + this.keysBegin;
    const end = ends[last]!;
    const after = bytes[end];
    // Nor can a value follow a line end.
    if (this.dump !== null && (bytes[start] !== delimiter || after !== delimiter)) return;
    // With a quote the same bytes may mean another text where they stand elsewhere.
    if (bytes.subarray(start, end).includes(QUOTE)) return;
    if (after === delimiter || after === LF || after === CR) this.keys.learn(bytes, start, end, kind);
  }
}

/** The first column of each step. */
function columnsOf(slots: Int32Array): Int32Array {
  const columns = Int32Array.from(slots, (_, column) => column);
  return columns.filter((column) => slots[column] !== KEY_SLOT || slots[column - 1] !== KEY_SLOT);
}

function stepsOf(slots: Int32Array): Int32Array | null {
  const steps = slots.filter((slot, i) => slot !== KEY_SLOT || slots[i - 1] !== KEY_SLOT);
  const isApart = (one: number) => steps.filter((slot) => slot === one).length > 1;
  return isApart(KEY_SLOT) || isApart(TIME_SLOT) ? null : steps;
}
