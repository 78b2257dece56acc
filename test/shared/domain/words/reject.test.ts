import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { REJECT_WORDS, rejectWords } from '../../../../shared/domain/words/reject.ts';

const GOLDEN = join(import.meta.dirname, '../../../golden');

/** Codes that the golden files reject something for. */
function codesOf(folder: string): string[] {
  return readdirSync(join(GOLDEN, folder))
    .filter((name) => name.endsWith('.expected.json'))
    .flatMap((name) => {
      const text = readFileSync(join(GOLDEN, folder, name), 'utf8');
      const [, reasons = ''] = /"byReason": \{([^}]*)\}/.exec(text) ?? [];
      return [...reasons.matchAll(/"([a-z.-]+)":/g)].map((match) => match[1]!);
    });
}

describe('the words of what is rejected', () => {
  it('say what is wrong', () => {
    expect(rejectWords('value.not-a-number')).toBe('not a number');
    expect(rejectWords('row.width')).toBe('a row with too few or too many cells');
  });

  it('are there for every code of the golden files', () => {
    const codes = new Set(['csv', 'ndjson', 'whole-files'].flatMap(codesOf));
    expect(codes.size).toBeGreaterThan(5);
    expect([...codes].filter((code) => rejectWords(code) === code)).toEqual([]);
  });

  it('have no code in them, and are each of one code', () => {
    const words = Object.values(REJECT_WORDS);
    expect(words.filter((one) => /[a-z]\.[a-z]|[a-z]-[a-z]/.test(one))).toEqual([]);
    expect(new Set(words).size).toBe(words.length);
  });

  it('are the code where another version wrote it', () => {
    expect(rejectWords('row.of-tomorrow')).toBe('row.of-tomorrow');
  });
});
