import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ExactNumbers } from '../../../../shared/domain/telemetry/exact-number.ts';
import { numberOf, ratioOf } from '../../../../shared/domain/ucum/ratio.ts';

/** A decimal of up to 15 digits as a file writes it. */
const decimal = fc
  .tuple(fc.integer({ min: -999_999_999_999_999, max: 999_999_999_999_999 }), fc.nat(12))
  .map(([digits, places]) => `${digits}e-${places}`);

describe('ExactNumbers', () => {
  it('moves the point of a decimal as if its text had been written so, whatever stood in the rows before', () => {
    const shift = fc.integer({ min: -21, max: 21 });
    fc.assert(
      fc.property(fc.array(decimal, { minLength: 1, maxLength: 20 }), shift, (texts, places) => {
        const power = Number(`1e${Math.abs(places)}`);
        const numbers = new ExactNumbers(
          places < 0 ? { num: 1, add: 0, den: power } : { num: power, add: 0, den: 1 },
        );
        for (const text of texts) {
          const [digits, exponent] = text.split('e');
          expect(numbers.of(Number(text))).toBe(Number(`${digits}e${Number(exponent) + places}`) + 0);
        }
      }),
      { seed: 16, numRuns: 3000 },
    );
  });

  it.each([
    { num: 5, add: -160, den: 9 },
    { num: 100, add: 27_315, den: 100 },
    { num: 133_322, add: 0, den: 1000 },
    { num: 1, add: 0, den: 60 },
  ])('gives the double next to the true number, or says that it cannot: %j', (conversion) => {
    const numbers = new ExactNumbers(conversion);
    const alone = () => new ExactNumbers(conversion);
    let exact = 0;
    fc.assert(
      fc.property(decimal, (text) => {
        const got = numbers.of(Number(text));
        expect(got).toBe(alone().of(Number(text)));
        if (got === null) return;
        exact++;
        const { num, den } = ratioOf(text);
        const { num: n, add, den: d } = conversion;
        const truth = { num: num * BigInt(n) + BigInt(add) * den, den: den * BigInt(d) };
        expect(got).toBe(numberOf(truth) + 0);
      }),
      { seed: 17, numRuns: 3000 },
    );
    expect(exact).toBeGreaterThan(100);
  });

  it('says that it cannot where a number has more than 15 digits and more than the point moves', () => {
    expect(new ExactNumbers({ num: 5, add: -160, den: 9 }).of(0.1 + 0.2)).toBeNull();
    expect(new ExactNumbers({ num: 1, add: 0, den: 1000 }).of(0.1 + 0.2)).toBe(
      Number('3.0000000000000004e-4'),
    );
  });
});
