import { describe, expect, it } from 'vitest';
import { summariseG } from '../../../../shared/domain/g-level/g-summary.ts';

const record = (seconds: readonly number[], x: readonly number[]) => ({
  seconds: Float64Array.from(seconds),
  x: Float32Array.from(x),
  y: new Float32Array(x.length),
  z: new Float32Array(x.length).fill(0),
});

describe('what a record of accelerations says', () => {
  it('is its mean, what is left without it, and minutes above thresholds', () => {
    const { mean, rms, meanMagnitude, above, minutes, peak } = summariseG(
      record([0, 60, 120, 180], [1, -1, 1, 3]),
      60,
      [0.5, 1, 2.9],
    );
    expect(mean).toEqual({ x: 1, y: 0, z: 0 });
    expect(rms).toBeCloseTo(Math.sqrt((0 + 4 + 0 + 4) / 4), 9);
    expect(meanMagnitude).toBe(1.5);
    expect(peak).toEqual({ g: 2, seconds: 60 });
    expect(above.map((one) => one.minutes)).toEqual([4, 1, 1]);
    expect(minutes).toBe(4);
  });

  it('counts of a gap one period, not the time that nobody measured', () => {
    const { minutes, above } = summariseG(record([0, 60, 36_000], [1, 1, 1]), 60, [0.5]);
    expect(minutes).toBe(3);
    expect(above[0]?.minutes).toBe(3);
  });

  it('has as its quasi-steady part the means over 100 s, in which what is faster is gone', () => {
    const seconds = Array.from({ length: 3000 }, (_, i) => i / 10);
    // 1 g in the first 100 s, then 0.5, then 0.2; shaken at 2 Hz.
    const x = seconds.map((at) => [1, 0.5, 0.2][Math.floor(at / 100)]! + 3 * Math.sin(4 * Math.PI * at));
    const { quasiSteady } = summariseG(record(seconds, x), 0.1, []);
    expect(quasiSteady).toEqual({
      ...{
        windows: 3,
        least: expect.closeTo(0.2, 4),
        mean: expect.closeTo(17 / 30, 4),
        most: expect.closeTo(1, 4),
      },
    });
  });

  it('has none of windows of which more than a tenth is missing', () => {
    const seconds = Array.from({ length: 100 }, (_, i) => i).filter((at) => at < 40 || at > 55);
    expect(
      summariseG(
        record(
          seconds,
          seconds.map(() => 1),
        ),
        1,
        [],
      ).quasiSteady,
    ).toBeNull();
  });

  it('is shaken by what is left without the mean of each 100 s: a rotor that starts and stops shakes nothing', () => {
    const seconds = Array.from({ length: 36_000 }, (_, i) => i);
    const turning = (at: number) => (at < 1400 || (at >= 20_000 && at < 21_000) ? 0 : 1);
    const still = summariseG(record(seconds, seconds.map(turning)), 1, []);
    expect(still).toMatchObject({ rms: 0, shaken: 36_000, mean: { x: expect.closeTo(0.9333, 4) } });
    const shaking = seconds.map((at) => turning(at) + 0.01 * Math.SQRT2 * Math.sin((Math.PI * at) / 5));
    expect(summariseG(record(seconds, shaking), 1, []).rms).toBeCloseTo(0.01, 6);
  });

  it('is shaken as far as windows hold ten records; where none does, around the mean of all, and it says so', () => {
    const seconds = [...Array.from({ length: 100 }, (_, i) => i), 150, 160, 170];
    const x = seconds.map((at) => (at < 100 ? at % 2 : 50));
    expect(summariseG(record(seconds, x), 1, [])).toMatchObject({ rms: 0.5, shaken: 100 });
    expect(summariseG(record([0, 60, 120, 180], [1, 1, 3, 3]), 1, [])).toMatchObject({ rms: 1, shaken: 0 });
    expect(summariseG(record([0, 60], [1, 3]), 1, [])).toMatchObject({ rms: 1, shaken: 0 });
  });
});
