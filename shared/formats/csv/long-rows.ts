import { CR, LF, QUOTE } from '../reading/bytes.ts';
import { endOfCell, fourOf } from '../reading/cell-words.ts';
import { UNKNOWN } from '../reading/key-entry.ts';
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
  const { reader, delimiter, decimal, comment, maxLineBytes } = rules;
  const { times, lines, kinds, capacity } = batch;
  const most = rules.longest[rules.slots.length - 1]!;
  const into = batch.values[0]!;
  const delimiters = fourOf(delimiter);
  let timeLength = 0;
  let { row } = batch;
  let { line } = progress;
  let ignored = 0;
  let rowStart = start;
  rows: while (rowStart < end && row < capacity) {
    // A count holds no delimiter: where one stands as far on as the last time, it ends this one or none is read.
    const endsAlike = reader.isCount && timeLength > 0 && bytes[rowStart + timeLength] === delimiter;
    const timeAt = rowStart;
    const timeEnd = endsAlike ? timeAt + timeLength : endOfCell(view, timeAt, delimiters);
    if (bytes[timeEnd] !== delimiter || bytes[timeAt] === QUOTE || bytes[timeAt] === comment) break;
    const time = reader.read(bytes, timeAt, timeEnd);
    if (time < 0) break;
    timeLength = timeEnd - timeAt;
    do {
      const keysAt = rowStart + timeLength;
      let entry = keys.next(view, keysAt);
      if (entry === UNKNOWN) entry = keys.find(view, keysAt);
      if (entry === UNKNOWN) break rows;
      const keysEnd = keysAt + keys.lengthOf(entry);
      if (bytes[keysEnd] !== delimiter) break rows;
      let at = readPlainNumber(bytes, keysEnd + 1, delimiter, decimal, into, row);
      if (at <= keysEnd + 1 || at - keysEnd - 1 > most) break rows;
      if (bytes[at] === CR) at++;
      if (bytes[at] !== LF || at - rowStart > maxLineBytes) break rows;
      const kind = keys.kindOf(entry);
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
    } while (
      rowStart < end &&
      row < capacity &&
      bytes[rowStart + timeLength] === delimiter &&
      sameBytes(view, rowStart, view, timeAt, timeLength)
    );
  }
  progress.rows += row - batch.row + ignored;
  progress.line = line;
  batch.readings += row - batch.row;
  batch.row = row;
  return rowStart;
}
