/** A merged export as a DuckDB database with the views `samples` and `losing`. */
import { join } from 'node:path';
import { typedCommand } from '../../../shared/domain/words/typed-command.ts';
import { CliFailure } from '../stack/failure.ts';
import type { MergedManifest, TableFile } from './manifest.ts';

export interface SqlAnswer {
  readonly columns: readonly string[];
  /** As DuckDB writes them in JSON: whole numbers beyond 2^53 and instants are texts. */
  readonly rows: readonly (readonly unknown[])[];
}

/** Runs one statement over the export. Fails with `sql.no-duckdb` or `sql.refused`. */
export async function askExport(
  folder: string,
  { tables }: Pick<MergedManifest, 'tables'>,
  statement: string,
): Promise<SqlAnswer> {
  const { DuckDBInstance } = await loadDuckDb();
  const instance = await DuckDBInstance.create(':memory:');
  try {
    const connection = await instance.connect();
    await connection.run("SET TimeZone = 'UTC'");
    await connection.run(viewStatement('samples', folder, tables, 'samples'));
    await connection.run(viewStatement('losing', folder, tables, 'conflicts'));
    const reader = await connection.runAndReadAll(statement).catch((cause: unknown) => {
      throw new CliFailure('sql.refused', cause instanceof Error ? cause.message : String(cause), [], {
        cause,
      });
    });
    return { columns: reader.columnNames(), rows: reader.getRowsJson() };
  } finally {
    instance.closeSync();
  }
}

async function loadDuckDb() {
  try {
    return await import('@duckdb/node-api');
  } catch (cause) {
    const sentence = `${typedCommand('sql')} asks DuckDB, which is not installed here: npm install @duckdb/node-api, or open the files of ${typedCommand('export')} with any Parquet reader`;
    throw new CliFailure('sql.no-duckdb', sentence, [], { cause });
  }
}

const NO_ROWS = `SELECT NULL::VARCHAR AS unit, NULL::VARCHAR AS channel, NULL::TIMESTAMPTZ AS time, NULL::DOUBLE AS value,
  NULL::VARCHAR AS quality, NULL::VARCHAR AS status, NULL::VARCHAR AS origin, NULL::VARCHAR AS sensor, NULL::VARCHAR AS ucum
  WHERE false`;

function viewStatement(
  view: string,
  folder: string,
  tables: readonly TableFile[],
  wanted: TableFile['what'],
): string {
  const paths = tables.filter(({ what }) => what === wanted).map(({ path }) => text(join(folder, path)));
  const rows = `SELECT unit, channel, time, value, quality, status, origin, sensor, ucum FROM read_parquet([${paths.join(', ')}])`;
  return `CREATE VIEW ${view} AS ${paths.length === 0 ? NO_ROWS : rows}`;
}

const text = (value: string) => `'${value.replaceAll("'", "''")}'`;
