import { createHash } from 'node:crypto';
import {
  cpSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { checkFolder } from '../../../../functions/cli/osdr/check-folder.ts';
import { exportOsdr } from '../../../../functions/cli/osdr/export-osdr.ts';
import { type Imported, importOsdr } from '../../../../functions/cli/osdr/import-osdr.ts';
import { type OsdrManifest, osdrManifestSchema } from '../../../../functions/cli/osdr/manifest.ts';
import { CliFailure } from '../../../../functions/cli/stack/failure.ts';
import { sha256 } from '../../../../shared/formats/digest.ts';
import { listExclusions } from '../../../../shared/usecases/answer/list-exclusions.ts';
import { listExperiments } from '../../../../shared/usecases/answer/show-experiment.ts';
import { listReceipts } from '../../../../shared/usecases/answer/show-receipt.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { listEvents } from '../../../../shared/usecases/define/record-events.ts';
import { type Home, startHome, tellAll } from '../../../support/handed-on.ts';
import { settleAll, upload } from '../../../support/run-stack.ts';
import { TWIN_DEFINITION } from '../../../support/twin-experiment.ts';

let home: Home;
let work: string;
let handed: string;
let folder: string;
let copies = 0;

beforeAll(async () => {
  work = mkdtempSync(join(tmpdir(), 'howship-import-'));
  handed = join(work, 'handed');
  const from = await startHome();
  await tellAll(from);
  await from.act((context) => exportOsdr(context, handed, 'twins'));
  await from.close();
  home = await startHome();
});
afterAll(async () => {
  await home.close();
  rmSync(work, { recursive: true });
});
afterEach(() => {
  for (const server of sockets.splice(0)) server.close();
});
beforeEach(() => {
  folder = join(work, `copy-${++copies}`);
  cpSync(handed, folder, { recursive: true });
});

const manifestIn = (): OsdrManifest =>
  osdrManifestSchema.parse(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')));
const writeManifest = (manifest: object) =>
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));

/** Another content of a file, whose checksums are right. */
function rewrite(path: string, change: (text: string) => string): void {
  const text = change(readFileSync(join(folder, path), 'utf8'));
  writeFileSync(join(folder, path), text);
  const md5 = createHash('md5').update(text).digest('hex');
  const { files, ...rest } = manifestIn();
  const bytes = statSync(join(folder, path)).size;
  const now = { path, bytes, sha256: sha256(text), md5 };
  writeManifest({ ...rest, files: files.map((file) => (file.path === path ? now : file)) });
}

const sockets: Server[] = [];

/** No file: who opens it as one fails, or waits for ever. */
async function makeSocket(path: string): Promise<void> {
  const server = createServer();
  sockets.push(server);
  await new Promise<void>((resolve) => server.listen(join(folder, path), resolve));
}

const imported = (into: Home = home): Promise<Imported> =>
  into.act((context) => importOsdr(context, folder, 60));
const refusal = async (): Promise<CliFailure> => {
  const failure = await imported().catch((error: unknown) => error);
  if (failure instanceof CliFailure) return failure;
  throw new Error(`expected a refusal, got ${String(failure)}`);
};
const sentences = ({ message, findings }: CliFailure) =>
  [message, ...findings.map((one) => `${one.field}: ${one.message}`)].join('\n');

