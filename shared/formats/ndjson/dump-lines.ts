import { LF } from '../reading/bytes.ts';
import type { KeyTable } from '../reading/key-table.ts';
import { NOT_PLAIN } from '../reading/number.ts';
import { IGNORED } from '../reading/reading.ts';
import type { RowBatch } from '../reading/row-batch.ts';
import type { Progress } from '../reading/row-judge.ts';
import { sameBytes } from '../reading/words.ts';
import type { TimeReader } from '../time/compile-time-formats.ts';
import { readJsonNumber } from './json-number.ts';
import type { LineShape } from './line-shape.ts';
import { endOfNumber, endOfPlainString, NO_TOKEN } from './scan-tokens.ts';
import { TIME_TEXT } from './shape-slots.ts';

/**
 * The plain reading (`plain-lines.ts`) of a dump, with nothing in its way: most lines begin as the line before does, its
 * time included, and have the keys that came next the last time, so that only the value's bytes are looked at one by one.
 */
export function readDumpLines(
  { starts, lengths, slots, pieces }: LineShape,
  { reader, maxLineBytes }: { readonly reader: TimeReader; readonly maxLineBytes: number },
  keys: KeyTable,
  batch: RowBatch,
  progress: Progress,
  bytes: Uint8Array,
  view: DataView,
  start: number,
  end: number,
): number {
  const { times, lines, kinds, capacity } = batch;
  const into = batch.values[0]!;
  const headLength = lengths[0]!;
  const [, , middleAt = 0, tailAt = 0] = starts;
  const [, , middleLength = 0, tailLength = 0] = lengths;
  const middle = pieces.getUint8(middleAt);
  const tail = pieces.getUint8(tailAt);
  const isText = slots[0] === TIME_TEXT;
  let { row } = batch;
  let { line } = progress;
  let ignored = 0;
  let rowStart = start;
  rows: while (rowStart < end && row < capacity) {
    if (!sameBytes(view, rowStart, pieces, 0, headLength)) break;
    const timeAt = rowStart + headLength;
    const timeEnd = isText ? endOfPlainString(bytes, timeAt) : endOfNumber(bytes, timeAt);
    if (timeEnd === NO_TOKEN) break;
    const time = reader.read(bytes, timeAt, timeEnd);
    if (time < 0) break;
    const first = rowStart;
    const beginLength = timeEnd - first;
    const afterTime = bytes[timeEnd];
    do {
      let at = rowStart + beginLength;
      const entry = keys.next(view, at) ?? keys.find(view, at);
      if (entry === null) break rows;
      at += entry.length + 1;
      // Most have a colon there and nothing else.
      if (bytes[at] !== middle || (middleLength > 1 && !sameBytes(view, at, pieces, middleAt, middleLength)))
        break rows;
      at = readJsonNumber(bytes, at + middleLength, into, row);
      if (at === NOT_PLAIN || bytes[at] !== tail || bytes[at + tailLength - 1] !== LF) break rows;
      if (tailLength > 2 && !sameBytes(view, at, pieces, tailAt, tailLength)) break rows;
      at += tailLength;
      if (at - 1 - rowStart > maxLineBytes) break rows;
      const { kind } = entry;
      if (kind === IGNORED) {
        ignored++;
        // Else it would be the next line's, if that has no value and is read with care.
        into[row] = Number.NaN;
      } else {
        times[row] = time;
        lines[row] = line;
        kinds[row++] = kind;
      }
      line++;
      rowStart = at;
    } while (
      rowStart < end &&
      row < capacity &&
      bytes[rowStart + beginLength] === afterTime &&
      sameBytes(view, rowStart, view, first, beginLength)
    );
  }
  progress.rows += row - batch.row + ignored;
  progress.line = line;
  batch.readings += row - batch.row;
  batch.row = row;
  return rowStart;
}
