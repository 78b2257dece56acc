import { ByteWindow } from './byte-window.ts';
import { Handover } from './handover.ts';
import { type Layout, layOut } from './layout.ts';
import { readHeader } from './read-header.ts';
import type { WidePlan, WideSink, WideSummary } from './wide-csv.ts';
import { type After, WideRows } from './wide-rows.ts';

const DEFAULT_MAX_LINE_BYTES = 1024 * 1024;

/** What is known of a file once its header is read. */
interface Body {
  readonly layout: Layout;
  readonly rows: WideRows;
}

/**
 * Reads a wide CSV (a row an instant, a column a series) from bytes in whatever pieces, in memory that does not grow
 * with the file. LF or CR LF, a byte order mark, RFC 4180 quotes, blanks around cells, short rows (what is missing is
 * empty), surplus empty cells and blank rows are all accepted. Whatever else is wrong costs its cell or its row and is
 * told to the sink; a row costs one sample for each mapped column of the file.
 *
 * A quote that does not close costs the line on which it stands; so that nobody can make the reading slow with such
 * quotes, the lines up to where the search ended are then read one line a row.
 *
 * `cutOff` is asked when the bytes have ended: true says that more should have come (a gzip stream that broke off).
 * Then a last row without line end is rejected, because half a number is a number too.
 *
 * Fails with a refusal where the header cannot be used (`file.*`, `header.*`); then nothing was handed out.
 */
export async function readWideCsv(
  chunks: AsyncIterable<Uint8Array>,
  plan: WidePlan,
  sink: WideSink,
  cutOff: () => boolean = () => false,
): Promise<WideSummary> {
  const maxLineBytes = plan.maxLineBytes ?? DEFAULT_MAX_LINE_BYTES;
  const window = new ByteWindow(chunks, maxLineBytes);
  const handover = new Handover(sink);
  try {
    for (let body: Body | null = null; ; ) {
      const last = await window.fill();
      body ??= openBody(window, last, plan, maxLineBytes);
      if (body === null) continue;
      const unended = cutOff() ? 'cut-off' : 'unended';
      const end = window.lineEndAdded ? unended : 'nothing';
      await readRows(window, last ? end : 'more', body.rows, handover);
      if (last) return { ...summaryOf(body), ...handover.counts(), bytes: window.taken };
    }
  } finally {
    await window.close();
  }
}

/** Null where the header has not come whole yet. */
function openBody(window: ByteWindow, last: boolean, plan: WidePlan, maxLineBytes: number): Body | null {
  const delimiter = plan.delimiter.charCodeAt(0);
  const header = readHeader(window.bytes(), last, delimiter, maxLineBytes);
  if (header === null) return null;
  const layout = layOut(header.cells, header.line, plan);
  window.consume(header.end);
  const { reader } = plan.time;
  return { layout, rows: new WideRows({ layout, reader, delimiter, maxLineBytes, line: header.endLine }) };
}

/** Reads all rows that the window holds whole, and at the end of the file the rest. */
async function readRows(window: ByteWindow, after: After, rows: WideRows, handover: Handover): Promise<void> {
  const bytes = window.bytes();
  let at = 0;
  for (let before = -1; at > before && at < bytes.length; ) {
    before = at;
    at = rows.read(bytes, at, window.base, after);
    await handover.rejects(rows.takeRejects());
    if (rows.isFull()) await handover.batch(rows.takeBatch());
  }
  window.consume(at);
  if (after !== 'more' && !rows.isEmpty()) await handover.batch(rows.takeBatch());
}

function summaryOf({
  layout,
  rows,
}: Body): Pick<WideSummary, 'rows' | 'header' | 'unmapped' | 'missingColumns' | 'warnings'> {
  const { header, unmapped, missingColumns, warnings } = layout;
  return { rows: rows.rows, header, unmapped, missingColumns, warnings };
}