describe('a folder that is not as its manifest says', () => {
  it.each<[string, () => void | Promise<void>, string]>([
    ['a file of other bytes', () => writeFileSync(join(folder, 'raw/gu1.csv'), 'x'), 'raw/gu1.csv: expected'],
    [
      'a manifest that is cut off',
      () =>
        writeFileSync(
          join(folder, 'manifest.json'),
          readFileSync(join(folder, 'manifest.json'), 'utf8').slice(0, 900),
        ),
      'manifest.json is no JSON (it has 900 bytes): was it cut off on its way?',
    ],
    ['no manifest', () => rmSync(join(folder, 'manifest.json')), 'in which there is no manifest.json'],
    ['no folder', () => rmSync(folder, { recursive: true }), 'which is not there'],
    [
      'a file of other bytes and the same size',
      () => {
        const place = join(folder, 'raw/gu1.csv');
        writeFileSync(place, readFileSync(place, 'utf8').replace('37', '38'));
      },
      'raw/gu1.csv: expected SHA-256',
    ],
    ['a file less', () => rmSync(join(folder, 'raw/gu1.csv')), 'raw/gu1.csv: it is missing'],
    [
      'a path that leads out',
      () => {
        const { files, ...rest } = manifestIn();
        writeManifest({ ...rest, files: [...files, { ...files[0]!, path: '../handed/README.md' }] });
      },
      '../handed/README.md: this path is not followed: it leads out of the folder (..)',
    ],
    [
      'an absolute path',
      () => {
        const { raw, ...rest } = manifestIn();
        writeManifest({ ...rest, raw: [...raw, { ...raw[0]!, path: '/etc/hostname' }] });
      },
      '/etc/hostname: this path is not followed: it is absolute',
    ],
    [
      'a link out of the folder',
      () => {
        rmSync(join(folder, 'raw/gu1.csv'));
        symlinkSync(join(handed, 'raw/gu1.csv'), join(folder, 'raw/gu1.csv'));
      },
      'raw/gu1.csv: it is a link out of the folder, which is not followed',
    ],
    [
      'a socket in the place of a file',
      () => {
        rmSync(join(folder, 'raw/gu1.csv'));
        return makeSocket('raw/gu1.csv');
      },
      'raw/gu1.csv: expected a file, got a pipe or a device',
    ],
    [
      'a socket in the place of the manifest',
      () => {
        rmSync(join(folder, 'manifest.json'));
        return makeSocket('manifest.json');
      },
      'manifest.json is not read: expected a file, got a pipe or a device',
    ],
    [
      'a manifest that is a link out of the folder',
      () => {
        rmSync(join(folder, 'manifest.json'));
        symlinkSync('/dev/zero', join(folder, 'manifest.json'));
      },
      'manifest.json is not read: it is a link out of the folder, which is not followed',
    ],
    [
      'a manifest of more than fits',
      () => truncateSync(join(folder, 'manifest.json'), 65_000_000),
      'manifest.json is not read: expected at most 64.0 MB, got 65.0 MB',
    ],
    [
      'a file that is named twice',
      () => {
        const { files, ...rest } = manifestIn();
        writeManifest({ ...rest, files: [...files, files[0]!] });
      },
      'expected each file once, got it twice',
    ],
    [
      'a raw file without a checksum',
      () => {
        const { files, ...rest } = manifestIn();
        writeManifest({ ...rest, files: files.filter(({ path }) => path !== 'raw/gu1.csv') });
      },
      'raw/gu1.csv: expected its checksum among the files, got none',
    ],
    [
      'a raw file that is not the one of its downlink',
      () => rewrite('raw/gu1.csv', (text) => text.replace('37', '38')),
      'raw/gu1.csv: expected SHA-256',
    ],
    [
      'a definition of another digest',
      () => rewrite(manifestIn().definitions[1]!.path, (text) => text.replace('Two', 'Three')),
      'expected a definition of SHA-256',
    ],
    ['no manifest', () => rmSync(join(folder, 'manifest.json')), 'in which there is no manifest.json'],
    [
      'a manifest of something else',
      () => writeManifest({ form: 'merged' }),
      'as ./howship export --osdr writes it, got another one (form: ',
    ],
  ])('is refused for %s, and nothing is taken in', async (_, harm, sentence) => {
    await harm();
    expect(sentences(await refusal())).toContain(sentence);
    expect(await listExperiments(home.server.ports)).toEqual({ experiments: [] });
  });

  it('is refused for as many files as fit a screen, and says how many more', async () => {
    const { files, ...rest } = manifestIn();
    const more = Array.from({ length: 500 }, (_, i) => ({ ...files[0]!, path: `raw/x${i}` }));
    writeManifest({ ...rest, files: [...files, ...more] });
    const { findings, found } = await refusal();
    expect([findings.length, found]).toEqual([50, 500]);
  });

  it('is refused for every file that does not fit, each by name', async () => {
    rmSync(join(folder, 'raw/gu1.csv'));
    writeFileSync(join(folder, 'events.csv'), '');
    const { code, findings } = await refusal();
    expect([code, findings.map(({ field }) => field)]).toEqual([
      'import.folder',
      ['events.csv', 'raw/gu1.csv'],
    ]);
    const { code: exit, err } = await home.run('import', '--osdr', folder);
    expect([exit, err]).toEqual([
      1,
      expect.stringContaining('howship: 2 problems (import.folder)\n  events.csv: '),
    ]);
  });
});

