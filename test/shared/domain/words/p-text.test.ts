import { expect, it } from 'vitest';
import { pText } from '../../../../shared/domain/words/p-text.ts';

it.each([
  [null, '–'],
  [0, '<1e-300'],
  [0.00012345, '1.2e-4'],
  [0.012345, '0.012'],
  [1, '1'],
])('says a p of %s as %s', (p, text) => {
  expect(pText(p)).toBe(text);
});
