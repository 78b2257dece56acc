import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { covers, joined } from '../../../../shared/domain/timeline/interval.ts';

const interval = fc.tuple(fc.nat(30), fc.nat(8)).map(([from, length]) => ({ from, to: from + length }));

describe('intervals', () => {
  it('hold their beginning and not their end', () => {
    const intervals = [
      { from: 10, to: 20 },
      { from: 30, to: Infinity },
    ];
    expect([9, 10, 19, 20, 29, 30, 1e15].map((at) => covers(intervals, at))).toEqual([
      false,
      true,
      true,
      false,
      false,
      true,
      true,
    ]);
    expect(covers([], 5)).toBe(false);
  });

  it('joined, are disjoint, ascending, and hold the same instants', () => {
    fc.assert(
      fc.property(fc.array(interval, { maxLength: 8 }), (intervals) => {
        const result = joined(intervals);
        for (let at = 0; at < 40; at++) {
          expect(covers(result, at)).toBe(intervals.some(({ from, to }) => from <= at && at < to));
        }
        result.forEach(({ from, to }, i) => {
          expect(from).toBeLessThan(to);
          if (i > 0) expect(from).toBeGreaterThan(result[i - 1]!.to);
        });
      }),
      { seed: 4, numRuns: 300 },
    );
  });
});
