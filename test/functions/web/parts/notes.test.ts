import { describe, expect, it } from 'vitest';
import { notesOf, numbersText } from '../../../../functions/web/parts/notes.ts';

describe('notes of a table', () => {
  it('are written once, and named by the rows that share them', () => {
    expect(notesOf([['too short'], [], ['no margin', 'too short']])).toEqual({
      notes: ['too short', 'no margin'],
      numbers: [[1], [], [2, 1]],
    });
    expect(notesOf([])).toEqual({ notes: [], numbers: [] });
  });

  it('are said as numbers in brackets', () => {
    expect(numbersText([2, 1])).toBe('(2) (1)');
    expect(numbersText([])).toBe('');
  });
});
