import { describe, expect, it } from 'vitest';
import { doseText, GDoseInParts } from '../../../../shared/domain/g-level/g-dose.ts';
import type { GSource } from '../../../../shared/domain/g-level/g-source.ts';
import { summariseG } from '../../../../shared/domain/g-level/g-summary.ts';
import { randomStream } from '../../../../shared/simulator/random.ts';

const source = (period: number, by: GSource['by'] = 'axes'): GSource => ({
  ...{ series: by === 'axes' ? ['x', 'y', 'z'] : ['x'], period, by },
  gOf: (_, value) => value,
});

function vibrating(count: number, period: number) {
  const stream = randomStream(5, 'dose');
  const times = Float64Array.from({ length: count }, (_, i) => 1.7e15 + i * period * 1e6);
  const axis = (mean: number) => Float64Array.from(times, () => mean + 0.002 * stream.normal());
  return { times, values: [axis(0.001), axis(-0.002), axis(0.003)] };
}

describe('the dose of a unit', () => {
  it('put together of parts is that of all at once', () => {
    const readings = vibrating(6000, 0.5);
    const from = readings.times[0]!;
    const dose = new GDoseInParts(source(0.5), [0.001, 0.005]);
    // Parts of whole windows of 100 s, so that these are the same.
    for (let second = 0; second < 3000; second += 500)
      dose.add([{ from: from + second * 1e6, to: from + (second + 500) * 1e6 }], readings);
    const told = dose.finish()!;
    const [x, y, z] = readings.values.map((one) => Float32Array.from(one));
    const seconds = readings.times.map((at) => (at - from) / 1e6);
    const whole = summariseG({ seconds, x: x!, y: y!, z: z! }, 0.5, [0.001, 0.005]);
    expect(told).toMatchObject({ records: 6000, g: expect.closeTo(whole.meanMagnitude, 9), lacks: [] });
    expect(told.minutes).toBeCloseTo(whole.minutes, 9);
    expect(told.rms).toBeCloseTo(whole.rms, 9);
    expect(told.quasiSteady?.windows).toBe(30);
    for (const key of ['least', 'mean', 'most'] as const)
      expect(told.quasiSteady?.[key]).toBeCloseTo(whole.quasiSteady![key], 9);
    expect(told.above.map(({ minutes }) => minutes)).toEqual(
      whole.above.map(({ minutes }) => expect.closeTo(minutes, 9)),
    );
    expect(doseText(told, { period: 0.5, cultureMinutes: 100 })).toMatch(
      /^0\.00\d+ g on average; quasi-steady 0\.00\d+ g to 0\.00\d+ g; RMS 0\.003\d+ g \(slower than 1 Hz\); above 0\.001 g for 50 min; above 0\.005 g for \d+ min; by a reading every 0\.5 s, over 50 min \(50 % of the culture\)$/,
    );
  });

  it('says what it does not tell: of slow readings and of a rotation no vibration', () => {
    const readings = vibrating(100, 120);
    const all = [{ from: 0, to: Number.POSITIVE_INFINITY }];
    const slow = new GDoseInParts(source(120), []);
    slow.add(all, readings);
    expect(slow.finish()).toMatchObject({
      ...{ quasiSteady: null, rms: null },
      lacks: [
        'no quasi-steady part and no RMS: a reading every 120 s is too slow (10 s at most): what it shows of vibrations is chance',
      ],
    });
    const turning = new GDoseInParts(source(1, 'rotation'), [0.0005]);
    turning.add(all, { times: readings.times, values: readings.values.slice(0, 1) });
    expect(turning.finish()).toMatchObject({
      ...{ rms: null, quasiSteady: null },
      lacks: ['no quasi-steady part and no RMS: a rotation tells of no vibration'],
    });
    const short = new GDoseInParts(source(1), []);
    short.add(all, vibrating(20, 1));
    expect(short.finish()).toMatchObject({
      ...{ rms: expect.closeTo(0.0035, 3), quasiSteady: null },
      lacks: ['no quasi-steady part: at no time 100 s of readings in a row were read'],
    });
  });

  it('has of a length alone neither: the mean of a length is no length of a mean', () => {
    const stream = randomStream(13, 'length');
    const times = Float64Array.from({ length: 3000 }, (_, i) => i * 1e6);
    const axes = [0, 1, 2].map(() => times.map(() => 0.01 * stream.normal()));
    const lengths = times.map((_, i) => Math.hypot(...axes.map((one) => one[i]!)));
    const [whole, alone] = [new GDoseInParts(source(1), []), new GDoseInParts(source(1, 'magnitude'), [])];
    const all = [{ from: 0, to: Number.POSITIVE_INFINITY }];
    whole.add(all, { times, values: axes });
    alone.add(all, { times, values: [lengths] });
    const [told, lacking] = [whole.finish()!, alone.finish()!];
    expect(told.rms).toBeCloseTo(0.01 * Math.sqrt(3), 3);
    expect(told.quasiSteady?.most).toBeLessThan(0.005);
    expect(lacking).toMatchObject({ g: expect.closeTo(told.g, 6), rms: null, quasiSteady: null });
    expect(lacking.lacks).toEqual([expect.stringContaining('a length alone tells neither')]);
    expect(doseText(lacking, { period: 1, cultureMinutes: 50 })).not.toMatch(/RMS|quasi/);
  });

  it('has an RMS around the mean of each 100 s: a spin-up is no vibration', () => {
    const times = Float64Array.from({ length: 36_000 }, (_, i) => i * 1e6);
    const still = new Float64Array(36_000);
    const readings = { times, values: [times.map((at) => (at < 1440e6 ? 0 : 1)), still, still] };
    const dose = new GDoseInParts(source(1), []);
    dose.add(
      [
        { from: 0, to: 18_000e6 },
        { from: 18_000e6, to: 36_000e6 },
      ],
      readings,
    );
    // 0.196 around the mean of all; what is left is the one window of 100 s in which it starts.
    expect(dose.finish()!.rms).toBeCloseTo(Math.sqrt((0.24 * 100) / 36_000), 6);
  });

  it('has no RMS where readings are too few in any 100 s, whatever their period promises', () => {
    const times = Float64Array.from({ length: 60 }, (_, i) => i * 50e6);
    const values = [0, 0, 0].map(() => new Float64Array(60));
    const dose = new GDoseInParts(source(1), []);
    dose.add([{ from: 0, to: 3000e6 }], { times, values });
    expect(dose.finish()).toMatchObject({
      ...{ rms: null, quasiSteady: null },
      lacks: [expect.stringContaining('no quasi-steady'), 'no RMS: in no 100 s were 10 readings'],
    });
  });

  it('is none where nothing was read', () => {
    const dose = new GDoseInParts(source(1), [0.1]);
    dose.add([{ from: 0, to: 1 }], vibrating(10, 1));
    expect(dose.finish()).toBeNull();
  });
});