describe('a folder that was handed on', () => {
  it('comes in by the ordinary road: the same archive, and every table to the last digit', async () => {
    writeFileSync(join(folder, 'raw/stranger.csv'), 'x');
    writeFileSync(
      join(folder, 'i_Investigation.txt'),
      readFileSync(join(folder, 'i_Investigation.txt'), 'utf8').replace(
        'Investigation Description\t""',
        'Investigation Description\t"told"',
      ),
    );
    const { isSame, hash, tables, files, done, notes } = await imported();
    expect(tables.filter(({ found }) => found > 0)).toEqual([]);
    expect([hash.isSame, isSame]).toEqual([true, true]);
    expect(tables.length).toBe(manifestIn().tables.length);
    expect(files.map(({ fileName, became }) => `${fileName} ${became}`)).toEqual([
      ...['fu1-wrong.csv WITHDRAWN', 'fu1.csv SENT', 'gu1.csv SENT', 'counts.csv SENT'],
      ...['FU1_pits.csv SENT', 'GU1_pits.csv SENT'],
    ]);
    expect(done).toEqual([
      ...['2 definitions put in force', '1 contact put', '2 events recorded'],
      expect.stringMatching(/^the scale of bone, 2 µm, is confirmed as it was by ada at /),
      '3 exclusions recorded',
    ]);
    expect(notes).toEqual([
      expect.stringContaining('i_Investigation.txt: expected'),
      'raw/stranger.csv: it is not in the manifest, and nothing of it is taken in',
    ]);
  });

  it('carries who withdrew what and why, events under their ids, and exclusions in their order', async () => {
    const { ports } = home.server;
    const { downlinks } = await listReceipts(ports, 'twins');
    expect(downlinks.find(({ fileName }) => fileName === 'fu1-wrong.csv')?.withdrawn?.reason).toMatch(
      /^columns were mixed up \(withdrawn by ada at \S+, before the hand-over\)$/,
    );
    const ids = (await listEvents(ports, 'twins')).events.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(manifestIn().events.map(({ id }) => id)));
    const { exclusions } = await listExclusions(ports, 'twins');
    expect(exclusions.map(({ evidence, liftedBy }) => [evidence, liftedBy !== undefined])).toEqual([
      ['medium in the foam', true],
      ['it was condensate', false],
      ['medium in the foam, again', false],
    ]);
  });

  it('comes in once: what is here already is not sent again', async () => {
    const { files, done, isSame } = await imported();
    expect(new Set(files.map(({ became }) => became))).toEqual(new Set(['HERE']));
    expect(done[0]).toBe('twins is here already, under the same definition');
    expect(done.some((one) => one.includes('recorded'))).toBe(false);
    expect(isSame).toBe(true);
    expect((await listReceipts(home.server.ports, 'twins')).downlinks).toHaveLength(6);
  });

  it('whose table is answered otherwise here says where, what was expected and what is answered', async () => {
    const path = 'environment/twins_environment_summary.csv';
    rewrite(path, (text) =>
      text.replace(
        /^FU1,temperature,(.*),GOOD$|^(FU1,temperature,flight,temperature,Cel,[^,]*,[^,]*),300,/m,
        '$2,299,',
      ),
    );
    const { code, out } = await home.run('import', '--osdr', folder);
    expect(code).toBe(1);
    expect(out).toContain(`  ${path}: 1 difference\n`);
    expect(out).toContain('    line 2, FU1 temperature, n: expected "299", got "300"\n');
  });

  it('under a definition that the home does not know is refused, and nothing is taken in', async () => {
    const other = await startHome();
    await applyExperiment(other.server.ports, 'twins', TWIN_DEFINITION.replace('Two incubators', 'Others'));
    await expect(imported(other)).rejects.toMatchObject({ code: 'import.definition' });
    expect((await listReceipts(other.server.ports, 'twins')).downlinks).toEqual([]);
    await other.close();
  });

  it('goes on where the home has an earlier definition of it in force', async () => {
    const other = await startHome();
    await applyExperiment(other.server.ports, 'twins', TWIN_DEFINITION);
    const { done, isSame } = await imported(other);
    expect(done[0]).toBe('twins is here already, under an earlier definition: 1 definition put in force');
    expect(isSame).toBe(true);
    await other.close();
  });

  it('with a scale by which nothing is measured here says so, and confirms none', async () => {
    const { scales, ...rest } = manifestIn();
    writeManifest({ ...rest, scales: scales.map((one) => ({ ...one, micrometres: 3 })) });
    const { done } = await imported();
    expect(done.join('\n')).toContain(
      'the scale of bone, 3 µm, is not confirmed: expected a scale by which pits of bone are measured, got 3 µm',
    );
  });

  it('says of a file that stands beside another of its name how one of them is taken out', async () => {
    const other = await startHome();
    const { documents } = await checkFolder(folder);
    for (const { canonical } of documents) await applyExperiment(other.server.ports, 'twins', canonical);
    const altered = readFileSync(join(folder, 'raw/gu1.csv'), 'utf8').replace('37', '36');
    const standing = await upload(other.server.ports, 'twins', 'gu1.csv', altered);
    await settleAll(other.server.ports);
    const { files, isSame } = await imported(other);
    await other.close();
    expect(isSame).toBe(false);
    expect(
      files.flatMap(({ fileName, sentence }) => (sentence === undefined ? [] : [[fileName, sentence]])),
    ).toEqual([
      [
        'gu1.csv',
        expect.stringMatching(`counts here already \\(downlink ${standing}, .*withdraw ${standing} --reason`),
      ],
    ]);
  });

  it('has texts of ISA-Tab that are no files of it: they are noted and not read', async () => {
    rmSync(join(folder, 's_twins.txt'));
    await makeSocket('s_twins.txt');
    symlinkSync('/etc/hostname', join(folder, 'a_out.txt'));
    symlinkSync('/dev/zero', join(folder, 's_zero.txt'));
    const { notes } = await imported();
    expect(notes).toEqual(
      expect.arrayContaining([
        's_twins.txt: expected a file, got a pipe or a device',
        'a_out.txt: it is a link out of the folder, which is not followed',
        's_zero.txt: it is a link out of the folder, which is not followed',
      ]),
    );
  });

  it('is asked for by its kind', async () => {
    const { code, err } = await home.run('import', folder);
    expect([code, err]).toEqual([2, expect.stringContaining('expected --osdr')]);
  });
});
