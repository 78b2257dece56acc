import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { median, medianInPlace } from '../../../shared/stats/median.ts';

describe('median', () => {
  it('is null for no values', () => {
    expect(median(new Float64Array(0))).toBeNull();
  });

  it('is the middle value of an odd count and the mean of the middle two of an even one', () => {
    expect(median(Float64Array.of(10, -1, 2))).toBe(2);
    expect(median(Float64Array.of(3, 1, 2, 10))).toBe(2.5);
  });

  it('sorts by number, not by text, and leaves its input alone', () => {
    const values = Float64Array.of(100, 9, -20);
    expect(median(values)).toBe(9);
    expect([...values]).toEqual([100, 9, -20]);
  });

  it('works in place where it may: on the parts of arrays that are given, and on nothing else', () => {
    const values = Float64Array.of(100, 9, -20, 3, 0, 0);
    const others = Float64Array.of(0, 7, 0);
    expect(medianInPlace([values.subarray(0, 4), others.subarray(1, 2)])).toBe(7);
    expect([...values.subarray(4), others[0], others[2]]).toEqual([0, 0, 0, 0]);
    expect([...values.subarray(0, 4)].sort((a, b) => a - b)).toEqual([-20, 3, 9, 100]);
    expect(medianInPlace([values.subarray(0, 0)])).toBeNull();
    expect(medianInPlace([])).toBeNull();
  });

  it('is what stands in the middle of the sorted values, whatever they are and however many are equal', () => {
    const few = fc.integer({ min: -3, max: 3 });
    const any = fc.double({ noNaN: true });
    const ordered = fc.array(any, { minLength: 1, maxLength: 60 }).map((all) => all.sort((a, b) => a - b));
    const lists = [
      fc.array(few, { minLength: 1, maxLength: 60 }),
      fc.array(any, { minLength: 1, maxLength: 60 }),
    ];
    const cutsOf = fc.array(fc.nat(60), { maxLength: 4 });
    fc.assert(
      fc.property(fc.oneof(...lists, ordered), fc.boolean(), cutsOf, (list, isReversed, cuts) => {
        const values = Float64Array.from(isReversed ? list.reverse() : list);
        const sorted = values.toSorted();
        const [below, above] = [sorted[(sorted.length - 1) >> 1]!, sorted[sorted.length >> 1]!];
        const middle = (below === above ? above : below / 2 + above / 2) + 0;
        expect(median(values)).toBe(middle);
        // As parts of any lengths, also of none.
        const ends = cuts.map((cut) => Math.min(cut, values.length)).sort((a, b) => a - b);
        const parts = [0, ...ends].map((from, p) => values.subarray(from, ends[p]));
        expect(medianInPlace(parts)).toBe(middle);
      }),
      { seed: 31, numRuns: 2000 },
    );
  });

  it('does not overflow on two large middle values', () => {
    expect(median(Float64Array.of(1.5e308, 1.5e308))).toBe(1.5e308);
  });
});
