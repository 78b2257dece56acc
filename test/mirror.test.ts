/**
 * The rule of the mirror. A use case that `functions/` calls, a door, has its test at `test/<path of the file>.test.ts`.
 * Any other file of the domain and of the use cases is a part: it has a test there too, or is judged by a test of its
 * folder or of one above, or by the test of a file that imports it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { doorsOf, type Mirror, reachedFrom, unjudged } from './support/mirror.ts';

const root = resolve(import.meta.dirname, '..');

interface Elsewhere {
  /** The test that judges the file: it runs it, by imports of values. */
  readonly test: string;
  readonly why: string;
}

const GOLDEN_DETECTION = {
  test: 'test/shared/domain/detect/golden.test.ts',
  why: 'says what every detector is made of; the golden files judge what is made of it',
};

/** Files that the rule would ask a test of, and where theirs stands. */
const ELSEWHERE: Readonly<Record<string, Elsewhere>> = {
  'shared/domain/anomaly/unit-detector.ts': GOLDEN_DETECTION,
  'shared/domain/detect/gap/whole-unit.ts': {
    test: 'test/shared/usecases/judge/dying-sensor.test.ts',
    why: 'turns what a unit lacks of its twin into a gap; units that never sent, or ended early, judge it',
  },
  'shared/usecases/arrive/reread-downlink.ts': {
    test: 'test/promises/reread.test.ts',
    why: 'what it begins is judged by what all answers are in the end, also where it is killed',
  },
  'shared/usecases/arrive/withdraw-downlink.ts': {
    test: 'test/promises/withdrawn.test.ts',
    why: 'what it begins is judged by what all answers are in the end, also where it is killed',
  },
};

function filesIn(folder: string): [string, string][] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.d.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .map((file) => [file, readFileSync(join(root, file), 'utf8')]);
}

const inTest = filesIn('test');
const mirror: Mirror = {
  sources: new Map([
    ...filesIn('shared'),
    ...filesIn('functions'),
    ...inTest.filter(([file]) => !file.endsWith('.test.ts')),
  ]),
  tests: new Map(inTest.filter(([file]) => file.endsWith('.test.ts'))),
};
const doors = doorsOf(mirror, 'functions', 'shared/usecases');
const judged = [...mirror.sources.keys()].filter((file) => /^shared\/(domain|usecases)\//.test(file));
const why = (file: string) => unjudged(mirror, file, { isDoor: doors.has(file), top: 'test/shared/' });

describe('the mirror of the tests', () => {
  it('has doors and parts to judge', () => {
    expect(doors.size).toBeGreaterThan(15);
    expect(judged.length).toBeGreaterThan(150);
  });

  it('has a test for each file of the domain and of the use cases, or says where it stands', () => {
    expect(judged.filter((file) => !(file in ELSEWHERE)).flatMap((file) => why(file) ?? [])).toEqual([]);
  });

  it('names elsewhere only what needs it, and tests that run it', () => {
    const wrong = Object.entries(ELSEWHERE).flatMap(([file, { test }]) => {
      if (!mirror.sources.has(file)) return [`there is no ${file}`];
      if (why(file) === null) return [`${file} needs no entry`];
      if (!mirror.tests.has(test)) return [`${file}: there is no ${test}`];
      return reachedFrom(mirror, test).has(file) ? [] : [`${file}: ${test} does not run it`];
    });
    expect(wrong).toEqual([]);
  });
});
