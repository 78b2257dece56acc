import { expect, it } from 'vitest';
import { gridOf } from '../../../../shared/domain/source-proposal/reading-grid.ts';

const texts = (step: number, places: number, sign = '.') =>
  [0, 1, 3, 4, 6, 9, 10, 13].map((i) => (20 + i * step).toFixed(places).replace('.', sign));

it('is the step of which all differences are multiples', () => {
  expect(gridOf(texts(0.0625, 4), '.')).toBe(0.0625);
  expect(gridOf(texts(0.5, 1, ','), ',')).toBe(0.5);
  expect(gridOf(texts(5, 0), '.')).toBe(5);
});

it('is none where it is the last digit, of few readings, of one, or of what is no plain number', () => {
  expect(gridOf(texts(0.1, 1), '.')).toBeNull();
  expect(gridOf(texts(0.5, 1).slice(1), '.')).toBeNull();
  expect(gridOf(['1e3', ...texts(0.5, 1)], '.')).toBe(0.5);
  expect(gridOf(['nan', ...texts(0.5, 1)], '.')).toBeNull();
  expect(gridOf(texts(0.00000005, 8), '.')).toBeNull();
});
