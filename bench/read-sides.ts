/** The sides of the rows that read: bytes of a file to validated columns, by our reader and by DuckDB on one thread. */
import type { CsvDialect } from '../shared/formats/csv/csv.ts';
import { readCsv } from '../shared/formats/csv/read-csv.ts';
import { readNdjson } from '../shared/formats/ndjson/read-ndjson.ts';
import type { ReadPlan, ReadSink } from '../shared/formats/reading/reading.ts';
import { compileTimeFormats } from '../shared/formats/time/compile-time-formats.ts';
import type { BenchSide } from './bench-row.ts';
import { fileChunks } from './file-chunks.ts';
import { importDuckDb } from './import-peer.ts';

/** Columns of times and values, and in a long file the keys of each row. */
export interface FileShape {
  readonly time: string;
  readonly format: string;
  readonly keys: readonly string[];
  readonly columns: readonly string[];
}

const DIALECT: CsvDialect = {
  delimiter: ',',
  decimal: '.',
  comment: null,
  headerLine: 1,
  encoding: 'utf-8',
};

function planOf({ time, format, keys, columns }: FileShape): ReadPlan {
  const kinds = new Map<string, number>();
  return {
    time: { header: time, reader: compileTimeFormats([format], 'UTC', 'REJECT') },
    keys: keys.map((header) => ({ header })),
    kindOf: (texts) => {
      const name = texts.join(' ');
      const kind = kinds.get(name) ?? kinds.size;
      kinds.set(name, kind);
      return kind;
    },
    columns: columns.map((header) => ({ header })),
    event: null,
    ignore: [],
  };
}

/** Ours: `check` is the number of values that were read. */
export function oursSide(
  pathIn: (directory: string) => string,
  shape: FileShape,
  format: 'csv' | 'ndjson' = 'csv',
): BenchSide {
  const sink: ReadSink = {
    batch: () => {},
    reject: ({ line, message }) => {
      throw new Error(`line ${line}: ${message}`);
    },
  };
  return {
    async run(directory) {
      const chunks = fileChunks(pathIn(directory));
      const plan = planOf(shape);
      const summary =
        format === 'csv'
          ? await readCsv(chunks, { ...plan, dialect: DIALECT }, sink)
          : await readNdjson(chunks, plan, sink);
      return { millions: summary.samples / 1e6, check: summary.samples };
    },
  };
}

/** DuckDB's readers, told all that they would else find out. */
const READERS = {
  csv: { name: 'read_csv', options: "header = true, delim = ',', auto_detect = false" },
  ndjson: { name: 'read_json', options: "format = 'newline_delimited'" },
};

/** What DuckDB is to read; `options` go into its `read_csv` or `read_json`, after a comma. The query's first column counts the values. */
interface DuckDbQuery {
  readonly from?: keyof typeof READERS;
  readonly types: Readonly<Record<string, string>>;
  readonly query: string;
  readonly options?: string;
}

/**
 * DuckDB on one thread, types declared. An aggregate over all columns reads every cell and keeps none; whether a
 * temporary table would be cheaper was not measured.
 */
export async function duckdbSide(
  pathIn: (directory: string) => string,
  { from: format = 'csv', types, query, options = '' }: DuckDbQuery,
): Promise<BenchSide> {
  const { DuckDBInstance } = await importDuckDb();
  const connection = await (await DuckDBInstance.create()).connect();
  await connection.run('SET threads = 1');
  const columns = Object.entries(types).map(([name, type]) => `'${name}': '${type}'`);
  return {
    async run(directory) {
      const path = pathIn(directory).replaceAll("'", "''");
      const reads = READERS[format];
      const from = `${reads.name}('${path}', ${reads.options}, columns = {${columns.join(', ')}}${options})`;
      const reader = await connection.runAndReadAll(`${query} FROM ${from}`);
      const count = Number(reader.getRows()[0]?.[0]);
      return { millions: count / 1e6, check: count };
    },
  };
}
