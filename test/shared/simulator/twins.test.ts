import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fault } from '../../../shared/simulator/faults.ts';
import { simulateTwins, type TwinsOptions } from '../../../shared/simulator/twins.ts';

const HOUR = 3_600e6;
const TEMPERATURE = {
  id: 'temperature',
  setpoint: 37,
  scale: 2,
  cabinSd: 0.05,
  ownSd: 0.05,
  whiteSd: 0.02,
  orbitAmplitude: 0.03,
  diurnalAmplitude: 0.02,
};
const HUMIDITY = { ...TEMPERATURE, id: 'humidity', setpoint: 85, scale: 1, whiteSd: 0.2 };

const HEALTHY: TwinsOptions = {
  seed: 5,
  pair: 'P1',
  flight: { id: 'FU1', from: 0, to: 24 * HOUR },
  ground: { id: 'GU1', from: 26 * HOUR, to: 50 * HOUR },
  period: 60,
  channels: [TEMPERATURE, HUMIDITY],
  faults: [],
};

const simulate = (...faults: Fault[]) => simulateTwins({ ...HEALTHY, faults });

describe('simulateTwins', () => {
  const healthy = simulate();

  it('gives the same bits for the same seed and other values for another', () => {
    expect(simulate()).toEqual(healthy);
    const other = simulateTwins({ ...HEALTHY, seed: 6 });
    expect(other.flight.columns[0]!.values).not.toEqual(healthy.flight.columns[0]!.values);
  });

  it('samples from the first instant up to, not including, the last', () => {
    expect(healthy.flight.times.length).toBe(1440);
    expect(healthy.flight.times[1439]).toBe(24 * HOUR - 60e6);
    expect(healthy.ground.times[0]).toBe(26 * HOUR);
    expect(healthy.truth).toEqual({
      seed: 5,
      faults: [],
      samples: { FU1: { temperature: 1440, humidity: 1440 }, GU1: { temperature: 1440, humidity: 1440 } },
    });
  });

  it('records decimals of the resolution that read back as the same number', () => {
    for (const { values, storage } of healthy.flight.columns) {
      expect(storage.kind).toBe('decimal');
      const scale = storage.kind === 'decimal' ? storage.scale : Number.NaN;
      expect(values.every((value) => Number(value.toFixed(scale)) === value)).toBe(true);
    }
  });

  it('leaves everything else as it was when a channel or a fault is added', () => {
    const more = simulateTwins({
      ...HEALTHY,
      channels: [TEMPERATURE, HUMIDITY, { ...TEMPERATURE, id: 'inlet' }],
    });
    expect(more.flight.columns.slice(0, 2)).toEqual(healthy.flight.columns);
    const faulty = simulate({
      kind: 'STUCK',
      unit: 'FU1',
      channel: 'humidity',
      from: 3 * HOUR,
      to: 9 * HOUR,
    });
    expect(faulty.ground).toEqual(healthy.ground);
    expect(faulty.flight.columns[0]).toEqual(healthy.flight.columns[0]);
  });

  it('freezes a stuck channel at the value that it recorded first, and at no other time', () => {
    const { flight, truth } = simulate({
      kind: 'STUCK',
      unit: 'FU1',
      channel: 'humidity',
      from: 3 * HOUR + 1,
      to: 9 * HOUR,
    });
    const before = healthy.flight.columns[1]!.values;
    const after = flight.columns[1]!.values;
    const frozen = before[181]!;
    expect(after).toEqual(before.map((value, i) => (i >= 181 && i < 540 ? frozen : value)));
    expect(truth.faults).toEqual([
      {
        kind: 'STUCK',
        unit: 'FU1',
        channels: ['humidity'],
        from: '1970-01-01T03:01:00Z',
        to: '1970-01-01T09:00:00Z',
        value: frozen,
        samples: 359,
      },
    ]);
  });

  it('shifts an offset channel by what was asked, to within its resolution', () => {
    const { ground, truth } = simulate({
      kind: 'OFFSET',
      unit: 'GU1',
      channel: 'temperature',
      from: 27 * HOUR,
      to: 28 * HOUR,
      by: -0.255,
    });
    const before = healthy.ground.columns[0]!.values;
    const moved = [...ground.columns[0]!.values].map((value, i) => value - before[i]!);
    expect(moved.filter((by, i) => Math.abs(by - (i >= 60 && i < 120 ? -0.255 : 0)) > 0.0051)).toEqual([]);
    expect(truth.faults[0]).toMatchObject({
      kind: 'OFFSET',
      pair: 'P1',
      unit: 'GU1',
      by: -0.255,
      samples: 60,
    });
  });

  it('takes whole rows away in a gap and names the samples on both its sides', () => {
    const { ground, truth } = simulate({ kind: 'GAP', unit: 'GU1', from: 30 * HOUR, to: 31 * HOUR });
    expect(ground.times).toEqual(healthy.ground.times.filter((at) => at < 30 * HOUR || at >= 31 * HOUR));
    expect(ground.columns.map(({ values }) => values.length)).toEqual([1380, 1380]);
    expect(truth.samples.GU1).toEqual({ temperature: 1380, humidity: 1380 });
    expect(truth.faults).toEqual([
      {
        kind: 'GAP',
        unit: 'GU1',
        channels: ['temperature', 'humidity'],
        from: '1970-01-02T05:59:00Z',
        to: '1970-01-02T07:00:00Z',
        samples: 60,
      },
    ]);
  });

  it('lists faults by onset, whatever their order, unit and kind', () => {
    const { truth } = simulate(
      { kind: 'GAP', unit: 'GU1', from: 40 * HOUR, to: 41 * HOUR },
      { kind: 'STUCK', unit: 'FU1', channel: 'humidity', from: 10 * HOUR, to: 11 * HOUR },
      { kind: 'OFFSET', unit: 'FU1', channel: 'temperature', from: 2 * HOUR, to: 3 * HOUR, by: 1 },
    );
    expect(truth.faults.map(({ kind }) => kind)).toEqual(['OFFSET', 'STUCK', 'GAP']);
  });

  it('never looks stuck in good health, whatever the seed: no value stands for half an hour', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), (seed) => {
        for (const { values } of simulateTwins({ ...HEALTHY, seed }).flight.columns) {
          let run = 1;
          for (let i = 1; i < values.length; i++) {
            run = values[i] === values[i - 1] ? run + 1 : 1;
            expect(run).toBeLessThan(30);
          }
        }
      }),
      { seed: 2, numRuns: 20 },
    );
  });
});

describe('simulateTwins refuses', () => {
  const stuck = { kind: 'STUCK', unit: 'FU1', channel: 'humidity', from: HOUR, to: 2 * HOUR } as const;

  it.each([
    ['an unknown unit', { ...stuck, unit: 'FU9' }, /"FU9"; the simulated ones are FU1, GU1/],
    [
      'an unknown channel',
      { ...stuck, channel: 'co2' },
      /"co2"; the simulated ones are temperature, humidity/,
    ],
    ['a fault outside the span', { ...stuck, from: 30 * HOUR, to: 31 * HOUR }, /touches no sample/],
    ['a fault that ends before it begins', { ...stuck, from: 2 * HOUR, to: HOUR }, /touches no sample/],
    ['a gap at the start', { kind: 'GAP', unit: 'FU1', from: 0, to: HOUR }, /no sample before or after/],
    [
      'a gap at the end',
      { kind: 'GAP', unit: 'FU1', from: 23 * HOUR, to: 25 * HOUR },
      /no sample before or after/,
    ],
  ] satisfies [string, Fault, RegExp][])('%s', (_, fault, sentence) => {
    expect(() => simulate(fault)).toThrow(sentence);
  });
});
