import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstAtOrAfter } from '../../../../shared/domain/telemetry/search-times.ts';

describe('the first of ascending numbers at or after a bound', () => {
  it.each([
    [0, 0],
    [10, 0],
    [11, 1],
    [20, 1],
    [30, 3],
    [31, 4],
    [-Infinity, 0],
    [Infinity, 4],
  ])('of 10, 20, 20, 30 for %f is at %i', (bound, index) => {
    expect(firstAtOrAfter(Float64Array.of(10, 20, 20, 30), bound)).toBe(index);
    expect(firstAtOrAfter(Uint32Array.of(10, 20, 20, 30), bound)).toBe(index);
  });

  it('is what a search from the start finds', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 50 })),
        fc.integer({ min: -1, max: 51 }),
        (all, bound) => {
          const ascending = Float64Array.from(all).sort();
          const found = ascending.findIndex((one) => one >= bound);
          expect(firstAtOrAfter(ascending, bound)).toBe(found < 0 ? ascending.length : found);
        },
      ),
    );
  });
});
