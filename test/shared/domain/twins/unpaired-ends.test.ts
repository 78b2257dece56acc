import { expect, it } from 'vitest';
import { unpairedEnds } from '../../../../shared/domain/twins/unpaired-ends.ts';

const hour = (n: number) => Date.UTC(2026, 2, 1, 0, 60 * n) * 1000;
const over = (from: number, to: number) => ({ from: hour(from), to: hour(to) });
const told = (paired: ReturnType<typeof over> | null) =>
  unpairedEnds(over(0, 100), paired).map(({ sentence }) => sentence);

it('a difference says of which end of its time it says nothing, from an hour on', () => {
  expect(told(over(0, 58))).toEqual(['no pair is after 2026-03-03T10:00Z: nothing is said of the last 42 h']);
  expect(told(over(26, 100))).toEqual([
    'no pair is before 2026-03-02T02:00Z: nothing is said of the first 26 h',
  ]);
  expect(told(over(1, 99))).toHaveLength(2);
  expect(told(over(0.5, 99.5))).toEqual([]);
  // A window may end behind the last sample; without a pair the summary says why.
  expect(told(over(0, 101))).toEqual([]);
  expect(told(null)).toEqual([]);
});
