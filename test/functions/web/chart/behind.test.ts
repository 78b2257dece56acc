import { expect, it } from 'vitest';
import { rowsOfNames } from '../../../../functions/web/chart/behind.ts';

it('names of events stand in rows, none over another, and those without room are left to the lane below', () => {
  const names = [0, 10, 20, 30, 40, 130].map((left) => ({ left, width: 100 }));
  expect(rowsOfNames(names)).toEqual([0, 1, 2, 3, null, 0]);
});
