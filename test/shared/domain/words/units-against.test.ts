import { expect, it } from 'vitest';
import { belowText, unitsAgainstText, unitsCellText } from '../../../../shared/domain/words/units-against.ts';

it.each([
  [1, 1, '1 against 1 unit'],
  [3, 3, '3 against 3 units'],
  [2, 0, '2 against 0 units'],
  [1000, 1000, '1,000 against 1,000 units'],
])('%i against %i units', (a, b, text) => {
  expect(unitsAgainstText(a, b)).toBe(text);
});

it('units of a cell are those of the p, with how many of them are below detection', () => {
  expect(unitsCellText(3, 3)).toBe('3 v 3');
  expect(unitsCellText(1000, 3, 1)).toBe('1,000 v 3 (1 below detection)');
  expect(belowText(2)).toBe('2 below detection');
});
