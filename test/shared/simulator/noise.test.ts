import { describe, expect, it } from 'vitest';
import { autoregression } from '../../../shared/simulator/noise.ts';
import { randomStream } from '../../../shared/simulator/random.ts';

const SD = 0.05;

function drawn(count: number, timeConstant: number, period: number): Float64Array {
  const next = autoregression(SD, timeConstant, period, randomStream(2, 'noise'));
  return Float64Array.from({ length: count }, next);
}

function correlation(x: Float64Array, lag: number): number {
  const mean = x.reduce((a, b) => a + b, 0) / x.length;
  let product = 0;
  let square = 0;
  for (let i = 0; i < x.length; i++) {
    square += (x[i]! - mean) ** 2;
    if (i >= lag) product += (x[i]! - mean) * (x[i - lag]! - mean);
  }
  return product / square;
}

function sd(x: Float64Array): number {
  const mean = x.reduce((a, b) => a + b, 0) / x.length;
  return Math.sqrt(x.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (x.length - 1));
}

describe('autoregression', () => {
  it.each([30, 60, 300])('keeps its time constant and deviation at a period of %i s', (period) => {
    const values = drawn(300_000, 1200, period);
    expect(Math.abs(sd(values) - SD)).toBeLessThan(0.003);
    expect(Math.abs(correlation(values, 1200 / period) - Math.exp(-1))).toBeLessThan(0.03);
  });

  it('is as wide at its first value as anywhere', () => {
    const firsts = Float64Array.from({ length: 5000 }, (_, i) =>
      autoregression(SD, 60_000, 60, randomStream(i, 'first'))(),
    );
    expect(Math.abs(sd(firsts) - SD)).toBeLessThan(0.002);
  });
});
