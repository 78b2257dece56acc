import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

const PROJECT_ROOT = join(import.meta.dirname, '..', '..', '..');
const SOURCES = ['cdk', 'functions', 'shared', 'package-lock.json'];

interface AssemblyOptions {
  /** Directory that keeps the assembly of the last synthesis. */
  readonly cache: string;
  /** Directory of the handlers, where it is not the project's own. */
  readonly functionsDirectory?: string;
}

/**
 * The synthesized app: template, asset manifest and bundles. Synthesized in this process when the sources changed
 * since the last time, else taken from the cache as it is.
 *
 * @returns its directory.
 */
export async function synthesizedAssembly({ cache, functionsDirectory }: AssemblyOptions): Promise<string> {
  const sources = SOURCES.map((name) => join(PROJECT_ROOT, name));
  const key = hashOf(functionsDirectory === undefined ? sources : [...sources, functionsDirectory]);
  const directory = join(cache, key);
  if (existsSync(directory)) return directory;

  rmSync(cache, { recursive: true, force: true });
  const draft = join(cache, 'draft');
  mkdirSync(draft, { recursive: true });
  try {
    await synthesizeIn(draft, functionsDirectory);
  } catch (error) {
    // What of it was written is of no use, and may be what fills the disk.
    rmSync(draft, { recursive: true, force: true });
    throw error;
  }
  renameSync(draft, directory);
  return directory;
}

async function synthesizeIn(outdir: string, functionsDirectory: string | undefined): Promise<void> {
  // The CDK takes a second to load, which a start from the cache need not spend.
  const { howshipApp } = await import('../../app.ts');
  howshipApp({
    outdir,
    stackTraces: false,
    treeMetadata: false,
    // Two seconds, for faults that `cdk synth` and the stack's tests find.
    builtinCloudFormationValidation: false,
    ...(functionsDirectory === undefined ? {} : { functionsDirectory }),
  }).synth();
}

/** SHA-256 over the names and contents of all files below, in order, in hex. */
function hashOf(paths: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of paths.flatMap(filesBelow)) {
    const content = readFileSync(file);
    hash.update(`${relative(PROJECT_ROOT, file)}\0${content.byteLength}\0`).update(content);
  }
  return hash.digest('hex');
}

function filesBelow(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  const entries = readdirSync(path, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
