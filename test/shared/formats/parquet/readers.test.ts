import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, describe, expect, it } from 'vitest';
import { flagsAt, unpackFlags } from '../../../../shared/domain/telemetry/flags.ts';
import type { Column, Frame } from '../../../../shared/domain/telemetry/frame.ts';
import { encodeFrame } from '../../../../shared/formats/parquet/encode-frame.ts';
import { decodeTable, encodeTable } from '../../../../shared/formats/parquet/table.ts';
import { motleyFrame } from './frames.ts';

/** A cell as any reader can give it: a number, a word, or null. */
type Cell = number | string | null;

/** Enough rows for a second page. */
const ROWS = 66_000;
const frame = motleyFrame(ROWS);
const { bytes, promoted } = encodeFrame(frame, { unit: 'FU1' });

const folder = mkdtempSync(join(tmpdir(), 'howship-parquet-'));
const file = join(folder, 'frame.parquet');
const emptyFile = join(folder, 'empty.parquet');
writeFileSync(file, bytes);
writeFileSync(emptyFile, encodeFrame(motleyFrame(0), {}).bytes);
afterAll(() => rmSync(folder, { recursive: true }));

/** The frame's cells by column name, as every reader must give them. */
function expectedCells({ times, columns }: Frame): Map<string, Cell[]> {
  const cells = new Map<string, Cell[]>([['time', [...times]]]);
  for (const column of columns) {
    cells.set(
      column.series,
      Array.from(column.values, (value) => (Number.isNaN(value) ? null : value)),
    );
    const axes = {
      quality: words(column, 'quality'),
      status: words(column, 'acquisitionStatus'),
      origin: words(column, 'origin'),
    };
    for (const [suffix, axis] of Object.entries(axes)) {
      if (axis.some((word) => word !== null && !['GOOD', 'ACQUIRED', 'MEASURED'].includes(word))) {
        cells.set(`${column.series}.${suffix}`, axis);
      }
    }
  }
  return cells;
}

function words(
  { values, flags }: Column,
  axis: 'quality' | 'acquisitionStatus' | 'origin',
): (string | null)[] {
  return Array.from(values, (value, i) =>
    Number.isNaN(value) ? null : unpackFlags(flagsAt(flags, i))[axis],
  );
}

/** Every cell, compared by identity; the first that differs is named. */
function expectCells(got: ReadonlyMap<string, readonly Cell[]>, sent: Frame = frame): void {
  const expected = expectedCells(sent);
  expect([...got.keys()]).toEqual([...expected.keys()]);
  for (const [name, cells] of expected) {
    const column = got.get(name)!;
    expect(column.length).toBe(cells.length);
    for (let i = 0; i < cells.length; i++) {
      if (!Object.is(column[i], cells[i])) expect.fail(`${name}[${i}]: ${column[i]}, not ${cells[i]}`);
    }
  }
}

const scaleOf = new Map(
  frame.columns.flatMap(({ series, storage }) =>
    storage.kind === 'decimal' && !promoted.includes(series) ? [[series, storage.scale] as const] : [],
  ),
);

it('has a frame that tries every storage, holes, flags and a promotion', () => {
  expect(promoted).toEqual(['voltage']);
  expect([...expectedCells(frame).keys()]).toContain('temperature@T2.status');
});

describe('hyparquet', () => {
  it('reads every cell as it was written (it multiplies decimals by a power of ten, so these to their last digit)', async () => {
    const rows = await parquetReadObjects({
      file: {
        byteLength: bytes.length,
        slice: (from, to) => Uint8Array.from(bytes.subarray(from, to)).buffer,
      },
      compressors: { ZSTD: (packed) => zstdDecompressSync(packed) },
      parsers: { timestampFromMicroseconds: Number },
    });
    const got = new Map(
      Object.keys(rows[0]!).map((name) => [name, rows.map((row): Cell => row[name] ?? null)]),
    );
    for (const [name, scale] of scaleOf) {
      got.set(
        name,
        got.get(name)!.map((cell) => (typeof cell === 'number' ? Number(cell.toFixed(scale)) : cell)),
      );
    }
    expectCells(got);
  });
});

