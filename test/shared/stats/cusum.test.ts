import { describe, expect, it } from 'vitest';
import { addToCusum, startCusum } from '../../../shared/stats/cusum.ts';

describe('addToCusum', () => {
  it('adds up what is beyond k on either side, and remembers where each was 0 last', () => {
    const cusum = startCusum(9);
    for (const [i, value] of [1, 0, 2, -3, -1].entries()) addToCusum(cusum, value, 0.5, 10 + i);
    // Up: 0.5, 0, 1.5, 0, 0. Down: 0, 0, 0, 2.5, 3.
    expect(cusum).toEqual({ up: 0, upSince: 14, down: 3, downSince: 12 });
  });

  it('has the place before the first value as onset of a sum that never was 0', () => {
    const cusum = startCusum(4);
    addToCusum(cusum, 2, 0.5, 5);
    addToCusum(cusum, 2, 0.5, 6);
    expect(cusum).toMatchObject({ up: 3, upSince: 4, down: 0, downSince: 6 });
  });
});
