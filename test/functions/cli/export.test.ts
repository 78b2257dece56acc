import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TOKEN } from '../../support/api.ts';
import { type ApiServer, startApiServer, type Upset } from '../../support/api-server.ts';
import { howship } from '../../support/cli.ts';
import { TWIN_DEFINITION, twinFiles } from '../../support/twin-experiment.ts';

let server: ApiServer;
let folder: string;
let upsets: Upset[] = [];
const at = (name: string) => join(folder, name);
const asked = (argv: readonly string[]) =>
  howship(argv, { HOWSHIP_URL: server.url, HOWSHIP_TOKEN: TOKEN, HOWSHIP_HOME: at('home') });

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

describe('howship export', () => {
  it('brings the segments with a manifest, and the second time nothing but what is not whole', async () => {
    const first = await asked(['export', at('out'), '-e', 'twins']);
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toMatch(/out: 2 segments of 0\.0 MB, 2 of them new\narchive hash [0-9a-f]{64}\n$/);
    const { segments } = JSON.parse(readFileSync(at('out/manifest.json'), 'utf8'));
    expect(segments).toHaveLength(2);
    for (const { key, bytes } of segments) expect(statSync(join(at('out'), key)).size).toBe(bytes);
    writeFileSync(join(at('out'), segments[0].key), 'half');
    const again = await asked(['export', at('out'), '-e', 'twins']);
    expect(again.out).toContain('2 segments of 0.0 MB, 1 of them new');
  });
});

describe('many exports at once', () => {
  it('crash nothing, into one folder and into many', async () => {
    const folders = Array.from({ length: 50 }, (_, i) => at(i % 2 === 0 ? 'shared' : `own-${i}`));
    const all = await Promise.all(folders.map((one) => asked(['export', one, '-e', 'twins'])));
    expect(all.map(({ code, err }) => ({ code, err }))).toEqual(Array(50).fill({ code: 0, err: '' }));
    const [whole, ...others] = ['shared', 'own-1', 'own-49'].map((name) =>
      readFileSync(join(at(name), 'manifest.json'), 'utf8'),
    );
    expect(new Set(others)).toEqual(new Set([whole]));
  }, 120_000);

  it('bring what two sources brought in the same bytes once', async () => {
    writeFileSync(at('fu1-copy.csv'), `${twinFiles().flight}`);
    await asked(['upload', at('fu1-copy.csv'), '-e', 'twins']);
    const { code } = await asked(['export', at('copied'), '-e', 'twins']);
    expect(code).toBe(0);
    const { segments } = JSON.parse(readFileSync(at('copied/manifest.json'), 'utf8'));
    const keys = segments.map(({ key }: { key: string }) => key);
    expect(keys).toEqual([...new Set(keys)]);
  });
});

describe('a folder with other files', () => {
  it('is refused with its cause, and an earlier export is gone on with', async () => {
    mkdirSync(at('thesis'));
    writeFileSync(at('thesis/chapter.tex'), 'x');
    const { code, err } = await asked(['export', at('thesis'), '-e', 'twins']);
    expect(code).toBe(1);
    expect(err).toContain('thesis holds other files (chapter.tex): name an empty folder');
    await asked(['export', at('gone-on'), '-e', 'twins']);
    writeFileSync(at('gone-on/notes.txt'), 'x');
    expect((await asked(['export', at('gone-on'), '-e', 'twins'])).code).toBe(0);
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
    expect(out).toContain('2 segments of 0.0 MB, 2 of them new');
    expect(code).toBe(0);
    expect(upsets).toEqual([]);
  });

  it('says no is told, with what to do', async () => {
    const refused: Upset = { status: 403, code: 'AccessDenied' };
    upsets = [refused, refused];
    const { code, err } = await asked(['export', at('refused'), '-e', 'twins']);
    upsets = [];
    expect(err).toContain('the storage answered 403; run the same command again to go on (export.failed)');
    expect(code).toBe(1);
  });
});

describe('howship sql', () => {
  const count = 'SELECT unit, count(*)::INTEGER AS n FROM samples GROUP BY unit ORDER BY unit';

  it('asks a folder that was exported', async () => {
    await asked(['export', at('out'), '-e', 'twins']);
    const { out } = await asked(['sql', count, '--folder', at('out'), '--csv']);
    expect(out).toBe('unit,n\r\nFU1,600\r\nGU1,600\r\n');
  });

  it('asks a stack, whose segments it keeps in its home', async () => {
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
