import { describe, expect, it } from 'vitest';
import { blockMeans } from '../../../shared/stats/block-means.ts';

describe('blockMeans', () => {
  const shape = { length: 10, least: 3, from: 2, to: 5 };

  it('takes the mean of each block, and none of one with too few values', () => {
    const times = [19, 20, 21, 29, 30, 39, 40, 45, 49, 50];
    const values = [99, 1, 2, 6, 5, 5, 1, 1, 4, 99];
    expect([...blockMeans(times, values, shape)]).toEqual([3, Number.NaN, 2]);
  });

  it('does not count what is not there', () => {
    expect([...blockMeans([20, 21, 22, 23], [1, Number.NaN, 1, 4], shape)]).toEqual([
      2,
      Number.NaN,
      Number.NaN,
    ]);
    expect([...blockMeans([20, 21, 22], [1, Number.NaN, 1], shape)][0]).toBeNaN();
  });
});
