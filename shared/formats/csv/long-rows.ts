import { CR, LF, QUOTE } from './bytes.ts';
import { endOfCell, fourOf } from './cell-words.ts';
import { IGNORED } from './csv.ts';
import { type KeyTable, sameBytes, UNKNOWN, WORD } from './key-table.ts';
import { KEY_SLOT, type Layout, TIME_SLOT } from './layout.ts';
import { readPlainNumber } from './number.ts';
import type { RowBatch } from './row-batch.ts';
import type { PlainRules, Progress } from './row-rules.ts';

/** Whether the columns are a time, then keys, then one value, and nothing else: what telemetry is dumped as. */
export function isDump({ slots }: Layout): boolean {
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
  const into = batch.values[0]!;
  const delimiters = fourOf(delimiter);
  let time = Number.NaN;
  // The text of that time: where it stands, how long it is, its first and last word.
  let timeAt = start;
  let timeLength = 0;
  let timeHead = Number.NaN;
  let timeTail = Number.NaN;
  let { row } = batch;
  let { line } = progress;
  let ignored = 0;
  let rowStart = start;
  while (rowStart < end && row < capacity) {
    let at = rowStart + timeLength;
    const isSame =
      timeLength >= WORD &&
      bytes[at] === delimiter &&
      view.getFloat64(rowStart, true) === timeHead &&
      view.getFloat64(at - WORD, true) === timeTail &&
      (timeLength <= 2 * WORD ||
        sameBytes(view, rowStart + WORD, view, timeAt + WORD, timeLength - 2 * WORD));
    if (!isSame) {
      // A count holds no delimiter: where one stands as far on as the last time, it ends this one or none is read.
      const endsAlike = reader.isCount && timeLength > 0 && bytes[at] === delimiter;
      if (!endsAlike) at = endOfCell(view, rowStart, delimiters);
      if (bytes[at] !== delimiter || bytes[rowStart] === QUOTE || bytes[rowStart] === comment) break;
      time = reader.read(bytes, rowStart, at);
      if (time < 0) break;
      timeAt = rowStart;
      timeLength = at - rowStart;
      if (timeLength >= WORD) {
        timeHead = view.getFloat64(rowStart, true);
        timeTail = view.getFloat64(at - WORD, true);
      }
    }
    const entry = keys.find(bytes, view, ++at);
    if (entry === UNKNOWN) break;
    at += keys.lengthOf(entry);
    if (bytes[at] !== delimiter) break;
    const value = ++at;
    at = readPlainNumber(bytes, value, delimiter, decimal, into, row);
    if (at <= value) break;
    if (bytes[at] === CR) at++;
    if (bytes[at] !== LF || at - rowStart > maxLineBytes) break;
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
  }
  progress.rows += row - batch.row + ignored;
  progress.line = line;
  batch.readings += row - batch.row;
  batch.row = row;
  return rowStart;
}
