import { expect, it } from 'vitest';
import { unitsAgainstText } from '../../../../shared/domain/words/units-against.ts';

it.each([
  [1, 1, '1 against 1 unit'],
  [3, 3, '3 against 3 units'],
  [2, 0, '2 against 0 units'],
  [1000, 1000, '1,000 against 1,000 units'],
])('%i against %i units', (a, b, text) => {
  expect(unitsAgainstText(a, b)).toBe(text);
});
