import { expect, it } from 'vitest';
import { type Reached, rateOf, reachedWith, secondsLeft } from '../../../../functions/web/uplink/rate.ts';

const after = (...pairs: readonly (readonly [number, number])[]): readonly Reached[] =>
  pairs.reduce<readonly Reached[]>((all, [atMs, bytes]) => reachedWith(all, { atMs, bytes }), []);

it('is that of the last ten seconds, so that a line that slows down is told as slow', () => {
  const slowing = after([0, 0], [5000, 50_000_000], [20_000, 50_300_000], [29_000, 50_390_000]);
  expect(rateOf(slowing, 30_000)).toBe(9000);
});

it('is not told of less than a second, nor of nothing', () => {
  expect(rateOf(after([0, 0], [400, 9_000_000]), 500)).toBeNull();
  expect(rateOf([], 500)).toBeNull();
});

it('begins anew where a broken line took something back', () => {
  const broken = after([0, 0], [2000, 8_000_000], [3000, 1_000_000], [5000, 3_000_000]);
  expect(rateOf(broken, 5000)).toBe(1_000_000);
});

it('tells nothing of a line that stands still', () => {
  expect(secondsLeft(100, 0)).toBeNull();
  expect(secondsLeft(100, null)).toBeNull();
  expect(secondsLeft(100, 25)).toBe(4);
});
