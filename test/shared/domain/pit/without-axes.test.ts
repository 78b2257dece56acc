import { expect, it } from 'vitest';
import { axesRemark, axesText } from '../../../../shared/domain/pit/without-axes.ts';

it('objects without axes are counted in words', () => {
  expect(axesText({ objects: 15, of: 389 })).toBe(
    '15 of 389 objects have no axes, so that pits and trenches cannot be told apart',
  );
  expect(axesText({ objects: 1, of: 2000 })).toMatch(/^1 of 2,000 objects has no axes,/);
  expect(axesText({ objects: 40, of: 40 })).toMatch(/^none of the 40 objects has axes,/);
  expect(axesText({ objects: 1, of: 1 })).toMatch(/^the one object has no axes,/);
});

it('a comparison names its slices on which trenches are not told, and no others', () => {
  const slice = (unit: string, arm: string, more: object = {}) => ({ unit, slice: 'S1', arm, ...more });
  const withoutAxes = { objects: 1, of: 3 };
  const slices = [
    slice('F1', 'flight', { withoutAxes }),
    slice('F2', 'flight'),
    slice('F3', 'flight', { withoutAxes, refused: { code: 'slice.no-area', message: 'm' } }),
    slice('R1', 'rotor', { withoutAxes }),
  ];
  expect(axesRemark(slices, { a: 'flight', b: 'ground' })).toEqual([
    {
      code: 'slice.no-axes',
      message: 'F1 S1: 1 of 3 objects has no axes, so that pits and trenches cannot be told apart',
    },
  ]);
  expect(axesRemark(slices.slice(1), { a: 'flight', b: 'ground' })).toEqual([]);
});
