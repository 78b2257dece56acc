/** NASA's Rodent Research 1 as it is exported: what others read in it is what the receipt counts. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { receiptsSchema } from '../../shared/contract/downlinks.ts';
import { queryTelemetry } from '../../shared/usecases/answer/query-telemetry.ts';
import { TOKEN } from '../support/api.ts';
import { type ApiServer, startApiServer } from '../support/api-server.ts';
import { howship } from '../support/cli.ts';
import { hasPyarrow, queried } from '../support/parquet-readers.ts';
import { parquetFacts, parquetRows } from '../support/read-parquet.ts';
import { hasRealData, realFile } from '../support/real-data.ts';

describe.runIf(hasRealData)('RR-1 exported (skipped only where HOWSHIP_DATA is absent)', () => {
  let server: ApiServer;
  let folder: string;
  let accepted: number;
  let paths: string[];
  const at = (name: string) => join(folder, name);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'howship-rr1-'));
    server = await startApiServer();
    const environment = { HOWSHIP_URL: server.url, HOWSHIP_TOKEN: TOKEN, HOWSHIP_HOME: at('home') };
    const definition = resolve(import.meta.dirname, '../../examples/rodent-research/rr1.yaml');
    writeFileSync(at('RR1_CSV.csv'), realFile('iss-rodent-research/RR1_CSV.csv'));
    for (const argv of [
      ['experiment', 'apply', definition],
      ['upload', at('RR1_CSV.csv'), '-e', 'rr1'],
      ['export', at('out'), '-e', 'rr1'],
    ]) {
      const { code, err } = await howship(argv, environment);
      if (code !== 0) throw new Error(`${argv.join(' ')}: ${err}`);
    }
    const headers = { Authorization: `Bearer ${TOKEN}` };
    const answer = await fetch(`${server.url}/v1/experiments/rr1/downlinks`, { headers });
    const { downlinks } = receiptsSchema.parse(await answer.json());
    accepted = downlinks.reduce((sum, { counts }) => sum + counts.accepted, 0);
    const { tables } = JSON.parse(readFileSync(at('out/manifest.json'), 'utf8'));
    paths = tables.map(({ path }: { path: string }) => join(at('out'), path));
  }, 120_000);
  afterAll(async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  });

  it('has as many rows as the receipt counts as accepted, with what they rest on, for hyparquet', async () => {
    const rows = (await Promise.all(paths.map((path) => parquetRows(readFileSync(path))))).flat();
    expect([accepted, rows.length]).toEqual([72_522, 72_522]);
    for (const path of paths)
      expect(Object.keys(parquetFacts(readFileSync(path)))).toEqual([
        ...['howship.bucket', 'howship.definition', 'howship.experiment', 'howship.program'],
        ...['howship.query', 'howship.table', 'howship.unit'],
      ]);
    const last = await queryTelemetry(server.ports, 'rr1', {
      ...{ unit: 'FU1', channel: 'temperature', maxPoints: 20_000 },
    });
    const own = rows.filter(({ unit, channel }) => unit === 'FU1' && channel === 'temperature');
    expect(own.map(({ value, quality }) => [value, quality])).toEqual(
      last.points.map(({ mean, quality }) => [mean, quality]),
    );
  });

  it('has them for DuckDB', async () => {
    const instance = await DuckDBInstance.create(':memory:');
    const duck = await instance.connect();
    const from = `'${at('out')}/samples/*/*.parquet'`;
    const counted = await queried(duck, `SELECT count(*)::INTEGER, count(value)::INTEGER FROM ${from}`);
    const facts = await queried(
      duck,
      `SELECT DISTINCT value::VARCHAR FROM parquet_kv_metadata(${from}) WHERE key = 'howship.experiment'`,
    );
    instance.closeSync();
    expect([counted, facts]).toEqual([[[accepted, accepted]], [['rr1']]]);
  });

  it.runIf(hasPyarrow)('has them for pyarrow', () => {
    const lines = [
      'import pyarrow.dataset as ds, pyarrow.parquet as pq, sys',
      'print(ds.dataset(sys.argv[1]).count_rows(), pq.read_schema(sys.argv[2]).metadata[b"howship.experiment"].decode())',
    ];
    const argv = ['-c', lines.join('\n'), at('out/samples'), paths[0]!];
    expect(execFileSync('python3', argv, { encoding: 'utf8' })).toBe(`${accepted} rr1\n`);
  });
});
