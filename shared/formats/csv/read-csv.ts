import { DumpRoom } from '../dump/dump-room.ts';
import { brokenOff, notEnded } from '../reading/broken-off.ts';
import { ByteWindow } from '../reading/byte-window.ts';
import { LF } from '../reading/bytes.ts';
import { Handover } from '../reading/handover.ts';
import { type Layout, layOut, refuseZone } from '../reading/layout.ts';
import { readRows } from '../reading/read-rows.ts';
import { type FilePass, type ReadSink, singlePass } from '../reading/reading.ts';
import { HEAP } from '../reading/room.ts';
import { RowBatch } from '../reading/row-batch.ts';
import { ByteCount, tabsForBlanks, utf8Of, withLineFeeds } from '../reading/text-stages.ts';
import { type CsvPlan, type CsvSummary, delimiterByte } from './csv.ts';
import { CsvRows } from './csv-rows.ts';
import { type Header, HeaderSearch } from './read-header.ts';
import type { RowRules } from './row-rules.ts';
import { lookAtFirstRows, SURVEYED_BYTES } from './row-width.ts';
import { layOutByPosition } from './without-header.ts';

const DEFAULT_MAX_LINE_BYTES = 1024 * 1024;

interface Opening {
  readonly header: Header;
  readonly layout: Layout;
  /** What is to be told of where its counts begin. */
  readonly begun: string | null;
}

/** What is known of a file once its header and the rows after it were looked at. */
interface Body {
  readonly layout: Layout;
  readonly rows: CsvRows;
}

/**
 * Reads a CSV of any layout and dialect from bytes in whatever pieces, in memory that does not grow with the file; a
 * piece may be used again by its source once the next is asked for. LF, CR LF or CR alone, a byte order mark, RFC 4180
 * quotes, blanks around cells and blank rows are all accepted. Whatever else is wrong costs its cell or its row and is
 * told to the sink.
 *
 * Every row is to have the file's number of cells (`row-width.ts`), unless the dialect is ragged: then what is missing is
 * empty, and blank cells may follow.
 *
 * What is a sample: in a long layout (keys, one column of values) each row, so that one without a value is rejected
 * unless it carries an event; in the others each cell of a mapped column that is not empty. A row that cannot be read
 * costs one sample for each mapped column of the file; an ignored one costs nothing, and nothing in it is judged; an
 * unmapped one costs its cells that are not empty, and at least one.
 *
 * A quote that does not close, or only after lines that are rows, costs the line on which it stands; so that nobody
 * can make the reading slow with such quotes, the lines up to where the search ended are then read one line a row.
 *
 * `cutOff` is asked when the bytes have ended: true says that more should have come (a gzip stream that broke off).
 * Then a last row without line end is rejected, because half a number is a number too.
 *
 * `pass` is told of the rows and may reject some (`formats/source/read-whole.ts` judges the whole by it).
 *
 * Fails with a refusal where the header cannot be used (`file.*`, `header.*`); then nothing was handed out.
 */
export async function readCsv(
  chunks: AsyncIterable<Uint8Array>,
  plan: CsvPlan,
  sink: ReadSink,
  cutOff: () => boolean = () => false,
  pass: FilePass = singlePass(),
): Promise<CsvSummary> {
  const maxLineBytes = plan.maxLineBytes ?? DEFAULT_MAX_LINE_BYTES;
  const count = new ByteCount();
  const counted = count.through(chunks);
  const text = withLineFeeds(utf8Of(plan.dialect.encoding, counted));
  const room = dumpRoomFor(plan, maxLineBytes);
  const window = new ByteWindow(isBlanks(plan) ? tabsForBlanks(text) : text, maxLineBytes, room ?? HEAP);
  const handover = new Handover(sink, pass, plan.time.header);
  const header = headerSearch(plan, maxLineBytes);
  const surveyedBytes = Math.min(SURVEYED_BYTES, maxLineBytes);
  try {
    for (let body: Body | null = null, opening: Opening | null = null; ; ) {
      const last = await window.fill();
      opening ??= headerOf(window, last, plan, header);
      if (opening === null) continue;
      if (!last && body === null && window.bytes().length < surveyedBytes) continue;
      body ??= openBody(window, opening, { plan, maxLineBytes, room, survey: pass.survey });
      const unended = cutOff() ? 'cut-off' : 'unended';
      const end = window.lineEndAdded ? unended : 'nothing';
      await readRows(window, last ? end : 'more', body.rows, handover);
      if (last) {
        const { bytes } = count;
        const counts = handover.counts();
        const warnings = [
          ...(opening.begun === null ? [] : [{ code: 'time.epoch', message: opening.begun }]),
          ...body.rows.headers().warnings,
          ...notEnded(body.rows.judge.unended),
          ...brokenOff(counts.byReason, cutOff(), bytes),
        ];
        return { ...summaryOf(body), ...counts, warnings, bytes };
      }
    }
  } finally {
    await window.close();
  }
}

