import { Refusal } from '../../domain/refusal.ts';
import { brokenOff } from '../reading/broken-off.ts';
import { ByteWindow } from '../reading/byte-window.ts';
import { Handover } from '../reading/handover.ts';
import { layOut, noMappedColumn, strangers, unitDoubts } from '../reading/layout.ts';
import { readRows } from '../reading/read-rows.ts';
import {
  type FilePass,
  type ReadPlan,
  type ReadSink,
  type ReadSummary,
  singlePass,
} from '../reading/reading.ts';
import { refuseForeign } from '../reading/refuse-foreign.ts';
import { ByteCount, withLineFeeds } from '../reading/text-stages.ts';
import { NdjsonRows } from './ndjson-rows.ts';

const DEFAULT_MAX_LINE_BYTES = 1024 * 1024;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/**
 * Reads NDJSON, a JSON object a line, from bytes in whatever pieces, in memory that does not grow with the file; a piece
 * may be used again by its source once the next is asked for. The members of an object are its columns, in any order.
 * A byte order mark, any line ends and blank lines are accepted, members of objects and lists where nothing is mapped
 * to them, and `NaN` and `Infinity` as values that cannot be read. Whatever else is wrong costs its cell or its line.
 *
 * A cell's text is that of the number, or the characters of the string: a string that holds a number is that number,
 * as a cell of a CSV is. `null`, an empty string and no member at all are an empty cell.
 *
 * What is a sample: as in `readCsv`, but that a line that cannot be read costs one sample for each mapped column of the
 * source, because nothing says beforehand which of them the file has.
 *
 * `cutOff` is asked when the bytes have ended: true says that more should have come. A last line without line end
 * counts where its object is closed, because then nothing of it is missing.
 *
 * `pass` is told of the rows and may reject some, as in `readCsv`.
 *
 * Fails with a refusal where nothing of the file can be read (`file.*`, `header.no-mapped-column`).
 */
export async function readNdjson(
  chunks: AsyncIterable<Uint8Array>,
  plan: ReadPlan,
  sink: ReadSink,
  cutOff: () => boolean = () => false,
  pass: FilePass = singlePass(),
): Promise<ReadSummary> {
  const maxLineBytes = plan.maxLineBytes ?? DEFAULT_MAX_LINE_BYTES;
  const wanted = wantedBy(plan);
  // A name such as `#3` is a member's: lines have no positions.
  const layout = layOut(wanted, 1, { ...plan, ignore: [] });
  const { time, kindOf, wordsAt } = plan;
  const { survey } = pass;
  const rows = new NdjsonRows({ layout, reader: time.reader, kindOf, wordsAt, maxLineBytes, survey });
  const count = new ByteCount();
  const window = new ByteWindow(withLineFeeds(count.through(chunks)), maxLineBytes);
  const handover = new Handover(sink, pass, time.header);
  try {
    for (let isFirst = true; ; isFirst = false) {
      const last = await window.fill();
      if (isFirst) beginAt(window);
      const unended = cutOff() ? 'cut-off' : 'unended';
      const end = window.lineEndAdded ? unended : 'nothing';
      await readRows(window, last ? end : 'more', rows, handover);
      if (!last) continue;
      if (rows.count === 0) throw empty();
      const counts = handover.counts();
      const names = rows.members.names();
      if (counts.samples === 0) refuseForeignNames(names, plan);
      const { unmapped, missingColumns, warnings } = strangers(names, wanted, [], plan.ignore);
      const unmappedKeys = rows.judge.unmappedKeys();
      return {
        rows: rows.count,
        lines: rows.lines(),
        unmapped,
        missingColumns,
        warnings: [
          ...warnings,
          ...unitDoubts(
            plan,
            layout.columns.filter((name) => names.includes(name)),
            layout.textOf,
          ),
          ...brokenOff(counts.byReason, cutOff(), count.bytes),
        ],
        unmappedKeys,
        ...counts,
        bytes: count.bytes,
      };
    }
  } finally {
    await window.close();
  }
}

function wantedBy({ time, keys, columns, event }: ReadPlan): string[] {
  return [time, ...keys, ...columns, ...(event === null ? [] : [event])].map(({ header }) => header);
}

/** Refuses what is no text, and passes over a byte order mark. */
function beginAt(window: ByteWindow): void {
  const bytes = window.bytes();
  refuseForeign(bytes, 'NDJSON');
  if (BYTE_ORDER_MARK.every((byte, i) => bytes[i] === byte)) window.consume(BYTE_ORDER_MARK.length);
}

/** A file of which nothing came, not even a reject, because none of its names is known: as a CSV with such a header. */
function refuseForeignNames(names: readonly string[], plan: ReadPlan): void {
  const { columns, event } = plan;
  const headers = [...columns, ...(event === null ? [] : [event])].map(({ header }) => header);
  if (!headers.some((header) => names.includes(header)))
    throw noMappedColumn(names, 1, headers, plan, 'got lines with');
}

function empty(): Refusal {
  return new Refusal('invalid', 'file.empty', 'the file is empty: expected a JSON object a line');
}
