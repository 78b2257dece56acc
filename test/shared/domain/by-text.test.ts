import { describe, expect, it } from 'vitest';
import { byText } from '../../../shared/domain/by-text.ts';

describe('the order of text', () => {
  it('is that of code units, whatever a language says', () => {
    expect(['b', 'Z', 'ä', 'a', '10', '9', ''].sort(byText)).toEqual(['', '10', '9', 'Z', 'a', 'b', 'ä']);
  });

  it('is 0 for equal text alone', () => {
    expect([byText('a', 'a'), byText('a', 'b'), byText('b', 'a')]).toEqual([0, -1, 1]);
  });
});
