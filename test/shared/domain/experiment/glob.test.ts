import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesGlob } from '../../../../shared/domain/experiment/glob.ts';

describe('matchesGlob', () => {
  it.each([
    ['RR1_CSV.csv', 'RR1_CSV.csv', true],
    ['RR1_CSV.csv', 'rr1_CSV.csv', false],
    ['RR1.csv', 'RR1xcsv', false],
    ['*_CSV.csv', 'RR1_CSV.csv', true],
    ['*_CSV.csv', 'RR1_CSV.csv.gz', false],
    ['dump-*.csv*', 'dump-007.csv.gz', true],
    ['dump-??.csv', 'dump-07.csv', true],
    ['dump-??.csv', 'dump-7.csv', false],
    ['*a*b*', 'xxaxxbxx', true],
    ['*a*b*', 'xxbxxaxx', false],
    ['*', '', true],
    ['?', '', false],
    ['[ab].csv', 'a.csv', false],
  ])('%s and %s: %s', (pattern, text, fits) => {
    expect(matchesGlob(pattern, text)).toBe(fits);
  });

  it('agrees with a regular expression', () => {
    const letters = (alphabet: string) => fc.string({ unit: fc.constantFrom(...alphabet), maxLength: 8 });
    fc.assert(
      fc.property(letters('ab*?'), letters('ab'), (pattern, text) => {
        const source = [...pattern].map((c) => (c === '*' ? '.*' : c === '?' ? '.' : c)).join('');
        expect(matchesGlob(pattern, text)).toBe(new RegExp(`^${source}$`).test(text));
      }),
      { seed: 4, numRuns: 2000 },
    );
  });

  it('does not blow up on many stars', () => {
    expect(matchesGlob('*a'.repeat(2000), 'a'.repeat(1999))).toBe(false);
  });
});
