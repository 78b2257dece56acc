import { CR, LF, QUOTE } from '../reading/bytes.ts';
import { endOfCell, fourOf } from '../reading/cell-words.ts';
import type { KeyEntry } from '../reading/key-entry.ts';
import type { KeyTable } from '../reading/key-table.ts';
import { readPlainNumber } from '../reading/number.ts';
import { IGNORED } from '../reading/reading.ts';
import type { RowBatch } from '../reading/row-batch.ts';
import type { Progress } from '../reading/row-judge.ts';
import { KEY_SLOT, TIME_SLOT } from '../reading/slots.ts';
import { sameBytes } from '../reading/words.ts';
import type { PlainRules } from './row-rules.ts';

/** Whether the columns are a time, then keys, then one value, and nothing else: what telemetry is dumped as. */
export function isDump(slots: Int32Array): boolean {
  const keys = slots.length - 2;
  return keys > 0 && slots.every((slot, i) => slot === (i === 0 ? TIME_SLOT : i <= keys ? KEY_SLOT : 0));
}

/**
 * The plain reading (`plain-rows.ts`) of a dump, with nothing in its way: most rows have the time of the row before and
 * the keys that came next the last time, so that only the value's bytes are looked at one by one.
 */
export function readDumpRows(
  rules: PlainRules,
  keys: KeyTable,
  batch: RowBatch,
  progress: Progress,
  bytes: Uint8Array,
  view: DataView,
  start: number,
  end: number,
): number {
  const { reader, comment, slots, longest } = rules;
  const { times, lines, kinds, capacity } = batch;
  const into = batch.values[0]!;
  // `| 0`: V8 then keeps an integer as it is, and need not look at each row whether it is one.
  const delimiter = rules.delimiter | 0;
  const decimal = rules.decimal | 0;
  const most = longest[slots.length - 1]! | 0;
  const maxLineBytes = rules.maxLineBytes | 0;
  const delimiters = fourOf(delimiter);
  const last = end | 0;
  let row = batch.row | 0;
  let { line } = progress;
  let rowStart = start | 0;
  let time = Number.NaN;
  let timeAt = 0;
  let timeLength = 0;
  let ignored = 0;
  rows: while (rowStart < last && row < capacity) {
    const endsAlike = timeLength > 0 && view.getUint8(rowStart + timeLength) === delimiter;
    if (!endsAlike || !sameBytes(view, rowStart, view, timeAt, timeLength)) {
      // A count holds no delimiter: where one stands as far on as the last time, it ends this one or none is read.
      const timeEnd =
        endsAlike && reader.isCount ? rowStart + timeLength : endOfCell(view, rowStart, delimiters);
      if (bytes[timeEnd] !== delimiter || bytes[rowStart] === QUOTE || bytes[rowStart] === comment) break;
      time = reader.read(bytes, rowStart, timeEnd);
      if (time < 0) break;
      timeAt = rowStart;
      timeLength = (timeEnd - rowStart) | 0;
    }
    const keysAt = rowStart + timeLength;
    let entry = keys.next(view, keysAt) ?? keys.find(view, keysAt);
    if (entry === null) break;
    // The rows in turn: nothing is called here, so that V8 looks only once at what stays the same.
    while (entry !== null) {
      const valueAt: number = rowStart + timeLength + entry.length + 1;
      let at = readPlainNumber(view, valueAt, delimiter, decimal, into, row);
      if (at <= valueAt || at - valueAt > most) break rows;
      if (view.getUint8(at) === CR) at++;
      if (view.getUint8(at) !== LF || at - rowStart > maxLineBytes) break rows;
      const { kind }: KeyEntry = entry;
      if (kind === IGNORED) {
        ignored++;
        // Else it would be the next row's, if that has no value and is read with care.
        into[row] = Number.NaN;
      } else {
        times[row] = time;
        lines[row] = line;
        kinds[row++] = kind;
      }
      line++;
      rowStart = at + 1;
      if (rowStart >= last || row >= capacity || !sameBytes(view, rowStart, view, timeAt, timeLength)) break;
      entry = keys.next(view, rowStart + timeLength);
    }
  }
  progress.rows += row - batch.row + ignored;
  progress.line = line;
  batch.readings += row - batch.row;
  batch.row = row;
  return rowStart;
}
