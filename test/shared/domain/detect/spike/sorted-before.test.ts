import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  BEFORE,
  leastSpreadOf,
  SortedBefore,
  spreadOf,
} from '../../../../../shared/domain/detect/spike/sorted-before.ts';
import { median } from '../../../../../shared/stats/median.ts';

const numbers = fc.array(fc.constantFrom(0, 1, 2, 3.5, -4, 1e9, 37.01), { minLength: 16, maxLength: 60 });
const jumps = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 30 });

describe('the samples before one', () => {
  it('are in order at every sample that is asked for, however far it is from the one before', () => {
    fc.assert(
      fc.property(numbers, jumps, (values, steps) => {
        const before = new SortedBefore(values);
        let at = BEFORE;
        for (const step of steps) {
          if (at > values.length) break;
          const expected = values.slice(at - BEFORE, at).sort((a, b) => a - b);
          expect(Array.from(before.of(at))).toEqual(expected);
          at += step;
        }
      }),
      { seed: 20_260_301, numRuns: 500 },
    );
  });

  it('spread by their median absolute deviation', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -50, max: 50 }), { minLength: BEFORE, maxLength: BEFORE }),
        (values) => {
          const ascending = Float64Array.from(values).sort();
          const middle = median(ascending) ?? 0;
          expect(spreadOf(ascending)).toBe(median(ascending.map((value) => Math.abs(value - middle))));
        },
      ),
      { seed: 20_260_301, numRuns: 500 },
    );
  });

  it('spread no less than their four outermost on each side say', () => {
    let isOften = 0;
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -50, max: 50 }), { minLength: BEFORE, maxLength: BEFORE }),
        (values) => {
          const ascending = Float64Array.from(values).sort();
          expect(leastSpreadOf(ascending)).toBeLessThanOrEqual(spreadOf(ascending));
          if (leastSpreadOf(ascending) > 0) isOften++;
        },
      ),
      { seed: 20_260_301, numRuns: 500 },
    );
    expect(isOften).toBeGreaterThan(400);
  });
});
