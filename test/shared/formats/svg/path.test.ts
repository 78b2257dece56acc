import { expect, it } from 'vitest';
import { linearScale, paddedRange } from '../../../../shared/domain/axis/scale.ts';
import { bandPath, linePath, runsOf } from '../../../../shared/formats/svg/path.ts';

const x = linearScale(0, 100, 0, 100);
const y = linearScale(0, 10, 10, 0);
const point = (at: number, value: number, spread = 0) => ({
  at,
  value,
  min: value - spread,
  max: value + spread,
});

it('A line ends at a gap and begins again behind it; a point alone is a dot', () => {
  const runs = runsOf([point(0, 1), point(10, 2), point(40, 3), point(80, 4), point(90, 5)], 15);
  expect(runs.map((run) => run.length)).toEqual([2, 1, 2]);
  expect(linePath(runs, x, y)).toBe('M0 9L10 8M40 7h0M80 6L90 5');
});

it('A band goes along the greatest and back along the least, and is not there where they never differ', () => {
  expect(bandPath([[point(0, 5, 1), point(10, 5, 2)]], x, y)).toBe('M0 4 10 3 10 7 0 6z');
  expect(bandPath([[point(0, 5), point(10, 5)]], x, y)).toBe('');
});

it('A panel shows a twentieth more than its values; a flat line lies in its middle; without values there is none', () => {
  expect(paddedRange([0, 20])).toEqual([-1, 21]);
  expect(paddedRange([37, 37, Number.NaN])).toEqual([36.63, 37.37]);
  expect(paddedRange([0])).toEqual([-0.5, 0.5]);
  expect(paddedRange([])).toBeNull();
  expect(linearScale(5, 5, 0, 100)(5)).toBe(50);
});
