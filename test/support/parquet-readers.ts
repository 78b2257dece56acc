/** What others read in a Parquet file of a frame, cell by cell, in the terms that our own decoder's frame has. */
import { execFileSync } from 'node:child_process';
import type { DuckDBConnection } from '@duckdb/node-api';
import { parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { flagsAt, unpackFlags } from '../../shared/domain/telemetry/flags.ts';
import type { Frame } from '../../shared/domain/telemetry/frame.ts';

/** A cell as any reader can give it: a number, a word, or null. */
type Cell = number | string | null;
export type Cells = ReadonlyMap<string, readonly Cell[]>;

/** The cells as our decoder gives them. */
export function cellsOf({ times, columns }: Frame): Cells {
  const cells = new Map<string, Cell[]>([['time', [...times]]]);
  for (const { series, values, flags } of columns) {
    cells.set(
      series,
      Array.from(values, (value) => (Number.isNaN(value) ? null : value)),
    );
    const axes = { quality: 'quality', status: 'acquisitionStatus', origin: 'origin' } as const;
    for (const [suffix, axis] of Object.entries(axes)) {
      const words = Array.from(values, (value, i) =>
        Number.isNaN(value) ? null : unpackFlags(flagsAt(flags, i))[axis],
      );
      if (words.some((word) => word !== null && !['GOOD', 'ACQUIRED', 'MEASURED'].includes(word))) {
        cells.set(`${series}.${suffix}`, words);
      }
    }
  }
  return cells;
}

/** hyparquet multiplies decimals by a power of ten: they are right to their last digit, and rounded to it here. */
export async function hyparquetCells(bytes: Uint8Array, { columns }: Frame): Promise<Cells> {
  const slice = (from: number, to?: number) => Uint8Array.from(bytes.subarray(from, to)).buffer;
  const rows = await parquetReadObjects({
    file: { byteLength: bytes.length, slice },
    compressors,
    parsers: { timestampFromMicroseconds: Number },
  });
  const scales = scalesOf(columns);
  const rounded = (cell: Cell, name: string): Cell =>
    typeof cell === 'number' && scales.has(name) ? Number(cell.toFixed(scales.get(name))) : cell;
  return new Map(
    Object.keys(rows[0] ?? {}).map((name) => [name, rows.map((row) => rounded(row[name] ?? null, name))]),
  );
}

function scalesOf(columns: Frame['columns']): Map<string, number> {
  return new Map(
    columns.flatMap(({ series, storage }) =>
      storage.kind === 'decimal' ? [[series, storage.scale] as const] : [],
    ),
  );
}

/** What DuckDB reads in the file, without the columns that its path would add. */
export async function duckCells(
  duck: DuckDBConnection,
  path: string,
  { columns: series }: Frame,
): Promise<Cells> {
  const from = `read_parquet('${path}', hive_partitioning = false)`;
  const names = (await queried(duck, `DESCRIBE SELECT * FROM ${from}`)).map(([name]) => String(name));
  const scales = scalesOf(series);
  const columns = names.map((name) => {
    if (name === 'time') return 'epoch_us("time")::DOUBLE';
    // The text of a decimal parses to the nearest double; DuckDB's own cast may round twice.
    return scales.has(name) ? `"${name}"::VARCHAR` : `"${name}"`;
  });
  const rows = await queried(duck, `SELECT ${columns.join(', ')} FROM ${from}`);
  const cell = (value: unknown, name: string): Cell => {
    if (value === null || typeof value === 'number') return value;
    return scales.has(name) ? Number(value) : String(value);
  };
  return new Map(names.map((name, c) => [name, rows.map((row) => cell(row[c], name))]));
}

/** The rows of an answer. */
export async function queried(duck: DuckDBConnection, sql: string): Promise<readonly (readonly unknown[])[]> {
  return (await duck.runAndReadAll(sql)).getRowsJS();
}

/** Whether python3 can import pyarrow here. */
export const hasPyarrow = ((): boolean => {
  try {
    execFileSync('python3', ['-c', 'import pyarrow'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

/** Prints a table as JSON: decimals as text, times as µs, floats as their shortest text. */
const PRINT_TABLE = `
import json, sys, pyarrow as pa, pyarrow.parquet as pq
table = pq.ParquetFile(sys.argv[1], page_checksum_verification=True).read()
def cells(column):
    if pa.types.is_timestamp(column.type): return column.cast(pa.int64()).to_pylist()
    if pa.types.is_decimal(column.type): return [None if v is None else str(v) for v in column.to_pylist()]
    return column.to_pylist()
print(json.dumps({name: cells(table[name]) for name in table.column_names}))
`;

/** What pyarrow reads in the file, every page's checksum verified. */
export function pyarrowCells(path: string, { columns }: Frame): Cells {
  const text = execFileSync('python3', ['-c', PRINT_TABLE, path], { maxBuffer: 1 << 28, encoding: 'utf8' });
  const table: Record<string, Cell[]> = JSON.parse(text);
  const scales = scalesOf(columns);
  return new Map(
    Object.entries(table).map(([name, cells]) => [
      name,
      scales.has(name) ? cells.map((cell) => (cell === null ? null : Number(cell))) : cells,
    ]),
  );
}
