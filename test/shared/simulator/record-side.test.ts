import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fault } from '../../../shared/simulator/fault-kinds.ts';
import { faulty, HEALTHY, HOUR, type Recorded, recorded } from './mission.ts';

const FLIGHT = recorded(HEALTHY, 'flight');
const GROUND = recorded(HEALTHY, 'ground');

/** Readings of a series over [from, to) of elapsed time. */
function during(
  { elapsed, values }: Recorded,
  unit: string,
  series: string,
  from: number,
  to: number,
): number[] {
  return values[unit]![series]!.filter((_, i) => elapsed[i]! >= from && elapsed[i]! < to);
}

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const fault = (over: Partial<Fault>): Fault => ({
  kind: 'offset',
  unit: 'FU1',
  channel: 'temperature',
  onset: 10 * HOUR,
  size: 1,
  lasts: 10 * HOUR,
  ...over,
});

function correlation(x: readonly number[], y: readonly number[]): number {
  const [mx, my] = [mean(x), mean(y)];
  const sum = (a: readonly number[], ma: number, b: readonly number[], mb: number) =>
    a.reduce((total, value, i) => total + (value - ma) * (b[i]! - mb), 0);
  return sum(x, mx, y, my) / Math.sqrt(sum(x, mx, x, mx) * sum(y, my, y, my));
}

describe('a healthy mission', () => {
  it('gives the same bits for the same seed, and others for another', () => {
    expect(recorded(HEALTHY, 'flight')).toEqual(FLIGHT);
    const other = recorded({ ...HEALTHY, seed: 6 }, 'flight');
    expect(other.values.FU1!.temperature).not.toEqual(FLIGHT.values.FU1!.temperature);
  });

  it('records every sensor of three units a side once a period, from six hours before to two after', () => {
    expect(Object.keys(FLIGHT.values)).toEqual(['FU1', 'FU2', 'FU3']);
    expect(Object.keys(GROUND.values)).toEqual(['GU1', 'GU2', 'GU3']);
    for (const { elapsed, values } of [FLIGHT, GROUND]) {
      expect(elapsed).toHaveLength((8 + 48) * 12);
      for (const series of Object.values(values)) {
        expect(Object.keys(series)).toHaveLength(10);
        for (const column of Object.values(series)) expect(column.some(Number.isNaN)).toBe(false);
      }
    }
    expect([FLIGHT.elapsed[0], GROUND.elapsed[0]]).toEqual([-6 * HOUR, -6 * HOUR + 60]);
  });

  it('warms up before activation, changes its set-point half-way and cools after fixation, on both sides', () => {
    for (const [side, unit] of [
      [FLIGHT, 'FU2'],
      [GROUND, 'GU2'],
    ] as const) {
      const usual = (from: number, to: number) =>
        mean(during(side, unit, 'temperature', from * HOUR, to * HOUR));
      expect(Math.abs(usual(-6, -5) - 22)).toBeLessThan(0.3);
      expect(Math.abs(usual(-0.5, 0) - 37)).toBeLessThan(0.3);
      expect(Math.abs(usual(5, 23) - 37)).toBeLessThan(0.3);
      expect(usual(26, 47) - usual(5, 23)).toBeLessThan(-0.05);
      expect(usual(49, 50)).toBeLessThan(31);
    }
  });

  it('heats in proportion to what it is warmer than its surroundings', () => {
    const duty = (from: number, to: number) => mean(during(FLIGHT, 'FU1', 'heater', from * HOUR, to * HOUR));
    expect(Math.abs(duty(-6, -5) - 8)).toBeLessThan(3);
    expect(Math.abs(duty(5, 23) - 53)).toBeLessThan(3);
  });

  it('reads two thermometers of a unit alike but for their own noise and bias', () => {
    const [t1, t2] = [FLIGHT.values.FU1!.temperature!, FLIGHT.values.FU1!['temperature@T2']!];
    const differences = t1.map((value, i) => value - t2[i]!);
    const bias = mean(differences);
    expect(Math.abs(bias)).toBeLessThan(0.15);
    expect(Math.sqrt(mean(differences.map((value) => (value - bias) ** 2)))).toBeLessThan(0.04);
  });

  it('feels launch, microgravity and landing on board, 1 g on the ground, and 1 g on the centrifuge', () => {
    const spun = recorded({ ...HEALTHY, centrifuge: true }, 'flight');
    expect(Object.keys(spun.values)).toEqual(['FU1', 'FU2', 'FU3', 'CU1', 'CU2', 'CU3']);
    expect(spun.values.FU1!.temperature).toEqual(FLIGHT.values.FU1!.temperature);
    const culture = during(spun, 'FU1', 'gz', 2 * HOUR, 46 * HOUR);
    expect(Math.max(...culture.map(Math.abs))).toBeLessThan(0.001);
    expect(Math.abs(mean(during(spun, 'CU1', 'gz', 2 * HOUR, 46 * HOUR)) - 1)).toBeLessThan(0.001);
    expect(Math.abs(mean(during(spun, 'CU1', 'gz', 0, HOUR)))).toBeLessThan(0.001);
    const often = recorded({ ...HEALTHY, days: 0.25, period: 20 }, 'flight');
    expect(Math.max(...during(often, 'FU1', 'gz', -6 * HOUR, 0))).toBeGreaterThan(3.5);
    expect(Math.max(...during(often, 'FU1', 'gz', 7 * HOUR, 8 * HOUR))).toBeGreaterThan(7);
    expect(GROUND.values.GU1!.gz!.every((value) => Math.abs(value - 1) < 0.001)).toBe(true);
  });

  it.each([
    ['shared', 0.3, 1],
    ['own', -0.5, 0.5],
    ['delayed', -0.5, 0.5],
  ] as const)('breathes the air of its world: %s', (world, lowest, highest) => {
    const options = { ...HEALTHY, world, days: 12, period: 600 };
    const [flight, ground] = [recorded(options, 'flight'), recorded(options, 'ground')];
    const culture = (side: Recorded, unit: string) => during(side, unit, 'humidity', HOUR, 280 * HOUR);
    const r = correlation(culture(flight, 'FU1'), culture(ground, 'GU1'));
    expect(r).toBeGreaterThan(lowest);
    expect(r).toBeLessThan(highest);
    const siblings = correlation(culture(flight, 'FU1'), culture(flight, 'FU2'));
    expect(siblings).toBeGreaterThan(0.3);
    expect(ground.stamps[0]! - flight.stamps[0]!).toBe(((world === 'delayed' ? 26 * HOUR : 0) + 120) * 1e6);
  });

  it('never looks stuck, whatever the seed: no value stands for two hours', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 }), (seed) => {
        const { values } = recorded({ ...HEALTHY, seed, days: 1 }, 'ground');
        for (const [series, column] of Object.entries(values.GU2!)) {
          if (series.startsWith('g')) continue;
          let run = 1;
          for (let i = 1; i < column.length; i++) {
            run = column[i] === column[i - 1] ? run + 1 : 1;
            expect(run).toBeLessThan(24);
          }
        }
      }),
      { seed: 1, numRuns: 10 },
    );
  });
});

