import { expect, it } from 'vitest';
import { placesOfNames } from '../../../../functions/web/chart/behind.ts';

const rowsOf = (lefts: readonly number[], right: number) =>
  placesOfNames(
    lefts.map((left) => ({ left, width: 100 })),
    right,
  ).map((place) => place?.row ?? null);

it('names of events stand in rows, none over another, and those without room are left to the lane below', () => {
  expect(rowsOf([0, 10, 20, 30, 40, 130], 1000)).toEqual([0, 1, 2, 3, null, 0]);
  // At one instant too.
  expect(rowsOf([50, 50], 1000)).toEqual([0, 1]);
});

it('a name that would be cut at the right end stands before its line', () => {
  const [inside, end] = placesOfNames(
    [
      { left: 0, width: 50 },
      { left: 180, width: 50 },
    ],
    200,
  );
  expect(inside).toEqual({ row: 0, begin: 4 });
  expect(end).toEqual({ row: 0, begin: 126 });
  expect(rowsOf([0, 150], 200)).toEqual([0, 1]);
});
