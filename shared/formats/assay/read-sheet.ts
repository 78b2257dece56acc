/** Sheets that say of samples what they are: run sheets, sample tables, maps of transcripts to genes. */
import type { AssayRead, SheetTable } from '../../domain/assay/tables.ts';
import { quoted } from '../../domain/quoted.ts';
import { Refusal } from '../../domain/refusal.ts';
import { countLines } from '../csv/line-bytes.ts';
import { refuseForeign } from './foreign-file.ts';
import { headerAt } from './header-at.ts';
import { MOST_SHEET_ROWS, refuseAbove } from './limits.ts';
import { cutOffWarnings, RejectList } from './reject-list.ts';
import { RowCursor, type RowsAt } from './row-cursor.ts';
import { layoutOf } from './table-layout.ts';
import { collected, type WholeText, wholeText } from './whole-text.ts';

/** What the first cell of a map of transcripts is where the map has no header. */
const TRANSCRIPT = /^(?:ENS[A-Z]*T\d{6,}|[NX][MR]_\d{4,})/;
const MAP_COLUMNS = ['transcript_id', 'gene_id', 'gene_name'];

/**
 * A record is a row. Equal rows are one row and repetitions. A map of transcripts without a header gets the names
 * transcript_id, gene_id and gene_name. Fails with a Refusal: `sheet.no-rows`, or as a table does.
 *
 * @param chunks the file, unpacked
 */
export async function readSheet(
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  fileName: string,
): Promise<AssayRead> {
  return (await readSheetLines(chunks, fileName)).read;
}

/** The same, with the line on which each row that is kept stands first. */
export async function readSheetLines(
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  fileName: string,
): Promise<SheetLines> {
  const raw = await collected(chunks);
  refuseForeign(raw, fileName);
  const text = wholeText(raw);
  const layout = layoutOf(text);
  const isBareMap = TRANSCRIPT.test(layout.header[0] ?? '');
  const header = isBareMap ? layout.header.map((_, i) => MAP_COLUMNS[i] ?? '') : layout.header;
  const from = isBareMap ? headerAt(text) : layout.rows;
  const { read, lines } = rowsOf(text, from, layout.delimiter, columnsOf(header));
  return { read: { ...read, warnings: [...twiceWarnings(header), ...read.warnings] }, lines };
}

interface SheetLines {
  readonly read: AssayRead & { readonly table: SheetTable };
  readonly lines: readonly number[];
}

function rowsOf(text: WholeText, from: RowsAt, delimiter: number, names: readonly string[]): SheetLines {
  const cursor = new RowCursor(text, from, delimiter, names.length);
  const rejects = new RejectList();
  const rows = new Map<string, { readonly cells: readonly string[]; readonly line: number }>();
  let records = 0;
  while (cursor.next()) {
    refuseAbove(MOST_SHEET_ROWS, ++records, 'rows in a sheet', 'send the rows of this assay only');
    const cells = cursor.problem === null ? names.map((_, i) => cursor.cellText(i)) : [];
    const { code, message } = cursor.problem ?? NO_UTF8;
    if (cursor.problem !== null || !isText(cells))
      rejects.row(cursor.line, code, message, cursor.excerpt(), 1);
    else {
      const text = JSON.stringify(cells);
      if (!rows.has(text)) rows.set(text, { cells, line: cursor.line });
    }
  }
  if (records === 0)
    throw new Refusal('invalid', 'sheet.no-rows', 'expected a row per sample below the header, got none');
  const rejected = rejects.sorted();
  const table: SheetTable = {
    table: 'sheet',
    columns: names,
    rows: [...rows.values()].map(({ cells }) => cells),
  };
  const read = {
    ...{
      table,
      format: 'sheet',
      lines: countLines(text.bytes, 0, text.bytes.length),
      rows: records,
      records,
    },
    ...{ repeated: records - rows.size - rejected.length, rejected, warnings: cutOffWarnings(rejected) },
  };
  return { read, lines: [...rows.values()].map(({ line }) => line) };
}

const NO_UTF8 = {
  code: 'row.encoding',
  message: 'expected text in UTF-8, got other bytes: save the file as UTF-8',
};

function isText(cells: readonly (string | null)[]): cells is readonly string[] {
  return !cells.includes(null);
}

/** A column without a name is called by its number; so are all those of one name, since nobody can tell which is meant. */
function columnsOf(header: readonly string[]): string[] {
  return header.map((name, i) => {
    if (name === '') return `column ${i + 1}`;
    return header.indexOf(name) === header.lastIndexOf(name) ? name : `${name} (column ${i + 1})`;
  });
}

function twiceWarnings(header: readonly string[]): AssayRead['warnings'] {
  const twice = new Set(header.filter((name, i) => name !== '' && header.indexOf(name) < i));
  if (twice.size === 0) return [];
  const names = [...twice].map(quoted).join(', ');
  const message = `several columns have one name, and are told apart by their number, as in ${quoted(`${[...twice][0]} (column ${header.indexOf([...twice][0]!) + 1})`)}: ${names}`;
  return [{ code: 'sheet.column-twice', message }];
}
