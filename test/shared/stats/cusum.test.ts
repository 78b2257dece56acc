import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addToCusum, type Cusum, startCusum } from '../../../shared/stats/cusum.ts';

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

  it('gives to the last bit what the textbook says with its two ifs, at places as large as instants', () => {
    const values = fc.array(
      fc.oneof(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), fc.constantFrom(0, -0, 0.5, -0.5)),
    );
    const places = fc.integer({ min: 0, max: 4_000_000_000_000_000 });
    fc.assert(
      fc.property(values, places, (list, from) => {
        const cusum = startCusum(from);
        const plain = startCusum(from);
        for (const [i, value] of list.entries()) {
          addToCusum(cusum, value, 0.5, from + i + 1);
          addWithIfs(plain, value, 0.5, from + i + 1);
        }
        expect(cusum).toEqual(plain);
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});

function addWithIfs(cusum: Cusum, value: number, k: number, at: number): void {
  cusum.up += value - k;
  if (cusum.up <= 0) Object.assign(cusum, { up: 0, upSince: at });
  cusum.down -= value + k;
  if (cusum.down <= 0) Object.assign(cusum, { down: 0, downSince: at });
}
