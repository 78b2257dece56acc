import { describe, expect, it } from 'vitest';
import { listText } from '../../../../shared/domain/words/list.ts';

describe('a list in a sentence', () => {
  it('names the first three and counts the others', () => {
    expect(listText([])).toBe('');
    expect(listText(['a', 'b', 'c'])).toBe('a, b, c');
    expect(listText(['a', 'b', 'c', 'd', 'e'])).toBe('a, b, c and 2 more');
    expect(listText(['a', 'b', 'c', 'd'], '; ')).toBe('a; b; c; and 1 more');
  });

  it('names as many as are asked for', () => {
    expect(listText(['a', 'b', 'c', 'd'], ', ', 10)).toBe('a, b, c, d');
    expect(listText(['a', 'b', 'c'], ', ', 1)).toBe('a and 2 more');
  });
});
