/** What one home hands on another one takes in: real stacks, and the whole of OCLAST. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ensureDumps } from '../../examples/dumps.ts';
import { EXAMPLES, folderOf } from '../../examples/known.ts';
import type { Imported } from '../../functions/cli/osdr/import-osdr.ts';
import { osdrManifestSchema } from '../../functions/cli/osdr/manifest.ts';
import { sha256 } from '../../shared/formats/digest.ts';
import { isaFindings } from '../../shared/formats/isa-tab/isa-rules.ts';
import { howship } from '../support/cli.ts';
import { type StackProcess, startStack } from '../support/local-stack.ts';
import { TWIN_DEFINITION, twinFiles } from '../support/twin-experiment.ts';

const work = mkdtempSync(join(tmpdir(), 'howship-osdr-'));
const PATIENCE = { timeout: 1_200_000 };
let stack: StackProcess | null = null;
let environment: Record<string, string> = {};

async function begin(home: string): Promise<void> {
  await stack?.stop();
  mkdirSync(join(work, home), { recursive: true });
  stack = startStack(join(work, home));
  const { url, token } = await stack.ready;
  environment = { HOWSHIP_URL: url, HOWSHIP_TOKEN: token };
}

async function run(...argv: readonly string[]): Promise<string> {
  const { code, out, err } = await howship(argv, environment);
  if (code !== 0) throw new Error(`howship ${argv.join(' ')}: ${code}\n${err}${out}`);
  return out;
}

const written = (name: string, text: string) => {
  writeFileSync(join(work, name), text);
  return join(work, name);
};
const manifestOf = (name: string) =>
  osdrManifestSchema.parse(JSON.parse(readFileSync(join(work, name, 'manifest.json'), 'utf8')));

beforeAll(async () => {
  await begin('first');
  const folder = folderOf(EXAMPLES.oclast);
  const dumps = await ensureDumps(EXAMPLES.oclast);
  const tables = ['runsheet.csv', 'medium_endpoints.csv'].map((name) => join(folder, name));
  await run('experiment', 'apply', join(folder, 'definition.yaml'));
  await run('event', 'add', '--file', join(folder, 'events.csv'), '-e', 'oclast');
  await run('upload', ...dumps, ...tables, '-e', 'oclast', '--wait');
  for (const assay of ['pits', 'pit-images'])
    await run('pits', 'confirm-scale', assay, '--micrometres', '2', '-e', 'oclast');
  const excluded = ['--unit', 'GU3', '--reason', 'LEAK', '--evidence', 'medium in the foam'];
  await run('exclude', ...excluded, '-e', 'oclast');
  const { flight, ground } = twinFiles();
  await run('experiment', 'apply', written('twins.yaml', TWIN_DEFINITION));
  await run('upload', written('fu1.csv', flight), written('gu1.csv', ground), '-e', 'twins', '--wait');
  // Waits for everything, that of the scale and the exclusion too.
  await run('upload', tables[0]!, '-e', 'oclast', '--wait');
  for (const one of ['oclast', 'twins']) await run('export', join(work, one), '--osdr', '-e', one);
  await begin('second');
}, 1_200_000);
afterAll(async () => {
  await stack?.stop();
  rmSync(work, { recursive: true, force: true });
});

it.each(['oclast', 'twins'])(
  'the folder of %s holds to the rules of ISA-Tab, with every file as it is named',
  (name) => {
    const at = (path: string) => join(work, name, path);
    const { files, pending, raw } = manifestOf(name);
    expect(pending).toBe(0);
    for (const { path, sha256: digest } of files)
      expect([path, sha256(readFileSync(at(path)))]).toEqual([path, digest]);
    expect(raw.length).toBe(name === 'oclast' ? 25 : 2);
    expect(
      isaFindings({
        text: (path) => (existsSync(at(path)) ? readFileSync(at(path), 'utf8') : null),
        has: (path) => existsSync(at(path)),
      }),
    ).toEqual([]);
  },
);

it.each(['oclast', 'twins'])(
  '%s read back into an empty home is the same archive, with equal tables',
  PATIENCE,
  async (name) => {
    const imported: Imported = JSON.parse(await run('import', join(work, name), '--osdr', '--json'));
    expect(imported.tables.filter(({ found, lacking }) => found > 0 || lacking !== undefined)).toEqual([]);
    expect(imported.tables.length).toBe(manifestOf(name).tables.length);
    expect(imported.files.filter(({ became }) => became !== 'SENT')).toEqual([]);
    expect(imported).toMatchObject({ hash: { isSame: true }, isSame: true });
  },
);
