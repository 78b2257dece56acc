import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minus, numberOf, over, power, ratioOf, times } from '../../../../shared/domain/ucum/ratio.ts';

describe('ratios', () => {
  it('of a decimal text give the double that the text stands for, below and above all that doubles hold', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e300, max: 1e300 }), (value) => {
        // Denormal doubles are rounded twice: no unit is that small.
        fc.pre(value === 0 || Math.abs(value) > 1e-300);
        expect(numberOf(ratioOf(value.toExponential()))).toBe(value + 0);
      }),
      { seed: 5, numRuns: 3000 },
    );
    expect(numberOf(ratioOf('1e400'))).toBe(Number.POSITIVE_INFINITY);
    expect(numberOf(ratioOf('1e-400'))).toBe(0);
  });

  it('are exact: thirds, ninths and powers of ten come back', () => {
    const third = over(ratioOf('1'), ratioOf('3'));
    expect(minus(times(third, ratioOf('3')), ratioOf('1')).num).toBe(0n);
    expect(times(power(ratioOf('10'), -7), power(ratioOf('0.1'), -7))).toEqual({ num: 1n, den: 1n });
    expect(over(ratioOf('-1.5'), ratioOf('-0.5'))).toEqual({ num: 3n, den: 1n });
  });
});
