import { Refusal } from '../../domain/refusal.ts';
import { ByteWindow } from '../reading/byte-window.ts';
import { LF } from '../reading/bytes.ts';
import { excerptOf } from '../reading/excerpt.ts';
import { tabsForBlanks, utf8Of, withLineFeeds } from '../reading/text-stages.ts';
import { type CsvDialect, delimiterByte } from './csv.ts';
import { startsWith } from './line-bytes.ts';
import { type Header, HeaderSearch } from './read-header.ts';
import { MALFORMED, RecordCells, splitRecord } from './record.ts';

const MOST_ROW_BYTES = 1024 * 1024;

/** A row of a table: one text a column of the header, empty where the row ends before. */
export interface TableRow {
  /** The line on which it begins, counted from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** A table without time: counts of genes, results of an assay. */
export interface Table {
  /** Trimmed; the columns of row names often have none. */
  readonly header: readonly string[];
  /** To be gone through once. */
  readonly rows: AsyncIterable<TableRow>;
}

/**
 * Reads a CSV as texts, in the dialects that `readCsv` reads, in memory that does not grow with it. Blank rows and
 * comments are passed over. A table is taken whole or not at all: fails with `file.*` or `header.*`, and, while the
 * rows are gone through, with `row.quote`, `row.too-long` or `text.encoding`, each naming the line.
 */
export async function readTable(chunks: AsyncIterable<Uint8Array>, dialect: CsvDialect): Promise<Table> {
  const text = withLineFeeds(utf8Of(dialect.encoding, chunks));
  const window = new ByteWindow(dialect.delimiter === 'blanks' ? tabsForBlanks(text) : text, MOST_ROW_BYTES);
  const delimiter = delimiterByte(dialect);
  const comment = new TextEncoder().encode(dialect.comment ?? '');
  const search = new HeaderSearch({
    delimiter,
    comment,
    headerLine: dialect.headerLine,
    maxBytes: MOST_ROW_BYTES,
  });
  try {
    for (;;) {
      const last = await window.fill();
      const header = search.search(window.bytes(), last);
      window.consume(header?.end ?? search.passed);
      if (header === null) continue;
      return { header: header.cells, rows: rowsOf(window, last, header, { delimiter, comment }) };
    }
  } catch (error) {
    await window.close();
    throw error;
  }
}

interface RowRules {
  readonly delimiter: number;
  readonly comment: Uint8Array;
}

async function* rowsOf(
  window: ByteWindow,
  isLast: boolean,
  header: Header,
  rules: RowRules,
): AsyncGenerator<TableRow> {
  const reader = new TableRows(header, rules);
  try {
    for (let last = isLast; ; last = await window.fill()) {
      const bytes = window.bytes();
      const { rows, end } = reader.read(bytes, last);
      yield* rows;
      window.consume(end);
      if (last) return;
    }
  } finally {
    await window.close();
  }
}

class TableRows {
  readonly #rules: RowRules;
  readonly #cells: RecordCells;
  readonly #width: number;
  readonly #decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  #line: number;

  constructor(header: Header, rules: RowRules) {
    this.#rules = rules;
    this.#width = header.cells.length;
    this.#cells = new RecordCells(this.#width);
    this.#line = header.endLine;
  }

  /** The rows that the bytes hold whole, and where the first begins that they do not. */
  read(bytes: Uint8Array, last: boolean): { rows: TableRow[]; end: number } {
    const rows: TableRow[] = [];
    let at = 0;
    while (at < bytes.length) {
      const next = this.#next(bytes, at, last, rows);
      if (next === null) break;
      for (let i = at; i < next; i++) if (bytes[i] === LF) this.#line++;
      at = next;
    }
    return { rows, end: at };
  }

  /** Where the next row begins; null where this one may go on. */
  #next(bytes: Uint8Array, at: number, last: boolean, rows: TableRow[]): number | null {
    const lineEnd = bytes.indexOf(LF, at);
    const isShort = !last && bytes.length - at <= MOST_ROW_BYTES;
    if (lineEnd < 0 && isShort) return null;
    if (lineEnd < 0) throw this.#refusal('row.too-long', `is longer than ${MOST_ROW_BYTES} bytes`, bytes, at);
    if (startsWith(bytes, at, this.#rules.comment)) return lineEnd + 1;
    const next = splitRecord(bytes, at, bytes.length, this.#rules.delimiter, this.#cells);
    if (next < 0 && next !== MALFORMED && isShort) return null;
    if (next < 0)
      throw this.#refusal('row.quote', 'holds a quote that does not end with its cell', bytes, at);
    if (this.#cells.surplusAt >= 0)
      throw this.#refusal('row.too-long', `has more cells than the ${this.#width} of the header`, bytes, at);
    if (!this.#cells.isBlank()) rows.push({ line: this.#line, cells: this.#texts(bytes, at) });
    return next;
  }

  #texts(bytes: Uint8Array, at: number): string[] {
    try {
      return Array.from({ length: this.#width }, (_, i) => this.#decoder.decode(this.#cells.cell(bytes, i)));
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      throw this.#refusal('text.encoding', 'holds bytes that are no UTF-8: name its encoding', bytes, at);
    }
  }

  #refusal(code: string, what: string, bytes: Uint8Array, at: number): Refusal {
    const text = excerptOf(bytes.subarray(at, at + 200));
    return new Refusal('invalid', code, `line ${this.#line} ${what}: ${text}`, { line: this.#line });
  }
}
