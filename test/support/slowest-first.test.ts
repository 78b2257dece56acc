import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { placeOf, SLOWEST } from './slowest-first.ts';

const files = globSync('test/**/*.test.ts', { cwd: resolve(import.meta.dirname, '../..') });

describe('the order of the test files', () => {
  it('begins with those that take longest, the more exact path first', () => {
    const ordered = ['test/a.test.ts', 'test/local-stack/stack.test.ts', 'test/local-stack/kill.test.ts'];
    expect(ordered.toSorted((a, b) => placeOf(a) - placeOf(b))).toEqual(ordered.toReversed());
  });

  it('names no path that has no tests', () => {
    const places = new Set(files.map(placeOf));
    expect(SLOWEST.filter((_, place) => !places.has(place))).toEqual([]);
  });
});