describe('the onboard clock', () => {
  it('runs away from true time by its parts per million, on the flight side only', () => {
    const options = { ...HEALTHY, clock: { ppm: 20 } };
    const { stamps, elapsed } = recorded(options, 'flight');
    const last = stamps.length - 1;
    const error = stamps[last]! - FLIGHT.stamps[last]!;
    expect(Math.abs(error - (elapsed[last]! - elapsed[0]!) * 20)).toBeLessThanOrEqual(500);
    expect(stamps.every((stamp) => stamp % 1000 === 0)).toBe(true);
    expect(recorded(options, 'ground').stamps).toEqual(GROUND.stamps);
  });

  it('steps where a fault says so', () => {
    const { stamps, elapsed } = recorded(
      faulty(fault({ kind: 'clock', channel: null, size: 2, lasts: null })),
      'flight',
    );
    const errors = stamps.map((stamp, i) => stamp - FLIGHT.stamps[i]!);
    expect(errors).toEqual(elapsed.map((at) => (at >= 10 * HOUR ? 2e6 : 0)));
  });
});

describe('a fault', () => {
  /** Where a series differs from the healthy mission, in elapsed seconds, and by how much. */
  function changes(options: ReturnType<typeof faulty>, unit: string, series: string) {
    const [side, healthy] = unit.startsWith('F')
      ? ([recorded(options, 'flight'), FLIGHT] as const)
      : ([recorded(options, 'ground'), GROUND] as const);
    const before = healthy.values[unit]![series]!;
    return side.values[unit]![series]!.flatMap((value, i) =>
      value === before[i] ? [] : [{ at: side.elapsed[i]!, by: value - before[i]!, value }],
    );
  }

  it.each(['temperature', 'temperature@T2'])('of what is measured shows on every sensor: %s', (series) => {
    const found = changes(faulty(fault({})), 'FU1', series);
    expect(found).toHaveLength(120);
    expect([found[0]!.at, found.at(-1)!.at]).toEqual([10 * HOUR, 20 * HOUR - 300]);
    expect(found.every(({ by }) => Math.abs(by - 1) < 0.011)).toBe(true);
  });

  it('of one sensor leaves the other one, its siblings and its twin as they were', () => {
    const options = faulty(fault({ channel: 'temperature@T2' }));
    expect(changes(options, 'FU1', 'temperature@T2')).toHaveLength(120);
    expect(changes(options, 'FU1', 'temperature')).toEqual([]);
    expect(changes(options, 'FU2', 'temperature@T2')).toEqual([]);
    expect(changes(options, 'GU1', 'temperature@T2')).toEqual([]);
  });

  it('grows with time where it drifts, and the heater with it', () => {
    const options = faulty(fault({ kind: 'drift', size: 2.4, lasts: null }));
    for (const { at, by } of changes(options, 'FU1', 'temperature')) {
      expect(Math.abs(by - (0.1 * (at - 10 * HOUR)) / HOUR)).toBeLessThan(0.011);
    }
    const heater = changes(options, 'FU1', 'heater').at(-1)!;
    expect(Math.abs(heater.by - 3 * 0.1 * 40)).toBeLessThan(0.2);
  });

  it('freezes a sensor at the value that it recorded first', () => {
    const options = faulty(fault({ kind: 'stuck', channel: 'humidity' }));
    const { elapsed, values } = recorded(options, 'flight');
    const stuck = values.FU1!.humidity!.filter((_, i) => elapsed[i]! >= 10 * HOUR && elapsed[i]! < 20 * HOUR);
    const first = FLIGHT.values.FU1!.humidity![FLIGHT.elapsed.indexOf(10 * HOUR)];
    expect(new Set(stuck)).toEqual(new Set([first]));
    expect(changes(options, 'FU1', 'humidity@H2')).toEqual([]);
  });

  it('takes a unit’s readings away in a gap, and leaves its siblings theirs', () => {
    const options = faulty(fault({ kind: 'gap', unit: 'GU2', channel: null, lasts: HOUR }));
    const { values, elapsed } = recorded(options, 'ground');
    expect(elapsed).toEqual(GROUND.elapsed);
    for (const column of Object.values(values.GU2!)) expect(column.filter(Number.isNaN)).toHaveLength(12);
    expect(values.GU1).toEqual(GROUND.values.GU1);
  });

  it('reaches the twin at the same elapsed time where the air around is to blame, and only then', () => {
    const options = faulty(fault({ kind: 'excursion' }));
    const [flight, ground] = [changes(options, 'FU1', 'temperature'), changes(options, 'GU1', 'temperature')];
    expect(flight.map(({ at }) => at + 60)).toEqual(ground.map(({ at }) => at));
    expect(changes(options, 'FU2', 'temperature')).toEqual([]);
  });

  it('drives a saturated heater to its end and warms the unit with a lag', () => {
    const options = faulty(fault({ kind: 'saturation', size: 3 }));
    const { values, elapsed } = recorded(options, 'flight');
    const duty = values.FU1!.heater!.filter((_, i) => elapsed[i]! >= 10 * HOUR && elapsed[i]! < 20 * HOUR);
    expect(duty.every((value) => value > 98)).toBe(true);
    const warmer = changes(options, 'FU1', 'temperature');
    expect(warmer.find(({ at }) => at === 12 * HOUR)!.by).toBeCloseTo(3 * (1 - Math.exp(-1)), 1);
  });

  it('biases the primary sensor after a power cycle that costs ten samples', () => {
    const options = faulty(fault({ kind: 'bias', size: 0.8, lasts: null }));
    const found = changes(options, 'FU1', 'temperature');
    expect(found.filter(({ value }) => Number.isNaN(value))).toHaveLength(10);
    expect(found.slice(10).every(({ by }) => Math.abs(by - 0.8) < 0.011)).toBe(true);
    expect(changes(options, 'FU1', 'temperature@T2')).toHaveLength(10);
  });

  it('spikes once, and makes a noisy sensor noisier by its factor', () => {
    expect(changes(faulty(fault({ kind: 'spike', size: 5 })), 'FU1', 'temperature')).toHaveLength(1);
    const noisy = changes(faulty(fault({ kind: 'variance', size: 10 })), 'FU1', 'temperature');
    const deviation = Math.sqrt(mean(noisy.map(({ by }) => by ** 2)));
    expect(deviation).toBeGreaterThan(0.14);
    expect(deviation).toBeLessThan(0.23);
  });
});
