import { describe, expect, it } from 'vitest';
import { packFlags } from '../../../../shared/domain/telemetry/flags.ts';
import { estimateLag } from '../../../../shared/domain/timeline/lag.ts';
import { randomStream } from '../../../../shared/simulator/random.ts';
import { hasRealData } from '../../../support/real-data.ts';
import { rodentResearch } from '../twins/rodent-research.ts';
import { seriesOf } from '../twins/series-of.ts';

const PERIOD = { periodSeconds: 60, shiftMicros: 0 };

/** A random walk sampled each minute, read `lag` minutes late with a sensor's own noise. */
function wandering(lag: number, own: number, length = 1500) {
  const steps = randomStream(1, 'steps');
  const walk = [37];
  for (let i = 1; i < length + 400; i++) walk.push(walk[i - 1]! + 0.05 * steps.normal());
  const sensor = randomStream(2, `sensor ${lag}`);
  return seriesOf(
    Array.from({ length }, (_, i) => [i * 60e6, walk[i + 200 - lag]! + own * sensor.normal()] as const),
  );
}

describe('estimateLag', () => {
  it('finds how much later the ground shows the same, either way', () => {
    for (const lag of [0, 1, 7, -12, 150]) {
      const estimate = estimateLag(wandering(0, 0.01), wandering(lag, 0.01), PERIOD);
      expect(estimate?.lagSeconds, `lag ${lag}`).toBe(lag * 60);
      expect(estimate?.uncertaintySeconds).toBe(60);
      expect(estimate?.correlation).toBeGreaterThan(0.95);
    }
  });

  it('counts the lag from the planned delay', () => {
    const ground = wandering(3, 0.01);
    const delayed = { ...ground, times: ground.times.map((at) => at + 93_600e6) };
    expect(estimateLag(wandering(0, 0.01), delayed, { ...PERIOD, shiftMicros: 93_600e6 })?.lagSeconds).toBe(
      180,
    );
  });

  it('is not hidden by missing codes, which have no value', () => {
    const missing = packFlags({ quality: 'BAD', acquisitionStatus: 'INVALID', origin: 'MEASURED' });
    const ground = wandering(7, 0.01);
    const values = ground.values.map((value, i) => (i % 40 === 0 ? -999 : value));
    const flags = ground.flags.map((_, i) => (i % 40 === 0 ? missing : 0));
    expect(estimateLag(wandering(0, 0.01), { ...ground, values, flags }, PERIOD)?.lagSeconds).toBe(420);
  });

  it('is not moved by gaps', () => {
    const flight = wandering(0, 0.01);
    const kept = [...flight.times.keys()].filter((i) => i % 50 > 4 && (i < 300 || i > 420));
    const holed = seriesOf(kept.map((i) => [flight.times[i]!, flight.values[i]!] as const));
    expect(estimateLag(holed, wandering(7, 0.01), PERIOD)?.lagSeconds).toBe(420);
  });

  it('does not take one spike on either side for the same spike', () => {
    const spiked = (at: number) => {
      const series = wandering(0, 0.01);
      series.values[at] = 500;
      return series;
    };
    const estimate = estimateLag(spiked(300), spiked(340), PERIOD);
    expect([undefined, 0]).toContain(estimate?.lagSeconds);
  });

  it('says nothing of a signal that repeats itself', () => {
    const wave = seriesOf(
      Array.from({ length: 1500 }, (_, i) => [i * 60e6, 37 + Math.sin((2 * Math.PI * i) / 93)] as const),
    );
    expect(estimateLag(wave, wave, PERIOD)).toBeNull();
  });

  it('says nothing of series that do not go together, do not move, are short, or do not overlap', () => {
    const flight = wandering(0, 0.01);
    const other = randomStream(3, 'unrelated');
    const unrelated = seriesOf([...flight.times].map((at) => [at, 37 + other.normal()] as const));
    const constant = seriesOf([...flight.times].map((at) => [at, 37] as const));
    const later = { ...flight, times: flight.times.map((at) => at + 1e13) };
    expect(estimateLag(flight, unrelated, PERIOD)).toBeNull();
    expect(estimateLag(flight, constant, PERIOD)).toBeNull();
    expect(estimateLag(constant, constant, PERIOD)).toBeNull();
    expect(estimateLag(flight, later, PERIOD)).toBeNull();
    expect(estimateLag(wandering(0, 0, 90), wandering(0, 0, 90), PERIOD)).toBeNull();
    expect(estimateLag(seriesOf([]), flight, PERIOD)).toBeNull();
  });

  for (const mission of ['RR1', 'RR6'] as const) {
    it.runIf(hasRealData)(
      `finds no lag between the temperatures of ${mission}, and finds one put in (skipped only where HOWSHIP_DATA is absent)`,
      () => {
        const { flight, ground } = rodentResearch(mission, 'Temp_degC');
        const options = { periodSeconds: 300, shiftMicros: 0 };
        expect(estimateLag(flight, ground, options)?.lagSeconds).toBe(0);
        const late = { ...ground, times: ground.times.map((at) => at + 3000e6) };
        expect(estimateLag(flight, late, options)?.lagSeconds).toBe(3000);
      },
    );
  }
});
