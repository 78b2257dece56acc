/** The checks of the house, held against houses that are built wrong on purpose. */
import { describe, expect, it } from 'vitest';
import { circlesOf, fileGraph, folderGraph, importsOf, type Sources, upwardImports } from './import-graph.ts';

/** Source files from their paths and what each imports. */
function planted(files: Record<string, readonly string[]>): Sources {
  return new Map(Object.entries(files).map(([file, lines]) => [file, `${lines.join('\n')}\n`]));
}

describe('the imports of a file', () => {
  it('are those of values, types, effects and at run time, and what it hands on', () => {
    const source = `import { a } from '../stats/a.ts';
import type { B } from './b.ts';
import {
  c,
  type D,
} from './deep/c.ts';
import './effect.ts';
export type { E } from './e.ts';
const later = await import('../f.ts');
let g: import('./g.ts').G;
import * as z from 'zod';
`;
    expect(importsOf('shared/domain/x.ts', source).map(({ target }) => target)).toEqual([
      'shared/stats/a.ts',
      'shared/domain/b.ts',
      'shared/domain/deep/c.ts',
      'shared/domain/effect.ts',
      'shared/domain/e.ts',
      'shared/f.ts',
      'shared/domain/g.ts',
      'zod',
    ]);
  });
});

describe('a circle of folders', () => {
  it('is found between two siblings whose files are in none', () => {
    const sources = planted({
      'shared/a/one.ts': ["import { two } from '../b/two.ts';"],
      'shared/b/two.ts': [],
      'shared/b/three.ts': ["import type { Four } from '../a/four.ts';"],
      'shared/a/four.ts': [],
    });
    expect(circlesOf(fileGraph(sources))).toEqual([]);
    expect(circlesOf(folderGraph(sources))).toEqual([
      'shared/a -> shared/b -> shared/a ' +
        '(shared/a/one.ts imports shared/b/two.ts; shared/b/three.ts imports shared/a/four.ts)',
    ]);
  });

  it('is found between a folder and its own subfolder', () => {
    const sources = planted({
      'cdk/local/up.ts': ["import { door } from './s3/door.ts';"],
      'cdk/local/s3/door.ts': [],
      'cdk/local/s3/key.ts': ["import type { Home } from '../home.ts';"],
      'cdk/local/home.ts': [],
    });
    expect(circlesOf(folderGraph(sources))).toEqual([
      'cdk/local -> cdk/local/s3 -> cdk/local ' +
        '(cdk/local/up.ts imports cdk/local/s3/door.ts; cdk/local/s3/key.ts imports cdk/local/home.ts)',
    ]);
  });

  it('is found over three folders, and told once', () => {
    const sources = planted({
      'functions/a/a.ts': ["import '../b/b.ts';"],
      'functions/b/b.ts': ["import '../c/c.ts';"],
      'functions/c/c.ts': ["import '../a/d.ts';"],
      'functions/a/d.ts': [],
    });
    expect(circlesOf(folderGraph(sources))).toEqual([
      expect.stringMatching(/^functions\/a -> functions\/b -> functions\/c -> functions\/a \(/),
    ]);
  });

  it('is not seen in two floors, nor where files of one folder import each other', () => {
    const sources = planted({
      'shared/a/one.ts': ["import '../b/two.ts';", "import './four.ts';"],
      'shared/a/four.ts': ["import '../b/three.ts';"],
      'shared/b/two.ts': ["import './three.ts';"],
      'shared/b/three.ts': ["import * as z from 'zod';"],
    });
    expect(circlesOf(folderGraph(sources))).toEqual([]);
  });
});

describe('a circle of files', () => {
  it('is found where types alone close it', () => {
    const sources = planted({
      'shared/a/samples.ts': ["import type { Arrays } from './arrays.ts';"],
      'shared/a/arrays.ts': ["import type { Part } from './samples.ts';"],
    });
    expect(circlesOf(fileGraph(sources))).toEqual([
      'shared/a/arrays.ts -> shared/a/samples.ts -> shared/a/arrays.ts ' +
        '(shared/a/arrays.ts imports shared/a/samples.ts; shared/a/samples.ts imports shared/a/arrays.ts)',
    ]);
    expect(circlesOf(folderGraph(sources))).toEqual([]);
  });

  it('is found in a file that imports itself', () => {
    const sources = planted({ 'shared/a/one.ts': ["import type { One } from './one.ts';"] });
    expect(circlesOf(fileGraph(sources))).toHaveLength(1);
  });
});

describe('the floors of a house', () => {
  const floors = [['known'], ['heads', 'define'], ['watch.ts']];

  it('are gone down', () => {
    const sources = planted({
      'shared/usecases/watch.ts': ["import './heads/commit.ts';", "import '../ports.ts';"],
      'shared/usecases/heads/commit.ts': ["import './entry.ts';", "import type { A } from '../known/a.ts';"],
      'shared/usecases/heads/entry.ts': [],
      'shared/usecases/known/a.ts': [],
    });
    expect(upwardImports(sources, 'shared/usecases', floors)).toEqual([]);
  });

  it('are neither gone up, for a type neither, nor along', () => {
    const sources = planted({
      'shared/usecases/known/a.ts': ["import type { Head } from '../heads/commit.ts';"],
      'shared/usecases/heads/commit.ts': ["import '../define/apply.ts';"],
      'shared/usecases/define/apply.ts': [],
    });
    expect(upwardImports(sources, 'shared/usecases', floors)).toEqual([
      'shared/usecases/known/a.ts imports shared/usecases/heads/commit.ts: known stands on floor 0, heads on 1',
      'shared/usecases/heads/commit.ts imports shared/usecases/define/apply.ts: heads stands on floor 1, define on 1',
    ]);
  });

  it('hold every room', () => {
    const sources = planted({ 'shared/usecases/odd/a.ts': [] });
    expect(upwardImports(sources, 'shared/usecases', floors)).toEqual([
      'shared/usecases/odd/a.ts: shared/usecases/odd has no floor',
    ]);
  });
});
