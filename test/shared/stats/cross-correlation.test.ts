import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crossCorrelation } from '../../../shared/stats/cross-correlation.ts';
import { fft, powerOfTwoFrom } from '../../../shared/stats/fft.ts';
import { autocovariance } from '../../support/autocovariance.ts';

const values = (maxLength: number) =>
  fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength });

describe('fft', () => {
  it('is the sum that defines it', () => {
    const re = Float64Array.of(1, 2, -3, 4, 0, 7, 1, -5);
    const im = Float64Array.of(0, 1, 0, -2, 3, 0, 1, 1);
    const expected = [...re].map((_, k) => {
      let sumRe = 0;
      let sumIm = 0;
      for (let j = 0; j < 8; j++) {
        const angle = (-2 * Math.PI * j * k) / 8;
        sumRe += re[j]! * Math.cos(angle) - im[j]! * Math.sin(angle);
        sumIm += re[j]! * Math.sin(angle) + im[j]! * Math.cos(angle);
      }
      return [sumRe, sumIm] as const;
    });
    fft(re, im);
    expected.forEach(([sumRe, sumIm], k) => {
      expect(re[k]).toBeCloseTo(sumRe, 12);
      expect(im[k]).toBeCloseTo(sumIm, 12);
    });
  });

  it('comes back by the inverse', () => {
    const re = Float64Array.from({ length: 4096 }, (_, i) => Math.sin(i * i));
    const im = new Float64Array(4096);
    const before = re.slice();
    fft(re, im);
    fft(im, re);
    const farthest = Math.max(...re.map((value, i) => Math.abs(value / 4096 - before[i]!)));
    expect(farthest).toBeLessThan(1e-14);
  });

  it('refuses a length that is no power of two', () => {
    expect(() => fft(new Float64Array(6), new Float64Array(6))).toThrow(/power of two; got 6/);
    expect(() => fft(new Float64Array(8), new Float64Array(4))).toThrow(RangeError);
    expect([0, 1, 2, 3, 1024, 1025].map(powerOfTwoFrom)).toEqual([1, 1, 2, 4, 1024, 2048]);
  });
});

describe('crossCorrelation', () => {
  it('equals the sums of products, in one block or many', () => {
    fc.assert(
      fc.property(values(80), values(80), fc.nat(90), (a, b, maxLag) => {
        const got = crossCorrelation(Float64Array.from(a), Float64Array.from(b), maxLag);
        expect(got.length).toBe(maxLag + 1);
        got.forEach((sum, lag) => {
          expect(sum).toBeCloseTo(
            a.reduce((total, value, i) => total + value * (b[i + lag] ?? 0), 0),
            7,
          );
        });
      }),
      { seed: 2, numRuns: 300 },
    );
  });

  it('refuses a lag that is not whole', () => {
    expect(() => crossCorrelation(Float64Array.of(1), Float64Array.of(1), 0.5)).toThrow(/whole maxLag/);
  });
});

describe('autocovariance', () => {
  it('has divisor n at every lag', () => {
    const got = autocovariance(Float64Array.of(1, 2, 3, 4), 4);
    expect([...got].map((value) => Number(value.toFixed(12)) + 0)).toEqual([
      1.25, 0.3125, -0.375, -0.5625, 0,
    ]);
  });

  it('is empty for no values', () => {
    expect(autocovariance(new Float64Array(0), 3)).toEqual(new Float64Array(0));
  });
});
