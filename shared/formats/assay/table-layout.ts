/** How a table is laid out: what separates its cells, where its header stands, and what its columns are called. */
import { Refusal } from '../../domain/refusal.ts';
import { countLines } from '../csv/line-bytes.ts';
import { RecordCells, splitRecord } from '../csv/record.ts';
import { COMMA, SPACE, TAB } from '../reading/bytes.ts';
import { textOfCell } from './cell-text.ts';
import { headerAt } from './header-at.ts';
import { LONGEST_NAME, MOST_LINE_BYTES, MOST_SAMPLES, refuseAbove } from './limits.ts';
import { RowCursor, type RowsAt } from './row-cursor.ts';
import type { WholeText } from './whole-text.ts';

const SEMICOLON = 59;
/** A blank comes last: it stands within names too. */
const DELIMITERS = [TAB, SEMICOLON, COMMA, SPACE] as const;
const SAMPLED_ROWS = 50;
/** Share of the rows that have a cell more than the header where R wrote the file: all but broken ones. */
const MOST_ROWS_OF_R = 0.9;
/** Samples, and what is said of genes beside them. */
const MOST_COLUMNS = MOST_SAMPLES + 100;
const MANY_COLUMNS =
  'a table has a row per gene and a column per sample: turn it, or sum the cells of each sample first';

export interface TableLayout {
  readonly delimiter: number;
  /** Names of the columns; '' of the first where the header has none for it, as R writes it. */
  readonly header: readonly string[];
  readonly rows: RowsAt;
  /** Line of the header. */
  readonly headerLine: number;
  /** Texts of the first rows. */
  readonly sample: readonly (readonly string[])[];
}

/** Fails with `file.empty`, `file.no-table`, `file.line-ends`, `file.encoding`, `header.quote` or `assay.too-large`. */
export function layoutOf(text: WholeText): TableLayout {
  const header = headerAt(text);
  const delimiter = delimiterOf(text, header);
  const { names, end } = splitHeader(text.bytes, header, delimiter);
  const rows = { at: end, line: header.line + countLines(text.bytes, header.at, end) };
  const widths = widthsOf(text, rows, delimiter);
  const columns = columnsOf(names, widths);
  refuseAbove(MOST_COLUMNS, columns.length, 'columns', MANY_COLUMNS);
  const sample = sampleOf(text, rows, delimiter, columns.length);
  return { delimiter, header: columns, rows, headerLine: header.line, sample };
}

/** The separator that cuts the most rows into as many cells as the header has, or into one more. */
function delimiterOf(text: WholeText, header: RowsAt): number {
  let best = { delimiter: 0, score: 0 };
  for (const delimiter of DELIMITERS) {
    const [own = 0, ...widths] = widthsOf(text, header, delimiter);
    const mode = widths.length === 0 ? own : modeOf(widths);
    if (mode < 2) continue;
    const share = widths.length === 0 ? 1 : widths.filter((width) => width === mode).length / widths.length;
    const fits = own === mode || own + 1 === mode || own === mode + 1 ? 1 : 0;
    const score = share + fits + mode / 1e6 - (delimiter === SPACE ? 0.5 : 0);
    if (score > best.score) best = { delimiter, score };
  }
  if (best.score > 0) return best.delimiter;
  const sentence =
    'no separator (comma, semicolon, tab) cuts the lines of the file into columns: is it a table?';
  throw new Refusal('invalid', 'file.no-table', sentence, { line: header.line });
}

/** Cells of the first rows, without an empty one that a separator at the end makes. */
function widthsOf(text: WholeText, from: RowsAt, delimiter: number): number[] {
  const cursor = new RowCursor(text, from, delimiter, 0, 1);
  const widths: number[] = [];
  while (widths.length <= SAMPLED_ROWS && cursor.next())
    if (cursor.problem === null) widths.push(cursor.cells.total - (cursor.endsEmpty() ? 1 : 0));
  return widths;
}

function splitHeader(
  bytes: Uint8Array,
  { at, line }: RowsAt,
  delimiter: number,
): { names: string[]; end: number } {
  const bound = Math.min(bytes.length, at + MOST_LINE_BYTES);
  const count = new RecordCells(1);
  const end = splitRecord(bytes, at, bound, delimiter, count);
  if (end <= 0) {
    const sentence = `line ${line}: a quote of the header does not end with its cell`;
    throw new Refusal('invalid', 'header.quote', sentence, { line });
  }
  const cells = new RecordCells(count.total);
  splitRecord(bytes, at, bound, delimiter, cells);
  const names = Array.from({ length: cells.count }, (_, i) => nameOf(cells.cell(bytes, i), line));
  return { names, end };
}

function nameOf(cell: Uint8Array, line: number): string {
  const name = textOfCell(cell);
  if (name === null) {
    const sentence = `line ${line}: a name of the header is no UTF-8: save the file as UTF-8 and send it again`;
    throw new Refusal('invalid', 'file.encoding', sentence, { line });
  }
  if (name.includes('\r')) {
    const sentence =
      'some lines of the file end with CR alone and others with LF; expected one of them throughout: convert the line ends and send it again';
    throw new Refusal('invalid', 'file.line-ends', sentence, { line });
  }
  refuseAbove(
    LONGEST_NAME,
    name.length,
    `characters in a name of the header (line ${line})`,
    'is this a table?',
  );
  return name;
}

/** R leaves the name of its first column out; some programs end each line with a separator. */
function columnsOf(names: readonly string[], widths: readonly number[]): string[] {
  const longer = widths.filter((width) => width === names.length + 1).length;
  if (widths.length > 0 && longer >= MOST_ROWS_OF_R * widths.length) return ['', ...names];
  const last = names.findLastIndex((name) => name !== '') + 1;
  return names.slice(0, Math.max(last, Math.min(names.length, modeOf(widths))));
}

function sampleOf(text: WholeText, rows: RowsAt, delimiter: number, width: number): string[][] {
  const cursor = new RowCursor(text, rows, delimiter, width);
  const sample: string[][] = [];
  for (let seen = 0; seen < SAMPLED_ROWS && cursor.next(); seen++)
    if (cursor.problem === null)
      sample.push(Array.from({ length: width }, (_, i) => cursor.cellText(i) ?? ''));
  return sample;
}

function modeOf(widths: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1);
  return [...counts].reduce((best, one) => (one[1] > best[1] ? one : best), [0, 0])[0];
}
