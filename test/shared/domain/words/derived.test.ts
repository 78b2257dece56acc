import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { derived, derivedOrNull } from '../../../../shared/domain/words/derived.ts';

describe('a computed number', () => {
  it.each([
    [0.10000000000000142, 0.1],
    [0.7000000000000001, 0.7],
    [38.4 - 37.5, 0.9],
    [1 / 3, 0.333333333333],
    [-2 / 3, -0.666666666667],
    [1234567890123, 1234567890123],
    [1234567.123456789, 1234567.12346],
    [0.99999999999999, 1],
    [9.999999999999e-5, 1e-4],
    [1.23456789012345e-30, 1.23456789012e-30],
    [1.5e300, 1.5e300],
    [-0, 0],
    [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
  ])('%d is answered as %d', (computed, answered) => {
    expect(derived(computed)).toBe(answered);
  });

  it('has at most twelve digits, is as near as they allow, and stays as it is when it is made again', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const once = derived(value);
        expect(derived(once)).toBe(once);
        if (Number.isInteger(value)) return;
        expect(Number(once.toPrecision(12))).toBe(once);
        expect(Math.abs(once - value)).toBeLessThanOrEqual(Math.abs(value) * 5.001e-12 + Number.MIN_VALUE);
      }),
      { seed: 12, numRuns: 20_000 },
    );
  });

  it('that is not there is null', () => {
    expect([derivedOrNull(null), derivedOrNull(0.30000000000000004)]).toEqual([null, 0.3]);
  });
});
