/** The peers. DuckDB is a dependency of the project; the others are those of `bench/package.json`. */
import { NotInstalled } from './bench-row.ts';

/** @throws NotInstalled */
export async function importDuckDb() {
  try {
    return await import('@duckdb/node-api');
  } catch (cause) {
    throw new NotInstalled('@duckdb/node-api', 'npm ci', { cause });
  }
}

/** @throws NotInstalled */
export async function importPolars() {
  try {
    return (await import('nodejs-polars')).default;
  } catch (cause) {
    throw new NotInstalled('nodejs-polars', 'npm ci --prefix bench', { cause });
  }
}

/** @throws NotInstalled */
export async function importCsvParse() {
  try {
    return await import('csv-parse');
  } catch (cause) {
    throw new NotInstalled('csv-parse', 'npm ci --prefix bench', { cause });
  }
}
