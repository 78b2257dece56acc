import { expect, it } from 'vitest';
import { lagPath, lagTicks, rangeOfLags } from '../../../../functions/web/twins/lag-points.ts';

const point = (lagSeconds: number, agreement: number) => ({ lagSeconds, agreement });

it('lags are drawn from the first to the last, with ticks that people count in', () => {
  expect(rangeOfLags([point(-60, 1), point(60, 2)])).toEqual([-60, 60]);
  expect(rangeOfLags([point(5, 1)])).toEqual([4, 6]);
  expect(lagTicks(-7200, 7300)).toEqual([-7200, -3600, 0, 3600, 7200]);
  expect(lagTicks(-90 * 86_400, 90 * 86_400).length).toBeLessThanOrEqual(8);
  expect(
    lagPath(
      [point(0, 1), point(10, 2)],
      (lag) => lag,
      (of) => 10 * of,
    ),
  ).toBe('M0.0 10.0L10.0 20.0');
});
