import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportOsdr } from '../../../../functions/cli/osdr/export-osdr.ts';
import { osdrManifestSchema } from '../../../../functions/cli/osdr/manifest.ts';
import { readQuotedRecords } from '../../../../shared/formats/csv/quoted-records.ts';
import { sha256 } from '../../../../shared/formats/digest.ts';
import { isaFindings } from '../../../../shared/formats/isa-tab/isa-rules.ts';
import { readIsaTable } from '../../../../shared/formats/isa-tab/isa-tab.ts';
import { type Home, startHome, tellAll } from '../../../support/handed-on.ts';

let home: Home;
let work: string;
let out: string;
const asked: string[] = [];
let sent: ReadonlyMap<string, string>;
const read = (path: string) => readFileSync(join(out, path), 'utf8');
const manifest = () => osdrManifestSchema.parse(JSON.parse(read('manifest.json')));
const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();

/** The rows of a table by the names of its columns. */
function rowsOf(path: string): Record<string, string>[] {
  const [header = [], ...rows] = readQuotedRecords(path, read(path), ',').map(({ cells }) => cells);
  return rows.map((row) => Object.fromEntries(header.map((name, i) => [name, row[i] ?? ''])));
}

beforeAll(async () => {
  work = mkdtempSync(join(tmpdir(), 'howship-osdr-'));
  out = join(work, 'out');
  home = await startHome((path) => void asked.push(path));
  sent = await tellAll(home);
  await home.act((context) => exportOsdr(context, out, 'twins'));
});
afterAll(async () => {
  await home.close();
  rmSync(work, { recursive: true });
});

