import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askExport } from '../../../../functions/cli/export/samples-database.ts';

const folder = mkdtempSync(join(tmpdir(), 'howship-sql-'));
const outside = mkdtempSync(join(tmpdir(), 'howship-outside-'));
afterAll(() => {
  for (const one of [folder, outside]) rmSync(one, { recursive: true });
});

const PATH = 'samples.parquet';
const TABLES = [
  {
    ...{
      what: 'samples' as const,
      path: PATH,
      unit: 'FU1',
      bucket: '2026-03-01',
      n: 2,
      bytes: 1,
      sha256: '',
      basis: '',
    },
    ...{ from: '2026-03-01T00:00:00Z', to: '2026-03-01T00:00:00Z' },
  },
];
const ask = (statement: string) => askExport(folder, { tables: TABLES }, statement);

beforeAll(async () => {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(
    `COPY (SELECT 'FU1' AS unit, 'temperature' AS channel, TIMESTAMPTZ '2026-03-01 00:00:00+00' AS time, v AS value,
      'GOOD' AS quality, NULL::VARCHAR AS status, 'x' AS origin, NULL::VARCHAR AS sensor, 'Cel' AS ucum
      FROM range(2) t(v)) TO '${join(folder, PATH)}'`,
  );
  instance.closeSync();
  writeFileSync(join(outside, 'secret.csv'), 'token\nabc\n');
});

describe('askExport', () => {
  it.each([
    ['SELECT count(*) AS n FROM samples', [['2']]],
    ['FROM samples SELECT max(value)', [['1']]],
    ['WITH one AS (FROM samples) SELECT count(*) FROM one; ', [['2']]],
    ['-- how many\nSELECT count(*) FROM losing', [['0']]],
    ["PIVOT samples ON channel IN ('temperature') USING count(*) GROUP BY unit", [['FU1', '2']]],
    ['VALUES (1)', [[1]]],
  ])('answers %s', async (statement, rows) => {
    expect((await ask(statement)).rows).toEqual(rows);
  });

  it.each(['DESCRIBE samples', 'SUMMARIZE samples', 'SHOW TABLES', 'EXPLAIN FROM samples'])(
    'answers %s',
    async (statement) => {
      expect((await ask(statement)).rows.length).toBeGreaterThan(0);
    },
  );

  it.each([
    ['', 'sql.refused'],
    ['-- nothing', 'sql.refused'],
    ['/* ; */ ;', 'sql.refused'],
    ['SELECT 1; SELECT 2', 'sql.not-one'],
    ['PIVOT samples ON channel', 'sql.not-one'],
    ['SELECT wrong FROM samples', 'sql.refused'],
    ['SELEC 1', 'sql.refused'],
    ['CREATE TABLE mine (a INT)', 'sql.no-question'],
    ['SET enable_external_access = true', 'sql.no-question'],
    ['INSTALL httpfs', 'sql.no-question'],
    [`SELECT * FROM '${outside}/secret.csv'`, 'sql.refused'],
    [`SELECT * FROM read_text('${outside}/secret.csv')`, 'sql.refused'],
    [`SELECT * FROM glob('${outside}/*')`, 'sql.refused'],
    [`SELECT * FROM '${folder}/../${outside.split('/').at(-1)}/secret.csv'`, 'sql.refused'],
    [`COPY samples TO '${outside}/copy.csv'`, 'sql.refused'],
    [`COPY samples TO '${folder}/${PATH}'`, 'sql.no-question'],
    [`EXPORT DATABASE '${outside}/database'`, 'sql.refused'],
    [`ATTACH '${outside}/file.db'`, 'sql.no-question'],
    [`EXPLAIN ANALYZE COPY samples TO '${folder}/${PATH}'`, 'sql.refused'],
  ])('refuses %s with %s, and touches no file', async (statement, code) => {
    await expect(ask(statement)).rejects.toMatchObject({ code });
    expect([readdirSync(outside), existsSync(join(folder, PATH))]).toEqual([['secret.csv'], true]);
    expect((await ask('SELECT count(*) FROM samples')).rows).toEqual([['2']]);
  });

  it('says of a blank text that a statement is expected', async () => {
    await expect(ask(' -- nothing\n')).rejects.toThrow('expected a statement, got none');
  });
});
