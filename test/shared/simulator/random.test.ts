import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomStream, sfc32 } from '../../../shared/simulator/random.ts';

const MASK = 0xffff_ffffn;

/** The recurrence of sfc32 in whole numbers of any size, each step cut to 32 bits. */
function sfc32InBigInt(a: bigint, b: bigint, c: bigint, count: number): number[] {
  const words: number[] = [];
  for (let counter = 1n; words.length < count; counter = (counter + 1n) & MASK) {
    const word = (a + b + counter) & MASK;
    a = b ^ (b >> 9n);
    b = (c + (c << 3n)) & MASK;
    c = ((((c << 21n) | (c >> 11n)) & MASK) + word) & MASK;
    words.push(Number(word));
  }
  return words;
}

describe('sfc32', () => {
  it('follows its recurrence from any state', () => {
    const word = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
    fc.assert(
      fc.property(word, word, word, (a, b, c) => {
        const next = sfc32(a, b, c);
        const expected = sfc32InBigInt(BigInt(a) & MASK, BigInt(b) & MASK, BigInt(c) & MASK, 50);
        expect(Array.from({ length: 50 }, () => next())).toEqual(expected);
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});

describe('randomStream', () => {
  const take = (count: number, draw: () => number) => Array.from({ length: count }, draw);

  it('repeats itself for the same seed and name, and for no other', () => {
    const first = take(100, randomStream(7, 'FU1').uniform);
    expect(take(100, randomStream(7, 'FU1').uniform)).toEqual(first);
    for (const other of [randomStream(8, 'FU1'), randomStream(7, 'FU2')]) {
      const drawn = take(100, other.uniform);
      expect(drawn.filter((value, i) => value === first[i])).toEqual([]);
    }
  });

  it('is uniform on [0, 1): chi-squared over 100 cells is unremarkable', () => {
    const cells = new Array<number>(100).fill(0);
    for (const value of take(100_000, randomStream(11, 'cells').uniform))
      cells[Math.floor(value * 100)]! += 1;
    const chiSquared = cells.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    // 99 degrees of freedom: 0.1 % of true generators fall below 61 and 0.1 % above 149.
    expect(chiSquared).toBeGreaterThan(61);
    expect(chiSquared).toBeLessThan(149);
  });

  it('gives standard normal deviates: mean, variance, kurtosis, tails and no memory', () => {
    const n = 200_000;
    const values = take(n, randomStream(13, 'normal').normal);
    const moment = (power: number) => values.reduce((sum, value) => sum + value ** power, 0) / n;
    expect(Math.abs(moment(1))).toBeLessThan(4 / Math.sqrt(n));
    expect(Math.abs(moment(2) - 1)).toBeLessThan(4 * Math.sqrt(2 / n));
    expect(Math.abs(moment(4) - 3)).toBeLessThan(4 * Math.sqrt(96 / n));
    const beyondThree = values.filter((value) => Math.abs(value) > 3).length;
    expect(Math.abs(beyondThree - 0.0026998 * n)).toBeLessThan(4 * Math.sqrt(0.0027 * n));
    const lagOne = values.slice(1).reduce((sum, value, i) => sum + value * values[i]!, 0) / n;
    expect(Math.abs(lagOne)).toBeLessThan(4 / Math.sqrt(n));
  });
});