describe('DuckDB', () => {
  async function query(sql: string): Promise<readonly (readonly unknown[])[]> {
    const connection = await (await DuckDBInstance.create()).connect();
    try {
      return (await connection.runAndReadAll(sql)).getRowsJS();
    } finally {
      connection.closeSync();
    }
  }

  async function cellsOf(path: string): Promise<Map<string, Cell[]>> {
    const names = (await query(`DESCRIBE SELECT * FROM '${path}'`)).map(([name]) => String(name));
    const columns = names.map((name) => {
      if (name === 'time') return 'epoch_us("time")::DOUBLE';
      // The text of a decimal parses to the nearest double; DuckDB's own cast may round twice.
      return scaleOf.has(name) ? `"${name}"::VARCHAR` : `"${name}"`;
    });
    const rows = await query(`SELECT ${columns.join(', ')} FROM '${path}'`);
    const cell = (value: unknown, name: string): Cell => {
      if (value === null || typeof value === 'number') return value;
      return scaleOf.has(name) ? Number(value) : String(value);
    };
    return new Map(names.map((name, c) => [name, rows.map((row) => cell(row[c], name))]));
  }

  it('reads every cell as it was written', async () => {
    expectCells(await cellsOf(file));
  });

  it('sees the declared types', async () => {
    const described = await query(`DESCRIBE SELECT * FROM '${file}'`);
    expect(described.map(([name, type]) => `${name} ${type}`)).toEqual([
      'time TIMESTAMP WITH TIME ZONE',
      'temperature DECIMAL(9,2)',
      'temperature@T2 DECIMAL(9,2)',
      'temperature@T2.quality VARCHAR',
      'temperature@T2.status VARCHAR',
      'co2 DECIMAL(18,0)',
      'co2.origin VARCHAR',
      'gLevel FLOAT',
      'gLevel@A2 FLOAT',
      'pH DOUBLE',
      'voltage DOUBLE',
      'spare DECIMAL(9,3)',
      'humidity DECIMAL(9,9)',
    ]);
  });

  it('reads a frame without rows as a table without rows', async () => {
    expect(await query(`SELECT count(*), count("co2") FROM '${emptyFile}'`)).toEqual([[0n, 0n]]);
    expect(await query(`DESCRIBE SELECT * FROM '${emptyFile}'`)).toHaveLength(1 + frame.columns.length);
  });

  it('finds least, greatest and nulls of each column in the footer, and they are right', async () => {
    const rows = await query(
      `SELECT path_in_schema, stats_min_value, stats_max_value, stats_null_count FROM parquet_metadata('${file}')`,
    );
    const expected = expectedCells(frame);
    for (const [name, least, greatest, nulls] of rows) {
      const cells = expected.get(String(name))!;
      const numbers = cells.filter((cell) => typeof cell === 'number');
      expect(Number(nulls), `nulls of ${name}`).toBe(
        cells.length - cells.filter((cell) => cell !== null).length,
      );
      if (name === 'time' || numbers.length === 0) continue;
      const sorted = Float64Array.from(numbers).sort();
      expect(Math.fround(Number(least)), `least of ${name}`).toBe(Math.fround(sorted[0]!));
      expect(Math.fround(Number(greatest)), `greatest of ${name}`).toBe(Math.fround(sorted.at(-1)!));
    }
    const instants = rows[0]!
      .slice(1, 3)
      .map((text) => Date.parse(`${String(text).replace(' ', 'T')}:00`) * 1000);
    expect(instants).toEqual([frame.times[0], frame.times.at(-1)]);
  });

  it('finds rows by time and by value through the statistics', async () => {
    const [[count] = []] = await query(
      `SELECT count(*) FROM '${file}' WHERE "time" >= '2026-03-01 01:00:00Z' AND "time" < '2026-03-01 02:00:00Z'`,
    );
    expect(count).toBe(3600n);
    expect(await query(`SELECT count(*) FROM '${file}' WHERE "co2" > 659_980_003_000`)).toEqual([[1n]]);
  });

  it('reads a table of several row groups, an empty one among them', async () => {
    const group = (from: number, to: number) => [
      {
        name: 'n',
        type: { kind: 'int32' },
        values: Float64Array.from({ length: to - from }, (_, i) => from + i),
        optional: false,
      } as const,
    ];
    const path = join(folder, 'table.parquet');
    writeFileSync(path, encodeTable([group(0, 10), group(10, 10), group(10, 300)], {}));
    expect(await query(`SELECT count(*), sum(n)::INT, min(n), max(n) FROM '${path}'`)).toEqual([
      [300n, 44_850, 0, 299],
    ]);
  });

  it('reads what is true, false or nothing', async () => {
    const values = Float64Array.of(1, 0, Number.NaN, 0, 1, 1, 1, 1, 0, 1);
    const column = { name: 'equivalent', type: { kind: 'boolean' }, values, optional: true } as const;
    const path = join(folder, 'booleans.parquet');
    writeFileSync(path, encodeTable([[column]], {}));
    const expected = Array.from(values, (value) => (Number.isNaN(value) ? null : value === 1));
    expect((await query(`SELECT equivalent FROM '${path}'`)).flat()).toEqual(expected);
    expect(await query(`SELECT count(*) FROM '${path}' WHERE equivalent`)).toEqual([[6n]]);
    const bytes = new Uint8Array(readFileSync(path));
    const rows = await parquetReadObjects({
      file: bytes.buffer,
      compressors: { ZSTD: (packed) => zstdDecompressSync(packed) },
    });
    expect(rows.map((row) => row.equivalent)).toEqual(expected);
  });
});

describe('a file of another writer', () => {
  it('is refused with the place, not misread', async () => {
    const path = join(folder, 'duck.parquet');
    const connection = await (await DuckDBInstance.create()).connect();
    await connection.run(`COPY (SELECT 1 AS "time", 2.5 AS t) TO '${path}' (FORMAT parquet)`);
    expect(() => decodeTable(readFileSync(path))).toThrow(/footer: expected CRC-32/);
  });
});

const pyarrow = ((): boolean => {
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
t = pq.read_table(sys.argv[1], page_checksum_verification=True)
def cells(column):
    if pa.types.is_timestamp(column.type): return column.cast(pa.int64()).to_pylist()
    if pa.types.is_decimal(column.type): return [None if v is None else str(v) for v in column.to_pylist()]
    return column.to_pylist()
print(json.dumps({name: cells(t[name]) for name in t.column_names}))
`;

describe.runIf(pyarrow)('pyarrow (runs where python3 can import it)', () => {
  it('reads every cell as it was written, and finds every page checksum right', () => {
    const options = { maxBuffer: 1 << 28, encoding: 'utf8' } as const;
    const table: unknown = JSON.parse(execFileSync('python3', ['-c', PRINT_TABLE, file], options));
    const entries = Object.entries(table as Record<string, Cell[]>);
    const got = entries.map(([name, cells]): [string, Cell[]] => [
      name,
      scaleOf.has(name) ? cells.map((cell) => (cell === null ? null : Number(cell))) : cells,
    ]);
    expectCells(new Map(got));
  });
});
