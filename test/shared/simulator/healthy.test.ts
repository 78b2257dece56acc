import { describe, expect, it } from 'vitest';
import { type ChannelModel, healthyValues } from '../../../shared/simulator/healthy.ts';

const QUIET: ChannelModel = {
  id: 'temperature',
  setpoint: 37,
  scale: 2,
  cabinSd: 0,
  ownSd: 0,
  whiteSd: 0,
  orbitAmplitude: 0,
  diurnalAmplitude: 0,
};

const FLIGHT = { id: 'FU1', side: 'flight' } as const;
const GROUND = { id: 'GU1', side: 'ground' } as const;

function everyPeriod(period: number, count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => i * period * 1e6);
}

function correlation(x: Float64Array, y: Float64Array): number {
  const mean = (v: Float64Array) => v.reduce((a, b) => a + b, 0) / v.length;
  const [mx, my] = [mean(x), mean(y)];
  const product = (a: Float64Array, ma: number, b: Float64Array, mb: number) =>
    a.reduce((sum, value, i) => sum + (value - ma) * (b[i]! - mb), 0);
  return product(x, mx, y, my) / Math.sqrt(product(x, mx, x, mx) * product(y, my, y, my));
}

function sd(values: Float64Array): number {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}

describe('healthyValues', () => {
  it('stays at the set-point where nothing disturbs it', () => {
    expect(healthyValues(everyPeriod(60, 3), 60, FLIGHT, QUIET, 1)).toEqual(Float64Array.of(37, 37, 37));
  });

  it('swings with the orbit on the flight unit only and with the day on the ground unit only', () => {
    const swinging = { ...QUIET, orbitAmplitude: 0.03, diurnalAmplitude: 0.02 };
    const orbit = healthyValues(everyPeriod(5540 / 4, 5), 5540 / 4, FLIGHT, swinging, 1);
    expect([...orbit].map((value) => Number((value - 37).toFixed(9)))).toEqual([0, 0.03, 0, -0.03, 0]);
    const day = healthyValues(everyPeriod(21_600, 5), 21_600, GROUND, swinging, 1);
    expect([...day].map((value) => Number((value - 37).toFixed(9)))).toEqual([0, 0.02, 0, -0.02, 0]);
  });

  it.each([30, 60, 300])('keeps the time constants of its disturbances at a period of %i s', (period) => {
    const times = everyPeriod(period, 400_000);
    const own = healthyValues(times, period, FLIGHT, { ...QUIET, ownSd: 0.05 }, 2);
    expect(Math.abs(sd(own) - 0.05)).toBeLessThan(0.002);
    const lag = 600 / period;
    expect(Math.abs(correlation(own.slice(lag), own.slice(0, -lag)) - 0.95 ** 10)).toBeLessThan(0.03);
  });

  it('wanders slowly with the cabin: the standard deviation over a year is the one asked for', () => {
    const cabin = healthyValues(everyPeriod(300, 105_120), 300, FLIGHT, { ...QUIET, cabinSd: 0.05 }, 3);
    expect(Math.abs(sd(cabin) - 0.05)).toBeLessThan(0.005);
    const hour = correlation(cabin.slice(12), cabin.slice(0, -12));
    expect(Math.abs(hour - 0.999 ** 60)).toBeLessThan(0.01);
  });

  it('gives each unit and each channel noise of its own', () => {
    const times = everyPeriod(60, 20_000);
    const noisy = { ...QUIET, whiteSd: 0.02 };
    const flight = healthyValues(times, 60, FLIGHT, noisy, 4);
    const ground = healthyValues(times, 60, GROUND, noisy, 4);
    const humidity = healthyValues(times, 60, FLIGHT, { ...noisy, id: 'humidity' }, 4);
    expect(Math.abs(correlation(flight, ground))).toBeLessThan(4 / Math.sqrt(times.length));
    expect(Math.abs(correlation(flight, humidity))).toBeLessThan(4 / Math.sqrt(times.length));
  });
});
