import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { squaredDistances } from '../../../../../shared/domain/pit/image/distance.ts';
import { regionWhere } from './shapes.ts';

describe('distances to the edge of an object', () => {
  it('are those to the nearest pixel outside, whatever the object', () => {
    const bits = fc
      .array(fc.boolean(), { minLength: 12 * 9, maxLength: 12 * 9 })
      .filter((all) => all.includes(false));
    fc.assert(
      fc.property(bits, (all) => {
        const region = regionWhere(12, 9, (x, y) => all[y * 12 + x]!);
        const expected = all.map((isIn, i) =>
          isIn
            ? all.reduce((least, other, k) => {
                const [dx, dy] = [(i % 12) - (k % 12), Math.floor(i / 12) - Math.floor(k / 12)];
                return other ? least : Math.min(least, dx * dx + dy * dy);
              }, Infinity)
            : 0,
        );
        expect([...squaredDistances(region)]).toEqual(expected);
      }),
      { numRuns: 200, seed: 13 },
    );
  });

  it('do not take the edge of the image for an edge of the object', () => {
    const region = regionWhere(6, 3, (x) => x < 5);
    expect([...squaredDistances(region)].slice(0, 6)).toEqual([25, 16, 9, 4, 1, 0]);
  });
});
