import { describe, expect, it } from 'vitest';
import { otsu } from '../../../../../shared/domain/pit/image/otsu.ts';
import { randomStream } from '../../../../../shared/simulator/random.ts';

describe("Otsu's threshold", () => {
  it('lies in the middle of the values between two classes', () => {
    const values = Uint8Array.from([10, 10, 12, 12, 200, 202]);
    expect(otsu(values, { least: 10, most: 202 })).toBe(105);
  });

  it('is the same for floats, to the width of a bin', () => {
    const values = Float32Array.from([0.1, 0.1, 0.12, 0.12, 2, 2.02]);
    expect(otsu(values, { least: Math.fround(0.1), most: Math.fround(2.02) })).toBeCloseTo(1.06, 2);
  });

  it('has the variance between its classes that it has, by the definition', () => {
    const values = Uint16Array.from([1, 5, 5, 9, 30, 31, 40]);
    const threshold = otsu(values, { least: 1, most: 40 });
    const all = [...values];
    const mean = (of: number[]) => of.reduce((a, b) => a + b, 0) / of.length;
    const between = (cut: number) => {
      const [low, high] = [all.filter((v) => v <= cut), all.filter((v) => v > cut)];
      return (low.length / 7) * (high.length / 7) * (mean(low) - mean(high)) ** 2;
    };
    const best = Math.max(...Array.from({ length: 39 }, (_, i) => between(i + 1)));
    expect(between(threshold)).toBeCloseTo(best, 9);
  });

  it('lies in the middle of Gaussian noise, which has one class', () => {
    const random = randomStream(3, 'otsu');
    const values = Float32Array.from({ length: 40_000 }, () => random.normal());
    const range = {
      least: values.reduce((a, b) => Math.min(a, b)),
      most: values.reduce((a, b) => Math.max(a, b)),
    };
    expect(otsu(values, range)).toBeCloseTo(0, 1);
  });
});
