import { expect, it } from 'vitest';
import { matches } from '../../../../functions/web/parts/filter-words.ts';

it.each([
  ['LIMIT FU1 temperature HIGH', '', true],
  ['LIMIT FU1 temperature HIGH', '  ', true],
  ['LIMIT FU1 temperature HIGH', 'temp fu1', true],
  ['LIMIT FU1 temperature HIGH', 'temp fu2', false],
  ['LIMIT FU1 größe', 'GRÖSSE', false],
  ['LIMIT FU1 größe', 'GRÖß', true],
])('%s is found by "%s": %s', (item, asked, isFound) => {
  expect(matches(item, asked)).toBe(isFound);
});