const isBlanks = ({ dialect }: CsvPlan): boolean => dialect.delimiter === 'blanks';

function headerSearch({ dialect }: CsvPlan, maxBytes: number): HeaderSearch {
  const delimiter = delimiterByte(dialect);
  const { headerLine } = dialect;
  return new HeaderSearch({ delimiter, comment: commentOf(dialect), headerLine, maxBytes });
}

function commentOf({ comment }: CsvPlan['dialect']): Uint8Array {
  return new TextEncoder().encode(comment ?? '');
}

/** Null where the header has not come whole yet. */
function headerOf(window: ByteWindow, last: boolean, plan: CsvPlan, search: HeaderSearch): Opening | null {
  const header = search.search(window.bytes(), last);
  if (header === null) {
    window.consume(search.passed);
    return null;
  }
  const layout =
    plan.dialect.headerLine === 'none'
      ? layOutByPosition(header, plan)
      : layOut(header.cells, header.line, plan, (cells) => otherSeparator(cells, plan));
  const above = search.preamble();
  for (const { line, text } of above) refuseZone(plan, line, 'above', text);
  const begun = plan.time.begin?.(above) ?? null;
  window.consume(header.end);
  return { header, layout, begun };
}

/** A room for the window and the batch, where the file may be a dump: a memory of its own is not made in an instant. */
function dumpRoomFor({ keys, columns, event }: CsvPlan, maxLineBytes: number): DumpRoom | null {
  const mayBeDump = keys.length > 0 && columns.length === 1 && event === null;
  return mayBeDump ? new DumpRoom(ByteWindow.roomOf(maxLineBytes) + RowBatch.roomOfOne) : null;
}

function openBody(window: ByteWindow, { header, layout }: Opening, about: Omit<RowRules, 'comment'>): Body {
  const { plan, maxLineBytes } = about;
  const { dialect, time } = plan;
  const comment = commentOf(dialect);
  const firstRows = lookAtFirstRows(endedRows(window).subarray(0, Math.min(SURVEYED_BYTES, maxLineBytes)), {
    layout,
    reader: time.reader,
    delimiter: delimiterByte(dialect),
    comment,
    ragged: dialect.ragged === true,
    isDeclared: dialect.headerLine === 'none',
  });
  return { layout, rows: new CsvRows({ ...about, comment }, layout, firstRows, header.line, header.endLine) };
}

/** A last row without a line end may lack cells, so it says nothing about the width of the others, if there are any. */
function endedRows(window: ByteWindow): Uint8Array {
  const bytes = window.bytes();
  const lastAdded = bytes.length - 1;
  return window.lineEndAdded && bytes.indexOf(LF) < lastAdded ? bytes.subarray(0, lastAdded) : bytes;
}

/** Where the header is one cell because it has another separator. */
function otherSeparator(header: readonly string[], { dialect: { delimiter } }: CsvPlan): string {
  const other = [',', ';', '\t'].find(
    (one) => one !== delimiter && header.some((cell) => cell.split(one).length > 2),
  );
  return other === undefined
    ? ''
    : `; its columns seem to be separated by ${JSON.stringify(other)}, the source says ${JSON.stringify(delimiter)}`;
}

function summaryOf({
  layout,
  rows,
}: Body): Pick<CsvSummary, 'rows' | 'lines' | 'header' | 'unmapped' | 'missingColumns' | 'unmappedKeys'> {
  const { unmapped, missingColumns } = rows.headers();
  return {
    rows: rows.count,
    header: layout.header,
    unmapped,
    missingColumns,
    unmappedKeys: rows.judge.unmappedKeys(),
    lines: rows.lines(),
  };
}
