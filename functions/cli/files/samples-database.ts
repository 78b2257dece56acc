/** An export as a DuckDB database with the views `samples` and `losing`. */

import { join } from 'node:path';
import { parseInstant } from '../../../shared/domain/instant.ts';
import { typedCommand } from '../../../shared/domain/words/typed-command.ts';
import { CliFailure } from '../stack/failure.ts';
import type { Manifest } from './export-folder.ts';
import { type SegmentFile, viewStatements } from './samples-view.ts';

export interface SqlAnswer {
  readonly columns: readonly string[];
  /** As DuckDB writes them in JSON: whole numbers beyond 2^53 and instants are texts. */
  readonly rows: readonly (readonly unknown[])[];
}

/** Runs one statement over the export. Fails with `sql.no-duckdb` or `sql.refused`. */
export async function askExport(folder: string, manifest: Manifest, statement: string): Promise<SqlAnswer> {
  const { DuckDBInstance } = await loadDuckDb();
  const instance = await DuckDBInstance.create(':memory:');
  try {
    const connection = await instance.connect();
    await connection.run("SET TimeZone = 'UTC'");
    const paths = manifest.segments.map(({ key }) => join(folder, key));
    const schemas = await connection.runAndReadAll(schemaStatement(paths));
    for (const view of viewStatements(filesOf(folder, manifest, schemas.getRows())))
      await connection.run(view);
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

function schemaStatement(paths: readonly string[]): string {
  if (paths.length === 0) return "SELECT '' AS file, '' AS name, '' AS type WHERE false";
  const list = paths.map((path) => `'${path.replaceAll("'", "''")}'`).join(', ');
  return `SELECT file_name, name, concat_ws(' ', type, logical_type, scale) FROM parquet_schema([${list}])
    WHERE num_children IS NULL`;
}

function filesOf(folder: string, manifest: Manifest, rows: readonly (readonly unknown[])[]): SegmentFile[] {
  const columns = Map.groupBy(rows, ([file]) => String(file));
  return manifest.segments.map(({ key, unit, rank, readIn = [], from, to }) => {
    const path = join(folder, key);
    const own = columns.get(path) ?? [];
    return {
      ...{ path, unit, rank, readIn, from: parseInstant(from), to: parseInstant(to) },
      schema: own.map(([, name, type]) => `${name} ${type}`).join('\n'),
      columns: own.map(([, name]) => String(name)),
    };
  });
}
