import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BenchRow } from './bench-row.ts';

const ROWS = join(import.meta.dirname, 'rows');

/** Names of all rows: one file each. */
export function rowNames(): string[] {
  return readdirSync(ROWS)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => basename(name, '.ts'))
    .sort();
}

/** Names of the rows that run where none is named: all but the long ones. */
export async function usualRowNames(): Promise<string[]> {
  const rows = await Promise.all(rowNames().map(rowNamed));
  return rows.filter(({ isLong }) => !isLong).map(({ row }) => row);
}

/** Fails where no file of `bench/rows/` has that name, or exports no row. */
export async function rowNamed(name: string): Promise<BenchRow> {
  if (!rowNames().includes(name)) {
    throw new Error(`there is no row ${JSON.stringify(name)}; there are ${rowNames().join(', ')}`);
  }
  const file: { default: BenchRow } = await import(pathToFileURL(join(ROWS, `${name}.ts`)).href);
  if (file.default.row !== name) throw new Error(`bench/rows/${name}.ts calls itself ${file.default.row}`);
  return file.default;
}
