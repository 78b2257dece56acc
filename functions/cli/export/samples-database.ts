/** A merged export as a DuckDB database with the views `samples` and `losing`. */
import { join } from 'node:path';
import type { DuckDBConnection, DuckDBPreparedStatement } from '@duckdb/node-api';
import { typedCommand } from '../../../shared/domain/words/typed-command.ts';
import { CliFailure } from '../stack/failure.ts';
import type { MergedManifest, TableFile } from './manifest.ts';

export interface SqlAnswer {
  readonly columns: readonly string[];
  /** As DuckDB writes them in JSON: whole numbers beyond 2^53 and instants are texts. */
  readonly rows: readonly (readonly unknown[])[];
}

/**
 * Runs one question over the export; it reads no other file, writes none, and loads no extension. Fails with
 * `sql.no-duckdb`, `sql.not-one`, `sql.no-question` or `sql.refused`.
 */
export async function askExport(
  folder: string,
  { tables }: Pick<MergedManifest, 'tables'>,
  statement: string,
): Promise<SqlAnswer> {
  const duckDb = await loadDuckDb();
  const instance = await duckDb.DuckDBInstance.create(':memory:');
  try {
    const connection = await instance.connect();
    await connection.run("SET TimeZone = 'UTC'");
    await connection.run(viewStatement('samples', folder, tables, 'samples'));
    await connection.run(viewStatement('losing', folder, tables, 'conflicts'));
    await connection.run(
      `SET allowed_paths = [${tables.map(({ path }) => text(join(folder, path))).join(', ')}]`,
    );
    await connection.run('SET enable_external_access = false');
    await connection.run('SET lock_configuration = true');
    const question = await questionIn(duckDb, connection, statement);
    const reader = await question.runAndReadAll().catch(refused);
    return { columns: reader.columnNames(), rows: reader.getRowsJson() };
  } finally {
    instance.closeSync();
  }
}

/** What asks and changes nothing. */
const QUESTIONS = ['SELECT', 'EXPLAIN'] as const;

async function questionIn(
  { StatementType }: DuckDb,
  connection: DuckDBConnection,
  statement: string,
): Promise<DuckDBPreparedStatement> {
  // Of a text without a statement DuckDB says nothing that a person could read.
  const statements = await connection
    .extractStatements(`${statement}\n`)
    .catch((cause: unknown) =>
      refused(isBlank(statement) ? new Error('expected a statement, got none') : cause),
    );
  if (statements.count !== 1)
    throw new CliFailure(
      'sql.not-one',
      `expected one statement, got ${statements.count}: ask them one by one (PIVOT is several without its values: PIVOT … ON channel IN ('a', 'b'))`,
    );
  const question = await statements.prepare(0).catch(refused);
  const isQuestion = QUESTIONS.some((kind) => question.statementType === StatementType[kind]);
  if (isQuestion) return question;
  throw new CliFailure(
    'sql.no-question',
    `expected a question (SELECT, FROM, WITH, DESCRIBE, SUMMARIZE or EXPLAIN), got ${StatementType[question.statementType]}: nothing is written here; --csv prints the answer as CSV, and ${typedCommand('export')} gives the files to your own DuckDB`,
  );
}

/** Only comments and blanks. */
const isBlank = (statement: string): boolean =>
  statement.replace(/--.*$|\/\*[\s\S]*?\*\//gm, '').replace(/[\s;]/g, '') === '';

function refused(cause: unknown): never {
  throw new CliFailure('sql.refused', cause instanceof Error ? cause.message : String(cause), [], { cause });
}

type DuckDb = typeof import('@duckdb/node-api');

async function loadDuckDb(): Promise<DuckDb> {
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
