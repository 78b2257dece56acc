import { describe, expect, it } from 'vitest';
import { countText, groupedText } from '../../../../shared/domain/words/count.ts';

describe('a count', () => {
  it('is said with its noun, and none too', () => {
    expect([0, 1, 2, 2000].map((count) => countText(count, 'gap'))).toEqual([
      ...['no gaps', '1 gap', '2 gaps', '2,000 gaps'],
    ]);
  });

  it('takes the plural that is given', () => {
    expect([0, 1, 3].map((count) => countText(count, 'stretch', 'stretches'))).toEqual([
      ...['no stretches', '1 stretch', '3 stretches'],
    ]);
  });

  it('has its thousands set apart', () => {
    expect([0, 999, 130_620].map(groupedText)).toEqual(['0', '999', '130,620']);
  });
});
