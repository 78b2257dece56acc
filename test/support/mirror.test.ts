import { describe, expect, it } from 'vitest';
import { doorsOf, type Mirror, reachedFrom, unjudged } from './mirror.ts';

const planted = (files: Readonly<Record<string, string>>): Mirror => {
  const all = Object.entries(files);
  return {
    sources: new Map(all.filter(([file]) => !file.endsWith('.test.ts'))),
    tests: new Map(all.filter(([file]) => file.endsWith('.test.ts'))),
  };
};
const CODE = 'export const x = 1;\n';
const judge = (files: Readonly<Record<string, string>>, file: string, isDoor = false) =>
  unjudged(planted(files), file, { isDoor, top: 'test/shared/' });

describe('the doors of a room', () => {
  it('are what entry points run: neither what they import as a type, nor what its files import of each other', () => {
    const mirror = planted({
      'functions/a/handler.ts':
        "import { act } from '../../shared/usecases/act.ts';\nimport type { T } from '../../shared/usecases/t.ts';\n",
      'shared/usecases/act.ts': "import { part } from './part.ts';\n",
    });
    expect([...doorsOf(mirror, 'functions', 'shared/usecases')]).toEqual(['shared/usecases/act.ts']);
  });
});

describe('a door', () => {
  const act = { 'shared/usecases/act.ts': CODE };
  const other = {
    'test/shared/usecases/other.test.ts': "import { act } from '../../../shared/usecases/act.ts';\n",
  };

  it('needs a test at its place, whoever else runs it', () => {
    expect(judge({ ...act, ...other }, 'shared/usecases/act.ts', true)).toBe(
      'shared/usecases/act.ts: expected its test at test/shared/usecases/act.test.ts, because functions/ calls it',
    );
    expect(
      judge({ ...act, 'test/shared/usecases/act.test.ts': '' }, 'shared/usecases/act.ts', true),
    ).toBeNull();
  });
});

describe('a part', () => {
  const part = { 'shared/domain/deep/part.ts': CODE };
  const whole = { 'shared/domain/whole.ts': "import { x } from './deep/part.ts';\n" };
  const file = 'shared/domain/deep/part.ts';

  it('is judged by nobody where no test runs it, or one elsewhere does', () => {
    expect(judge(part, file)).toContain('expected its test at test/shared/domain/deep/part.test.ts');
    const elsewhere = "import { x } from '../../shared/domain/deep/part.ts';\n";
    expect(judge({ ...part, 'test/promises/p.test.ts': elsewhere }, file)).not.toBeNull();
  });

  it.each([
    [
      'the test of its folder',
      'test/shared/domain/deep/all.test.ts',
      "import { x } from '../../../../shared/domain/deep/part.ts';\n",
    ],
    [
      'a test above that runs it through another file',
      'test/shared/domain/any.test.ts',
      "import { y } from '../../../shared/domain/whole.ts';\n",
    ],
    ['the test of a file that imports it', 'test/shared/domain/whole.test.ts', ''],
  ])('is judged by %s', (_, test, text) => {
    expect(judge({ ...part, ...whole, [test]: text }, file)).toBeNull();
  });

  it('is not judged by an import of its types, and needs no test where it has types alone', () => {
    const typed = {
      'test/shared/domain/deep/all.test.ts':
        "import type { X } from '../../../../shared/domain/deep/part.ts';\n",
    };
    expect(judge({ ...part, ...typed }, file)).not.toBeNull();
    expect(judge({ [file]: 'export interface X {\n  readonly a: number;\n}\n' }, file)).toBeNull();
  });
});

it('A test runs what it imports, and what that imports, circles too', () => {
  const mirror = planted({
    'test/a.test.ts': "import { b } from '../shared/b.ts';\n",
    'shared/b.ts': "import { c } from './c.ts';\n",
    'shared/c.ts': "import { b } from './b.ts';\n",
  });
  expect([...reachedFrom(mirror, 'test/a.test.ts')].sort()).toEqual(['shared/b.ts', 'shared/c.ts']);
});
