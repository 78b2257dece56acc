import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { MergedManifest } from '../../../functions/cli/export/manifest.ts';
import { receiptsSchema } from '../../../shared/contract/downlinks.ts';
import { receiptKey } from '../../../shared/domain/downlink/receipt.ts';
import { PROGRAM_VERSION } from '../../../shared/domain/program.ts';
import { sha256 } from '../../../shared/formats/digest.ts';
import { owe, owedOn, payAll } from '../../../shared/usecases/known/owe.ts';
import { TOKEN } from '../../support/api.ts';
import { type ApiServer, startApiServer, type Upset } from '../../support/api-server.ts';
import { howship } from '../../support/cli.ts';
import { hasPyarrow } from '../../support/parquet-readers.ts';
import { parquetFacts, parquetRows } from '../../support/read-parquet.ts';
import { settleAll } from '../../support/run-stack.ts';
import { TWIN_DEFINITION, twinFiles } from '../../support/twin-experiment.ts';

let server: ApiServer;
let folder: string;
let upsets: Upset[] = [];
const at = (name: string) => join(folder, name);
const asked = (argv: readonly string[]) =>
  howship(argv, { HOWSHIP_URL: server.url, HOWSHIP_TOKEN: TOKEN, HOWSHIP_HOME: at('home') });
const manifestText = (name: string) => readFileSync(at(`${name}/manifest.json`), 'utf8');
const manifestIn = (name: string): MergedManifest => JSON.parse(manifestText(name));
const rowsIn = async (name: string, { tables }: MergedManifest, what: 'samples' | 'conflicts') =>
  (
    await Promise.all(
      tables
        .filter((table) => table.what === what)
        .map(({ path }) => parquetRows(readFileSync(join(at(name), path)))),
    )
  ).flat();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'howship-export-'));
  server = await startApiServer('TAKES', () => upsets.shift());
  writeFileSync(at('twins.yaml'), TWIN_DEFINITION);
  const { flight, ground } = twinFiles();
  writeFileSync(at('fu1.csv'), flight);
  writeFileSync(at('gu1.csv'), ground);
  await asked(['experiment', 'apply', at('twins.yaml')]);
  await asked(['upload', at('fu1.csv'), at('gu1.csv'), '-e', 'twins']);
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  upsets = [];
});

