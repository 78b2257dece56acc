import { expect, it } from 'vitest';
import { beyondText, heldNumber } from '../../../shared/domain/held-number.ts';

it.each([
  ['12', 12],
  ['-1,5', -1.5],
  ['.5e3', 500],
  ['0', 0],
  ['0e400', 0],
  ['0.000', 0],
  ['1e308', 1e308],
  ['1e400', 'BEYOND'],
  ['-1e400', 'BEYOND'],
  ['1e-400', 'BEYOND'],
  ['0,001e-330', 'BEYOND'],
  ['', null],
  ['twelve', null],
  ['1.2.3', null],
])('%s holds %s', (text, held) => {
  expect(heldNumber(text)).toBe(held);
});

it('one that is beyond says on which side', () => {
  expect(beyondText('1e400')).toBe('expected a number of 1.8e308 or less, got "1e400": correct its exponent');
  expect(beyondText('1,5e-400')).toBe(
    'expected 0, or a number of 5e-324 or more, got "1,5e-400": correct its exponent',
  );
});
