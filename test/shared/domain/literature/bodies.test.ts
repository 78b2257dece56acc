import { expect, it } from 'vitest';
import { bodiesText } from '../../../../shared/domain/literature/bodies.ts';

it('references of people and animals are told from those of cells in culture, by the rows of the tables first', () => {
  expect(bodiesText([26, 40, 116, 152])).toBe(', of which 3 studies of people or animals (26, 40, 152)');
  expect(bodiesText([127, 130, 132])).toBe(', all of people or animals and none of cells in culture');
  expect(bodiesText([31])).toBe(', all of people or animals and none of cells in culture');
  expect([bodiesText([83, 116]), bodiesText([]), bodiesText([99_999])]).toEqual(['', '', '']);
});