describe('howship export', () => {
  it('writes each sample once, with all that explains it', async () => {
    const { code, out, err } = await asked(['export', at('out'), '-e', 'twins']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(
      /out: 1,200 samples, each once, in 2 files of \d+ kB, 2 of them new; README\.md says how to read them\narchive hash [0-9a-f]{64}\n$/,
    );
    const manifest = manifestIn('out');
    expect(manifest).toMatchObject({ samples: 1200, conflicts: 0, pending: 0, program: PROGRAM_VERSION });
    const files = [...manifest.tables, ...manifest.beside];
    for (const { path, bytes, sha256: digest } of files) {
      const standing = readFileSync(join(at('out'), path));
      expect([path, standing.length, sha256(standing)]).toEqual([path, bytes, digest]);
    }
    const names = readdirSync(at('out'), { recursive: true, withFileTypes: true }).filter((one) =>
      one.isFile(),
    );
    expect(names).toHaveLength(files.length + 1);
    const { downlinks } = receiptsSchema.parse(
      await (
        await fetch(`${server.url}/v1/experiments/twins/downlinks`, {
          headers: { Authorization: `Bearer ${TOKEN}` },
        })
      ).json(),
    );
    expect(manifest.samples).toBe(downlinks.reduce((sum, { counts }) => sum + counts.accepted, 0));
    expect(
      manifest.downlinks.map(({ downlink, attempt, fileName }) => [downlink, attempt, fileName]),
    ).toEqual(downlinks.map(({ id, fileName }) => [id, 1, fileName]));
    const [first] = manifest.tables;
    expect(parquetFacts(readFileSync(join(at('out'), first!.path)))).toMatchObject({
      'howship.definition': JSON.stringify(manifest.definition),
      'howship.program': PROGRAM_VERSION,
      'howship.unit': 'FU1',
    });
    const rows = await rowsIn('out', manifest, 'samples');
    expect(rows).toHaveLength(1200);
    expect(rows[300]).toEqual({
      ...{ unit: 'FU1', channel: 'temperature', sensor: null, ucum: 'Cel' },
      ...{ time: new Date('2026-03-01T06:00:00Z'), value: expect.any(Number) },
      ...{ quality: 'GOOD', status: 'ACQUIRED', origin: 'MEASURED' },
    });
  });

  it('makes anew only what is not whole, and removes what is no part any more', async () => {
    await asked(['export', at('again'), '-e', 'twins']);
    const { tables } = manifestIn('again');
    writeFileSync(join(at('again'), tables[0]!.path), 'half');
    const second = await asked(['export', at('again'), '-e', 'twins']);
    expect(second.out).toMatch(/2 files of \d+ kB, 1 of them new/);
    await asked(['export', at('again'), '-e', 'twins', '--unit', 'GU1']);
    expect(readdirSync(at('again/samples/FU1'))).toEqual([]);
    expect(manifestIn('again')).toMatchObject({ samples: 600, query: { unit: 'GU1' } });
  });

  it('goes on with one that broke off', async () => {
    upsets = [...Array(4)].map(() => ({ status: 403, code: 'AccessDenied' }));
    const refused = await asked(['export', at('broken'), '-e', 'twins']);
    expect(refused.err).toContain(
      'the storage answered 403; run the same command again to go on (export.failed)',
    );
    expect(refused.code).toBe(1);
    expect(readdirSync(at('broken'))).toEqual(['begun.part']);
    upsets = [];
    const { code } = await asked(['export', at('broken'), '-e', 'twins']);
    expect(code).toBe(0);
    expect(readdirSync(at('broken'))).not.toContain('begun.part');
  });

  it('holds of a range and channel nothing else', async () => {
    const range = ['--from', '2026-03-01T08:00:00Z', '--to', '2026-03-01T08:30:00Z'];
    await asked(['export', at('part'), '-e', 'twins', '--channel', 'humidity', ...range]);
    const rows = await rowsIn('part', manifestIn('part'), 'samples');
    expect(new Set(rows.map(({ channel }) => channel))).toEqual(new Set(['humidity']));
    expect(rows).toHaveLength(60);
    const times = rows.map(({ time }) => String(new Date(String(time)).toISOString())).sort();
    expect([times[0], times.at(-1)]).toEqual(['2026-03-01T08:00:00.000Z', '2026-03-01T08:29:00.000Z']);
  });

  it('of nothing says so', async () => {
    const { code, out } = await asked(['export', at('none'), '-e', 'twins', '--to', '2001-01-01T00:00:00Z']);
    expect([code, out]).toEqual([0, expect.stringContaining('none: nothing to export: no sample of what')]);
    expect(readFileSync(at('none/README.md'), 'utf8')).toContain('No sample is in the archive');
    expect(manifestIn('none')).toMatchObject({ samples: 0, tables: [] });
    const { out: raw } = await asked([
      ...['export', at('none-raw'), '-e', 'twins', '--to', '2001-01-01T00:00:00Z', '--segments'],
    ]);
    expect(raw).toContain('none-raw: nothing to export');
  });

  it('says what is on its way and not in it', async () => {
    const receipt = receiptKey('twins', 'd000001');
    await owe(server.ports, receipt, '9');
    const { out } = await asked(['export', at('pending'), '-e', 'twins']);
    await payAll(server.ports, await owedOn(server.ports, receipt));
    expect(out).toContain('not all of what arrived is in these numbers yet: 1 input still to be folded in');
    expect(manifestIn('pending').pending).toBe(1);
    expect(readFileSync(at('pending/README.md'), 'utf8')).toContain(
      '> When this was written: not all of what arrived is in these numbers yet',
    );
  });
});

describe('the README of an export', () => {
  const blocks = (name: string, language: string) =>
    readFileSync(at(`${name}/README.md`), 'utf8')
      .split(`\`\`\`${language}\n`)
      .slice(1)
      .map((text) => text.slice(0, text.indexOf('```')));

  it('has lines that DuckDB runs', async () => {
    await asked(['export', at('read'), '-e', 'twins']);
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    await connection.run(`SET file_search_path = '${at('read')}'`);
    const answers: unknown[][][] = [];
    for (const sql of blocks('read', 'sql'))
      answers.push((await connection.runAndReadAll(sql)).getRowsJson());
    instance.closeSync();
    const [means, phases, elapsed] = answers;
    // For an hour FU1's sensor stood still.
    expect(means!.map(([unit, channel, ucum, n]) => [unit, channel, ucum, n])).toEqual([
      ['FU1', 'humidity', '%', '300'],
      ['FU1', 'temperature', 'Cel', '240'],
      ['GU1', 'humidity', '%', '300'],
      ['GU1', 'temperature', 'Cel', '300'],
    ]);
    expect(phases!.map(([unit, phase, channel, n]) => [unit, phase, channel, n])).toEqual(
      means!.map(([unit, channel, , n]) => [unit, 'culture', channel, n]),
    );
    expect(elapsed!.map(([, , seconds]) => seconds).slice(0, 2)).toEqual([0, 60]);
  });

  it.runIf(hasPyarrow)('has lines that pandas runs', () => {
    const [python] = blocks('read', 'python');
    const text = execFileSync('python3', ['-c', `${python}\nprint(len(samples), wide.shape, len(events))`], {
      ...{ cwd: at('read'), encoding: 'utf8' },
    });
    expect(text.trim().split('\n').at(-1)).toBe('1200 (360, 4) 2');
  });
});

describe('what contradicts', () => {
  it('stands apart, with the downlinks of both, until one is withdrawn', async () => {
    const contradicting = twinFiles().flight.replaceAll(/(T06:0[0-4]:00.000Z),[\d.]+/g, '$1,99');
    writeFileSync(at('contra.csv'), contradicting);
    const renamed = at('fu1-contra.csv');
    writeFileSync(renamed, contradicting);
    await asked(['upload', renamed, '-e', 'twins']);
    const { out } = await asked(['export', at('contra'), '-e', 'twins']);
    const manifest = manifestIn('contra');
    expect(manifest.conflicts).toBeGreaterThan(0);
    expect(manifest.samples).toBe(1200);
    expect(out).toContain('lost to others of the same instant: conflicts/');
    const rows = await rowsIn('contra', manifest, 'conflicts');
    expect(rows).toHaveLength(manifest.conflicts);
    const other = manifest.downlinks.find(({ fileName }) => fileName === 'fu1-contra.csv')!.downlink;
    for (const { value, wonValue, downlinks, wonDownlinks } of rows) {
      expect(Number(wonValue)).toBeLessThan(Number(value));
      expect([downlinks, wonDownlinks]).toEqual([other, 'd000001']);
    }
    const sql = readFileSync(at('contra/README.md'), 'utf8').split('```sql\n').at(-1)!.split('```')[0]!;
    expect(sql).toContain('wonDownlinks');
    await asked(['withdraw', other, '-e', 'twins', '--reason', 'wrong']);
    await settleAll(server.ports);
    await asked(['export', at('contra'), '-e', 'twins']);
    expect(manifestIn('contra')).toMatchObject({ samples: 1200, conflicts: 0 });
    expect(readdirSync(at('contra/conflicts/FU1'))).toEqual([]);
  });
});

describe('howship export --segments', () => {
  it('brings the segments with a manifest, and the second time nothing but what is not whole', async () => {
    const first = await asked(['export', at('raw'), '-e', 'twins', '--segments']);
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toMatch(/raw: 2 segments of \d+ kB, 2 of them new\narchive hash [0-9a-f]{64}\n$/);
    const { segments } = JSON.parse(readFileSync(at('raw/manifest.json'), 'utf8'));
    expect(segments).toHaveLength(2);
    for (const { key, bytes } of segments) expect(statSync(join(at('raw'), key)).size).toBe(bytes);
    writeFileSync(join(at('raw'), segments[0].key), 'half');
    const again = await asked(['export', at('raw'), '-e', 'twins', '--segments']);
    expect(again.out).toMatch(/2 segments of \d+ kB, 1 of them new/);
  });

  it('brings what two sources brought in the same bytes once', async () => {
    writeFileSync(at('fu1-copy.csv'), `${twinFiles().flight}`);
    await asked(['upload', at('fu1-copy.csv'), '-e', 'twins']);
    const { code } = await asked(['export', at('copied'), '-e', 'twins', '--segments']);
    expect(code).toBe(0);
    const { segments } = JSON.parse(readFileSync(at('copied/manifest.json'), 'utf8'));
    const keys = segments.map(({ key }: { key: string }) => key);
    expect(keys).toEqual([...new Set(keys)]);
  });
});

describe('many exports at once', () => {
  it('crash nothing, into one folder and into many', async () => {
    const folders = Array.from({ length: 50 }, (_, i) => {
      const form = i % 5 === 0 ? ['--segments'] : [];
      const name = i % 2 === 0 ? 'shared' : `own-${i}`;
      return { form, name: `${form.length === 0 ? 'merged' : 'raw'}-${name}` };
    });
    const all = await Promise.all(
      folders.map(({ name, form }) => asked(['export', at(name), '-e', 'twins', ...form])),
    );
    expect(all.map(({ code, err }) => ({ code, err }))).toEqual(Array(50).fill({ code: 0, err: '' }));
    const manifestsOf = (form: string) =>
      new Set(folders.filter(({ name }) => name.startsWith(form)).map(({ name }) => manifestText(name)));
    expect([manifestsOf('merged').size, manifestsOf('raw').size]).toEqual([1, 1]);
  }, 180_000);
});

describe('a folder with other files', () => {
  it('is refused with its cause, and an earlier export is gone on with', async () => {
    mkdirSync(at('thesis'));
    writeFileSync(at('thesis/chapter.tex'), 'x');
    const { code, err } = await asked(['export', at('thesis'), '-e', 'twins']);
    expect(code).toBe(1);
    expect(err).toContain('thesis holds other files (chapter.tex): name an empty folder');
    expect(readdirSync(at('thesis'))).toEqual(['chapter.tex']);
    await asked(['export', at('gone-on'), '-e', 'twins']);
    writeFileSync(at('gone-on/notes.txt'), 'x');
    expect((await asked(['export', at('gone-on'), '-e', 'twins'])).code).toBe(0);
    const form = await asked(['export', at('gone-on'), '-e', 'twins', '--segments']);
    expect(form.err).toContain('gone-on holds a merged export: name an empty folder');
    const manifest = JSON.parse(readFileSync(at('gone-on/manifest.json'), 'utf8'));
    writeFileSync(at('gone-on/manifest.json'), JSON.stringify({ ...manifest, experiment: 'other' }));
    const other = await asked(['export', at('gone-on'), '-e', 'twins']);
    expect(other.err).toContain('holds an export of other, not of twins');
  });
});

describe('a segment whose storage', () => {
  it('fails or breaks off is asked for again', async () => {
    upsets = [{ status: 503, code: 'SlowDown' }, 'CUT'];
    const { code, out } = await asked(['export', at('unsteady'), '-e', 'twins']);
    expect(out).toMatch(/2 files of \d+ kB, 2 of them new/);
    expect(code).toBe(0);
    expect(upsets).toEqual([]);
  });
});

describe('howship sql', () => {
  const count = 'SELECT unit, count(*)::INTEGER AS n FROM samples GROUP BY unit ORDER BY unit';

  it('asks a folder that was exported, and no raw segments', async () => {
    await asked(['export', at('out'), '-e', 'twins']);
    const { out } = await asked(['sql', count, '--folder', at('out'), '--csv']);
    expect(out).toBe('unit,n\r\nFU1,600\r\nGU1,600\r\n');
    const raw = await asked(['sql', count, '--folder', at('raw')]);
    expect([raw.code, raw.err]).toEqual([1, expect.stringContaining('raw holds raw segments')]);
  });

  it('asks a stack, whose samples it keeps in its home', async () => {
    const { out } = await asked(['sql', count, '-e', 'twins', '--json']);
    expect(JSON.parse(out)).toEqual([
      { unit: 'FU1', n: 600 },
      { unit: 'GU1', n: 600 },
    ]);
    const table = await asked(['sql', count, '-e', 'twins']);
    expect(table.out).toBe('unit    n\n────  ───\nFU1   600\nGU1   600\n');
  });

  it('asks the only experiment where none is named', async () => {
    const { code, out } = await asked(['sql', count, '--csv']);
    expect([code, out]).toEqual([0, 'unit,n\r\nFU1,600\r\nGU1,600\r\n']);
  });
});
