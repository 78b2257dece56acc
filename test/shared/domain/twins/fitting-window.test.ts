import { expect, it } from 'vitest';
import { fittingWindow } from '../../../../shared/domain/twins/fitting-window.ts';

const over = (seconds: number) => ({ from: 5e6, to: 5e6 + seconds * 1e6 });
const DAY = 86_400;

it.each([
  [5 * 3600, 60, 300],
  [90 * DAY, 60, 3 * 3600],
  [90 * DAY, 6 * 3600, DAY],
  [10, 0.01, 1],
  [400 * 365 * DAY, 60, 146 * DAY],
])('Over %d s of a channel with a period of %d s a window has %d s', (seconds, period, length) => {
  expect(fittingWindow(over(seconds), period)).toBe(length);
  expect(seconds / length).toBeLessThanOrEqual(1000);
});

it('Of a range without samples a window holds three periods', () => {
  expect(fittingWindow(null, 60)).toBe(300);
});
