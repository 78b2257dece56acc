import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { buildSync } from 'esbuild';
import { PROJECT_ROOT } from './project.ts';

/** Of what the API serves of the console, by name. */
const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
};

/**
 * Builds the console into a directory: `index.html`, scripts and styles named by their content, and `files.json`, which
 * names all of these with their media types. Nothing of it asks another host for anything.
 */
export function buildConsole(entry: string, directory: string): void {
  const { metafile } = buildSync({
    entryPoints: [{ in: entry, out: 'console' }],
    outdir: directory,
    entryNames: '[name]-[hash]',
    chunkNames: 'part-[hash]',
    absWorkingDir: PROJECT_ROOT,
    bundle: true,
    splitting: true,
    platform: 'browser',
    target: 'es2022',
    format: 'esm',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    minify: true,
    legalComments: 'none',
    metafile: true,
    logLevel: 'silent',
  });
  const names = Object.keys(metafile.outputs).map((path) => basename(path));
  const [script, style] = ['js', 'css'].map((type) =>
    names.find((name) => new RegExp(`^console-.*\\.${type}$`).test(name)),
  );
  if (script === undefined || style === undefined)
    throw new Error(`expected a script and a style of ${entry}, got ${names}`);
  const page = readFileSync(join(dirname(entry), 'index.html'), 'utf8')
    .replace('%SCRIPT%', `/console/${script}`)
    .replace('%STYLE%', `/console/${style}`);
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'index.html'), page);
  const files = Object.fromEntries(
    names.map((name) => [name, TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream']),
  );
  writeFileSync(join(directory, 'files.json'), JSON.stringify(files));
}
