/** The tables of docs/athena.md, held against the Parquet files of an export. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MergedManifest } from '../../../functions/cli/export/manifest.ts';
import { TOKEN } from '../../support/api.ts';
import { type ApiServer, startApiServer } from '../../support/api-server.ts';
import { howship } from '../../support/cli.ts';
import { TWIN_DEFINITION, twinFiles } from '../../support/twin-experiment.ts';

const DOCUMENT = readFileSync(new URL('../../../docs/athena.md', import.meta.url), 'utf8');
/** What DuckDB calls the types of Hive that the statements name. */
const TYPES: Readonly<Record<string, string>> = {
  string: 'VARCHAR',
  double: 'DOUBLE',
  // Hive has no type of instants: it reads those of Parquet as times in UTC.
  timestamp: 'TIMESTAMP WITH TIME ZONE',
};

interface Column {
  readonly name: string;
  readonly type: string;
}

/** Columns of each table that the document makes, by what its place is called. */
const TABLES = new Map(
  [...DOCUMENT.matchAll(/CREATE EXTERNAL TABLE \w+ \(\n([\s\S]*?)\n\)\n[^;]*\/(\w+)\/';/g)].map(
    ([, columns = '', place = '']): [string, Column[]] => [place, columns.split('\n').map(columnOf)],
  ),
);

function columnOf(line: string): Column {
  const [, name = '', hive = ''] = /^ {2}`(\w+)` (\w+),?$/.exec(line) ?? [];
  const type = TYPES[hive];
  if (type === undefined) throw new Error(`docs/athena.md: no column with a known type in "${line}"`);
  return { name, type };
}

let server: ApiServer;
let folder: string;
let duckDb: DuckDBConnection;
let manifest: MergedManifest;
const filesOf = (place: string) => `'${join(folder, 'out', place)}/*/*.parquet'`;
const rowsOf = async (statement: string) => (await duckDb.runAndReadAll(statement)).getRowObjectsJson();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'howship-athena-'));
  server = await startApiServer('TAKES');
  const asked = (argv: readonly string[]) =>
    howship(argv, { HOWSHIP_URL: server.url, HOWSHIP_TOKEN: TOKEN, HOWSHIP_HOME: join(folder, 'home') });
  mkdirSync(join(folder, 'in'));
  const write = (name: string, text: string) => {
    writeFileSync(join(folder, 'in', name), text);
    return join(folder, 'in', name);
  };
  const { flight, ground } = twinFiles();
  const [header = '', first = ''] = flight.split('\n');
  const other = first.replace(/,[^,]*$/, ',99.5');
  await asked(['experiment', 'apply', write('twins.yaml', TWIN_DEFINITION)]);
  const files = [
    write('fu1.csv', flight),
    write('gu1.csv', ground),
    write('fu1-again.csv', `${header}\n${other}\n`),
  ];
  await asked(['upload', ...files, '-e', 'twins', '--wait']);
  const exported = await asked(['export', join(folder, 'out'), '-e', 'twins']);
  expect(exported.code, exported.err).toBe(0);
  manifest = JSON.parse(readFileSync(join(folder, 'out/manifest.json'), 'utf8'));
  duckDb = await (await DuckDBInstance.create(':memory:')).connect();
});
afterAll(async () => {
  duckDb.closeSync();
  await server.close();
  rmSync(folder, { recursive: true });
});

describe('the tables for Athena', () => {
  it('are of samples and of conflicts, and there are both', () => {
    expect([...TABLES.keys()]).toEqual(['samples', 'conflicts']);
    expect(manifest.samples).toBeGreaterThan(1000);
    expect(manifest.conflicts).toBeGreaterThan(0);
  });

  it.each([...TABLES])(
    'name the columns of %s in their order and with their types, in every file',
    async (place, columns) => {
      for (const { path } of manifest.tables.filter(({ what }) => what === place)) {
        const described = await rowsOf(`DESCRIBE FROM '${join(folder, 'out', path)}'`);
        expect(
          described.map(({ column_name: name, column_type: type }) => ({ name, type })),
          path,
        ).toEqual(columns);
      }
    },
  );

  it.each([...TABLES])(
    'take in %s whole: each row once, and nothing else lies where they look',
    async (place, columns) => {
      const made = columns.map(({ name, type }) => `"${name}" ${type}`).join(', ');
      await duckDb.run(`CREATE TABLE ${place} (${made})`);
      await duckDb.run(`INSERT INTO ${place} FROM read_parquet(${filesOf(place)})`);
      const [counted] = await rowsOf(`SELECT count(*)::INTEGER AS n FROM ${place}`);
      expect(counted?.n).toBe(place === 'samples' ? manifest.samples : manifest.conflicts);
      const lying = readdirSync(join(folder, 'out', place), { recursive: true, withFileTypes: true });
      expect(lying.filter((one) => one.isFile() && !one.name.endsWith('.parquet'))).toEqual([]);
    },
  );

  it('can be written again for an older reader, as the document says', async () => {
    const command = /`(COPY \(FROM [^`]*)`/.exec(DOCUMENT)?.[1] ?? '';
    const plain = join(folder, 'plain');
    await duckDb.run(command.replace('rr1-export', join(folder, 'out')).replace('rr1-plain', plain));
    const [counted] = await rowsOf(
      `SELECT count(*)::INTEGER AS n, count(DISTINCT unit)::INTEGER AS units FROM read_parquet('${plain}/*/*.parquet', hive_partitioning = true)`,
    );
    expect(counted).toEqual({ n: manifest.samples, units: 2 });
    const encodings = await rowsOf(
      `SELECT DISTINCT encodings FROM parquet_metadata('${plain}/*/*.parquet') WHERE path_in_schema = 'value'`,
    );
    expect(JSON.stringify(encodings)).not.toContain('BYTE_STREAM_SPLIT');
  });

  it('say truly how values are encoded, and which tables stand beside', async () => {
    const [value] = await rowsOf(
      `SELECT DISTINCT encodings, compression FROM parquet_metadata(${filesOf('samples')}) WHERE path_in_schema = 'value'`,
    );
    expect(JSON.stringify(value)).toMatch(/BYTE_STREAM_SPLIT.*ZSTD/);
    const beside = manifest.beside.map(({ path }) => path);
    expect(beside).toEqual(expect.arrayContaining(['events.csv', 'phases.csv', 'channels.csv']));
  });
});
