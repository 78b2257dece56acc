import { describe, expect, it } from 'vitest';
import { pathProblem, repeatedPaths, safeName } from '../../../../shared/domain/osdr/path-problem.ts';

describe('a path of a manifest', () => {
  it.each(['i_Investigation.txt', 'raw/a b.csv', 'raw/..a/b..csv', 'raw/ü.csv'])('may be %s', (path) => {
    expect(pathProblem(path)).toBeNull();
  });

  it.each([
    ['', 'it is not 1 to 400 characters long'],
    ['a'.repeat(401), 'it is not 1 to 400 characters long'],
    ['../a.csv', 'it leads out of the folder (..)'],
    ['raw/../../a.csv', 'it leads out of the folder (..)'],
    ['raw/..', 'it leads out of the folder (..)'],
    ['/etc/passwd', 'it is absolute'],
    ['C:/a.csv', 'it is absolute'],
    ['\\\\host\\a.csv', 'it is absolute'],
    ['raw\\..\\a.csv', 'it has a backslash'],
    ['raw/a\u0000.csv', 'it has a control character'],
    ['raw//a.csv', 'it has an empty step'],
    ['./a.csv', 'it has an empty step'],
    ['raw/', 'it has an empty step'],
  ])('may not be %j', (path, problem) => {
    expect(pathProblem(path)).toBe(problem);
  });

  it('stands once, also where capitals make no difference', () => {
    expect(repeatedPaths(['raw/a', 'raw/b', 'raw/A', 'raw/a', 'raw/c'])).toEqual(['raw/A', 'raw/a']);
  });
});

describe('the name of a file', () => {
  it.each([
    ['FU1 pits (2).csv', 'FU1_pits_2_.csv'],
    ['dumps/a/b.csv', 'b.csv'],
    ['..', 'file'],
    ['.hidden', 'hidden'],
    ['Größe.csv', 'Gr_e.csv'],
    ['x'.repeat(200), 'x'.repeat(120)],
  ])('is safe: %j', (name, safe) => {
    expect(safeName(name)).toBe(safe);
    expect(pathProblem(`raw/${safe}`)).toBeNull();
  });
});
