import { describe, expect, it } from 'vitest';
import { intervalAround } from '../../../../shared/domain/twins/interval.ts';

describe('intervalAround', () => {
  it('gives the decorrelation time as samples and as the φ of an AR(1) process: (1 + φ) / (1 − φ) is n / ESS', () => {
    const half = (miss: number) => (miss === 0.1 ? 1 : 2);
    const { ci95, interval } = intervalAround(5, 380, { half, effectiveSampleSize: 20, leastTimes: 12 });
    expect(ci95).toEqual([3, 7]);
    expect(interval).toMatchObject({ decorrelationSamples: 19, phi: 0.9 });
    expect(interval).not.toHaveProperty('decorrelationTimes');
  });

  it('rounds what is short of two decorrelation times down, so that it does not read as two', () => {
    const short = intervalAround(5, 380, { half: null, effectiveSampleSize: 20, leastTimes: 1.97 });
    expect(short.ci95Reason).toBe(
      'too short: 1.9 decorrelation times are certain in 380 pairs; 2 are needed',
    );
    expect(short.interval.decorrelationTimes).toBe(1.9);
  });
});
