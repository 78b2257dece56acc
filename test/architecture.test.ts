/** The house rules of docs/adr/0001: who may import whom, and what the pure core may not touch. */
import { globSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  circlesOf,
  fileGraph,
  folderGraph,
  type Import,
  importsOf,
  upwardImports,
} from './support/import-graph.ts';

const root = resolve(import.meta.dirname, '..');

/** For each part of the house: the parts and packages it may import (itself always). */
const MAY_IMPORT: Record<string, readonly string[]> = {
  'shared/stats': [],
  'shared/domain': ['shared/stats', 'zod'],
  'shared/formats': [
    'shared/domain',
    'shared/stats',
    'hyparquet',
    'hyparquet-compressors',
    'geotiff',
    'fast-png',
    'yaml',
    'zod',
    'node:zlib',
    'node:crypto',
  ],
  'shared/contract': ['shared/domain', 'zod'],
  'shared/ports.ts': ['shared/domain'],
  'shared/usecases': [
    'shared/domain',
    'shared/formats',
    'shared/stats',
    'shared/contract',
    'shared/ports.ts',
    'node:crypto',
  ],
  'shared/aws': [
    'shared/ports.ts',
    'shared/contract',
    'shared/domain',
    'shared/runtime',
    '@aws-sdk',
    'aws-lambda',
    '@smithy',
    'zod',
    'node:crypto',
    // Webhooks go out by the address that was looked at, which no client of a library lets us see.
    'node:dns',
    'node:http',
    'node:https',
    'node:net',
    'node:stream',
    'node:timers/promises',
    'node:zlib',
  ],
  'shared/runtime': [
    'shared/contract',
    'shared/domain',
    'hono',
    '@types/aws-lambda',
    'aws-lambda',
    'zod',
    'node:crypto',
  ],
  'shared/simulator': ['shared/domain', 'shared/formats', 'shared/stats'],
  // What runs in a browser knows the stack by its answers only.
  'functions/web': [
    'shared/contract',
    'shared/domain',
    'shared/stats',
    // Plans and definitions are drafted and checked there by the very code of the command and of the stack.
    'shared/formats/contacts',
    'shared/formats/definition',
    'shared/formats/source-proposal',
    ...['preact', 'uplot', 'yaml', 'zod'],
  ],
};
const ENTRY_POINT = [
  'shared/usecases',
  'shared/aws',
  'shared/runtime',
  'shared/contract',
  'shared/ports.ts',
  'shared/domain',
  'shared/formats',
  'shared/simulator',
];
const PURE = ['shared/stats', 'shared/domain', 'shared/formats', 'shared/usecases', 'shared/simulator'];

/** The rooms of the use cases, the lowest floor first; a room imports rooms of lower floors only. */
const FLOORS = [
  ['known'],
  ['assay'],
  ['define', 'heads', 'holders', 'audit'],
  ['pages'],
  ['judge'],
  ['tell', 'answer'],
  ['arrive'],
  ['try', 'upkeep', 'report'],
  ['watch.ts'],
];

function sourceFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}

const isWithin = (path: string, part: string) => path === part || path.startsWith(`${part}/`);

/** What the stack sets and the functions rely on: names, and how long a run may take. */
const SHARED_WITH_THE_STACK = ['shared/runtime/environment-names.ts', 'shared/domain/downlink/run-time.ts'];

/** The part of the house a file belongs to: a folder of shared/, one entry point, or cdk. */
function partOf(file: string): string {
  const [top = '', second = ''] = file.split('/');
  return top === 'cdk' ? 'cdk' : `${top}/${second}`;
}

function isAllowed({ file, target }: Import): boolean {
  const part = partOf(file);
  if (isWithin(target, part)) return true;
  if (part === 'cdk')
    return SHARED_WITH_THE_STACK.includes(target) || !/^(shared|functions|test)\//.test(target);
  const allowed = MAY_IMPORT[part] ?? ENTRY_POINT;
  if (allowed === ENTRY_POINT && !/^(shared|functions|cdk|test)\//.test(target)) return true;
  return allowed.some((one) => isWithin(target, one));
}

const files = ['shared', 'functions', 'cdk'].flatMap(sourceFiles);
const sources = new Map(files.map((file) => [file, readFileSync(join(root, file), 'utf8')]));
const imports = [...sources].flatMap(([file, source]) => importsOf(file, source));

describe('the house', () => {
  it('has source files to judge', () => {
    expect(files.length).toBeGreaterThan(50);
  });

  it('lets each part import only what it may', () => {
    const broken = imports.filter((one) => !isAllowed(one));
    expect(broken).toEqual([]);
  });

  it('keeps the SDK behind the ports', () => {
    const broken = imports
      .filter(({ file }) => !isWithin(file, 'shared/aws') && !isWithin(file, 'cdk'))
      .filter(({ target }) => target.startsWith('@aws-sdk/'));
    expect(broken).toEqual([]);
  });

  it('keeps clock, chance and environment out of the pure core', () => {
    const forbidden = /process\.env|Date\.now\(|new Date\(\)|Math\.random|performance\.now/;
    const broken = [...sources]
      .filter(([file]) => PURE.some((part) => isWithin(file, part)))
      .filter(([, source]) => forbidden.test(withoutComments(source)))
      .map(([file]) => file);
    expect(broken).toEqual([]);
  });

  it('has no two files in a circle of imports, of types neither', () => {
    expect(circlesOf(fileGraph(sources))).toEqual([]);
  });

  it('has no two folders in a circle of imports, of types neither', () => {
    expect(circlesOf(folderGraph(sources))).toEqual([]);
  });

  it('has one door from what is stored to what is answered, so that no reader forgets ranks or calibrations', () => {
    const doors = ['shared/usecases/heads/read-samples.ts', 'shared/domain/archive/lay-frames.ts'];
    const merging = imports.filter(({ target }) => target === 'shared/domain/archive/merge.ts');
    expect(merging.map(({ file }) => file).toSorted()).toEqual(doors.toSorted());
  });

  it('lets a room of the use cases import rooms of lower floors only', () => {
    expect(upwardImports(sources, 'shared/usecases', FLOORS)).toEqual([]);
  });

  it('has no mark of a merge that was left half done, in comments and texts neither', () => {
    const left = globSync(
      '{*,{bench,cdk,docs,examples,functions,shared,test}/**/*}.{ts,tsx,js,json,md,yaml}',
      {
        cwd: root,
      },
    ).filter((file) => /^(<{7}|>{7}|\|{7}) /m.test(readFileSync(join(root, file), 'utf8')));
    expect(left).toEqual([]);
  });

  it('has no folder or file of odds and ends, and no barrel', () => {
    expect(files.filter((file) => /(^|\/)(utils?|helpers?|common|misc|index)(\.tsx?|\/)/.test(file))).toEqual(
      [],
    );
  });
});

function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');
}
