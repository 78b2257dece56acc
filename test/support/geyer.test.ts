import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomStream } from '../../shared/simulator/random.ts';
import { effectiveSampleSize } from './geyer.ts';
import { twinDifferences } from './twin-series.ts';

/** First-order autoregression on standard normal steps. */
function autoregression(n: number, phi: number): Float64Array {
  const steps = randomStream(20_260_729, 'autoregression');
  let value = 0;
  return Float64Array.from({ length: n }, () => {
    value = phi * value + steps.normal();
    return value;
  });
}

describe('effectiveSampleSize', () => {
  it('is 90.10 of 2,880 on the reference twins', () => {
    const differences = twinDifferences();
    expect(differences.length).toBe(2880);
    expect(effectiveSampleSize(differences)).toBeCloseTo(90.10148033429535, 9);
  });

  it('comes near n (1 − φ) / (1 + φ) for an autoregression, also where it must look beyond the first lags', () => {
    const usual = effectiveSampleSize(autoregression(200_000, 0.9)) / (200_000 * (0.1 / 1.9));
    expect(usual).toBeGreaterThan(0.9);
    expect(usual).toBeLessThan(1.1);
    const slow = effectiveSampleSize(autoregression(500_000, 0.999));
    expect(slow).toBeGreaterThan(100);
    expect(slow).toBeLessThan(600);
  });

  it('is n where neighbours are opposed, as no more can be known than was measured', () => {
    expect(effectiveSampleSize(Float64Array.from({ length: 100 }, (_, i) => (-1) ** i))).toBe(100);
    expect(effectiveSampleSize(autoregression(5000, -0.5))).toBe(5000);
  });

  it('is 1 for a series that never changes, 1 for one value and 0 for none', () => {
    expect(effectiveSampleSize(new Float64Array(500).fill(0.1))).toBe(1);
    expect(effectiveSampleSize(Float64Array.of(3))).toBe(1);
    expect(effectiveSampleSize(new Float64Array(0))).toBe(0);
  });

  it('stays between 1 and n whatever the values, and does not depend on their unit', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 1, maxLength: 60 }), (values) => {
        const series = Float64Array.from(values);
        const size = effectiveSampleSize(series);
        expect(size).toBeGreaterThan(0);
        expect(size).toBeLessThanOrEqual(values.length);
        const inKelvin = effectiveSampleSize(series.map((value) => 1024 * value));
        expect(Math.abs(inKelvin / size - 1)).toBeLessThan(1e-6);
      }),
      { seed: 3, numRuns: 300 },
    );
  });
});