describe('a folder for OSDR', () => {
  it('names every file with size and digests, and holds no other', () => {
    const { files } = manifest();
    for (const { path, bytes, sha256: digest } of files) {
      const standing = readFileSync(join(out, path));
      expect([path, standing.length, sha256(standing)]).toEqual([path, bytes, digest]);
    }
    expect(filesIn(out)).toEqual([...files.map(({ path }) => path), 'manifest.json'].sort());
    expect(read('md5sum.txt').split('\n')[0]).toMatch(/^[0-9a-f]{32} {2}\S+$/);
  });

  it('holds to the rules of ISA-Tab', () => {
    const isa = { text: (path: string) => read(path), has: (path: string) => existsSync(join(out, path)) };
    expect(isaFindings(isa)).toEqual([]);
  });

  it('has the raw files byte for byte, withdrawn ones too, and says which are not there', () => {
    const { raw, notIncluded } = manifest();
    expect(raw.map(({ fileName }) => fileName)).toEqual([
      ...['fu1-wrong.csv', 'fu1.csv', 'gu1.csv', 'counts.csv', 'FU1_pits.csv', 'GU1_pits.csv'],
    ]);
    for (const { path, fileName } of raw) expect(read(path)).toBe(sent.get(fileName));
    expect(raw[0]).toMatchObject({ state: 'WITHDRAWN', withdrawn: { reason: 'columns were mixed up' } });
    const left = notIncluded.map(({ what, why }) => `${what}: ${why}`).join('\n');
    expect(left).toMatch(
      /^file fu1-empty\.csv of downlink \S+: it is REFUSED, so that nothing of it is in any answer: /m,
    );
    expect(left).toMatch(/^file fu1\.csv of downlink \S+: it repeats the file of downlink \S+$/m);
    expect(read('README.md')).toContain('label images and overlays');
  });

  it('has every definition, in the order of its revisions', () => {
    const { definitions, definition } = manifest();
    expect(definitions.map(({ revisions }) => revisions.map(({ revision }) => revision))).toEqual([[1], [2]]);
    for (const one of definitions) expect(sha256(read(one.path))).toBe(one.sha256);
    expect(definitions[1]).toMatchObject(definition.sha256 === definitions[1]?.sha256 ? {} : { sha256: '' });
  });

  it('tells samples with their factors, and which files each was measured in', () => {
    const study = readIsaTable('s', read('s_twins.txt'));
    const column = (name: string) => study.header.indexOf(name);
    const told = study.rows.map((row) =>
      ['Source Name', 'Sample Name', 'Factor Value[Spaceflight]'].map((name) => row[column(name)]),
    );
    expect(told).toEqual([
      ['FU1', 'FU1', 'Space Flight'],
      ['FU1', 'FU1-S1', 'Space Flight'],
      ['GU1', 'GU1', 'Ground Control'],
      ['GU1', 'GU1-S1', 'Ground Control'],
    ]);
    expect(study.rows[0]?.[column('Comment[Excluded]')]).toMatch(
      /^LEAK from 2026-03-01T10:00:00Z: medium in the foam, again \(by \S+ at \S+, after unblinding\)$/,
    );
    const telemetry = readIsaTable('a', read('a_twins_telemetry_environmental-monitoring.txt'));
    expect(telemetry.rows.map((row) => [row[0], row[telemetry.header.indexOf('Raw Data File')]])).toEqual([
      ['FU1', 'raw/fu1.csv'],
      ['GU1', 'raw/gu1.csv'],
    ]);
    const bone = readIsaTable('a', read('a_twins_bone_bone-resorption.txt'));
    const place = (name: string) => bone.header.indexOf(name);
    expect(bone.rows.map((row) => [row[0], row[place('Raw Data File')]])).toEqual([
      ['FU1-S1', 'raw/FU1_pits.csv'],
      ['GU1-S1', 'raw/GU1_pits.csv'],
    ]);
    expect(read('a_twins_bone_bone-resorption.txt')).not.toContain('of the whole assay');
  });

  it('has what each unit lived through, with every column in the dictionary', () => {
    const [first] = rowsOf('environment/twins_environment_summary.csv');
    expect(first).toMatchObject({
      ...{ unit: 'FU1', channel: 'temperature', quantity: 'temperature', ucum: 'Cel', n: '300' },
      ...{ completeness: '1', calibration: '' },
    });
    const over = rowsOf('environment/twins_GU1_environment.csv');
    // By the event that corrected the one of the definition.
    expect(over[0]).toMatchObject({ time: '2026-03-01T07:00:00Z', elapsed: '-2' });
    const known = new Set(
      rowsOf('environment/data_dictionary.csv').map(({ file, column }) => `${file} ${column}`),
    );
    for (const path of manifest().tables) {
      const [header] = readQuotedRecords(path, read(path), ',');
      for (const column of header?.cells ?? []) expect(known).toContain(`${path} ${column}`);
    }
    for (const { meaning } of rowsOf('environment/data_dictionary.csv')) expect(meaning).not.toBe('');
  });

  it('says of arms that cannot be compared why, and has no table of nothing', () => {
    const [contrast] = rowsOf('processed/twins-rnaseq_rna_seq_contrasts.csv');
    expect(contrast).toMatchObject({ contrast: 'flight-v-ground', group_a: 'Space Flight' });
    expect(contrast?.refused).not.toBe('');
    expect(contrast?.environment).toMatch(/^(CLEAN|CONFOUNDED|UNKNOWN)$/);
    expect(manifest().tables).not.toContain('processed/twins-rnaseq_rna_seq_differential_expression.csv');
  });

  it('guards what a spreadsheet would take for a formula', () => {
    const [event] = rowsOf('events.csv').filter(({ name }) => name === 'lid-open');
    expect(event?.source).toBe("'=SUM(A1)");
  });

  it('is brought up to date; what is no part of it any more goes, and raw files are not brought again', async () => {
    const before = manifest();
    rmSync(join(out, 'raw/gu1.csv'));
    const stale = { ...before.files[0]!, path: 'processed/old.csv', sha256: sha256('old') };
    writeFileSync(join(out, stale.path), 'old');
    const files = [...before.files, stale];
    writeFileSync(join(out, 'manifest.json'), JSON.stringify({ ...before, files }));
    await home.act((context) => exportOsdr(context, out, 'twins'));
    expect(manifest()).toEqual(before);
    expect(existsSync(join(out, stale.path))).toBe(false);
    expect(asked.filter((path) => path.startsWith('/files/')).length).toBe(before.raw.length + 1);
  });

  it('is written by a command, which says what is in it and what is not', async () => {
    const { code, out: said, err } = await home.run('export', '--osdr', out, '-e', 'twins');
    expect([code, err]).toEqual([0, '']);
    expect(said).toMatch(
      /out: 6 raw files \(1 of them withdrawn\), 2 definitions, \d+ tables, \d+ files of [\d.]+ kB in all; README\.md says what each is\narchive hash [0-9a-f]{64}\nnot in it:\n/,
    );
    expect(said).toContain('  label images and overlays: they are computed from the images');
  });

  it('keeps what people changed in it beside what is written anew, and says so', async () => {
    const path = 'i_Investigation.txt';
    const written = read(path);
    const filled = written.replace(/^Study Title\t.*$/m, 'Study Title\t"by hand"');
    writeFileSync(join(out, path), filled);
    const { code, err } = await home.run('export', '--osdr', out, '-e', 'twins');
    const kept = `${path}.kept-${sha256(Buffer.from(filled)).slice(0, 12)}`;
    expect([code, err]).toEqual([0, expect.stringContaining(`${path} was not as Howship wrote it`)]);
    expect(err).toContain(kept);
    expect([read(path), read(kept)]).toEqual([written, filled]);
    rmSync(join(out, kept));
  });

  it('keeps what stood there before it had a manifest', async () => {
    const own = join(work, 'own');
    mkdirSync(join(own, 'raw'), { recursive: true });
    writeFileSync(join(own, 'raw/gu1.csv'), 'mine');
    writeFileSync(join(own, 'README.md'), 'mine too');
    await home.act((context) => exportOsdr(context, own, 'twins'));
    for (const [path, text] of [
      ['raw/gu1.csv', 'mine'],
      ['README.md', 'mine too'],
    ] as const)
      expect(readFileSync(join(own, `${path}.kept-${sha256(text).slice(0, 12)}`), 'utf8')).toBe(text);
    expect(readFileSync(join(own, 'raw/gu1.csv'), 'utf8')).toBe(sent.get('gu1.csv'));
  });

  it('removes nothing that its manifest says falsely to be of it', async () => {
    const [copy, outside] = [join(work, 'evil'), join(work, 'outside')];
    cpSync(out, copy, { recursive: true });
    for (const folder of [outside, join(copy, 'processed')]) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'precious.csv'), 'precious');
    }
    symlinkSync(outside, join(copy, 'elsewhere'));
    const before = manifest();
    const one = { bytes: 8, sha256: sha256('precious'), md5: '0'.repeat(32) };
    const files = [
      ...before.files,
      { ...one, path: '../outside/precious.csv' },
      { ...one, path: 'elsewhere/precious.csv' },
      { ...one, path: 'processed/precious.csv', sha256: sha256('something else') },
    ];
    writeFileSync(join(copy, 'manifest.json'), JSON.stringify({ ...before, files }));
    await home.act((context) => exportOsdr(context, copy, 'twins'));
    for (const folder of [outside, join(copy, 'processed')])
      expect(readFileSync(join(folder, 'precious.csv'), 'utf8')).toBe('precious');
  });

  it.each(['README.md', 'raw/gu1.csv'])(
    'cannot be written where %s is a folder, and says so',
    async (path) => {
      const own = join(work, path.replaceAll(/\W/g, '-'));
      mkdirSync(join(own, path), { recursive: true });
      await expect(home.act((context) => exportOsdr(context, own, 'twins'))).rejects.toMatchObject({
        code: 'disk.a-folder',
        message: expect.stringContaining(`${path} cannot be written (EISDIR): a folder stands there`),
      });
    },
  );

  it('needs the name of a folder', async () => {
    for (const argv of [
      ['export', '', '--osdr', '-e', 'twins'],
      ['export', '', '-e', 'twins'],
      ['import', '--osdr', ''],
      ['simulate', ''],
    ]) {
      const { code, err } = await home.run(...argv);
      expect([code, err]).toEqual([2, expect.stringContaining('expected the name of a folder, got ""')]);
    }
  });

  it('is not mixed with anything else, and takes no range', async () => {
    const other = join(work, 'other');
    writeFileSync(join(work, 'mine.txt'), '');
    await expect(exportOsdr(home.context, work, 'twins')).rejects.toMatchObject({
      code: 'export.folder-not-empty',
    });
    const ranged = await home.run('export', '--osdr', other, '-e', 'twins', '--unit', 'FU1');
    expect([ranged.code, ranged.err]).toEqual([2, expect.stringContaining('expected one of --')]);
    expect(existsSync(other)).toBe(false);
  });
});
