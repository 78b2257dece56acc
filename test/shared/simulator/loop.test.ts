import { describe, expect, it } from 'vitest';
import { LOOPS, type MissionOptions } from '../../../shared/simulator/mission.ts';
import { parseFault } from '../../../shared/simulator/parse-fault.ts';
import { truthOf } from '../../../shared/simulator/truth.ts';
import { DAY, HEALTHY, HOUR, recorded } from './mission.ts';

const MISSION: MissionOptions = {
  ...HEALTHY,
  world: 'shared',
  days: 7,
  period: 60,
  centrifuge: true,
  loop: 'pi',
};
const broken = (fault: string, over: Partial<MissionOptions> = {}): MissionOptions => ({
  ...MISSION,
  ...over,
  faults: [parseFault(fault)],
});

/** The mean reading of a series over an hour. */
function hourly(options: MissionOptions) {
  const { elapsed, values } = recorded(options, 'flight');
  return (unit: string, series: string, at: number) => {
    const within = values[unit]![series]!.filter(
      (value, i) => elapsed[i]! >= at && elapsed[i]! < at + HOUR && !Number.isNaN(value),
    );
    return within.reduce((a, b) => a + b, 0) / within.length;
  };
}

describe('a loop', () => {
  it.each(['pi', 'thermostat'] as const)(
    'holds its set-point before and after it changes, and works for it: %s',
    (loop) => {
      const at = hourly({ ...MISSION, loop });
      for (const day of [0.5, 2, 3])
        expect(Math.abs(at('FU1', 'temperature', day * DAY) - 37)).toBeLessThan(0.15);
      for (const day of [4, 6])
        expect(Math.abs(at('FU1', 'temperature', day * DAY) - 36.8)).toBeLessThan(0.15);
      const duty = at('FU1', 'heater', 2 * DAY);
      expect(duty).toBeGreaterThan(45);
      expect(duty).toBeLessThan(75);
    },
  );

  it('hides a heater that loses power from the temperature, for days, and shows it in the duty', () => {
    const at = hourly(broken('heater-loss:FU1:heater:P1D:0.1'));
    expect(Math.abs(at('FU1', 'temperature', 3.9 * DAY) - 36.8)).toBeLessThan(0.2);
    expect(at('FU1', 'heater', 3.9 * DAY) - at('FU2', 'heater', 3.9 * DAY)).toBeGreaterThan(15);
    expect(at('FU1', 'heater', 6.5 * DAY)).toBeGreaterThan(99);
    expect(at('FU1', 'temperature', 6.5 * DAY)).toBeLessThan(35.5);
    expect(Math.abs(at('FU2', 'temperature', 6.5 * DAY) - 36.8)).toBeLessThan(0.2);
  });

  it('follows its own sensor, so that a drift of it shows on the other one alone, and the other way', () => {
    const at = hourly(broken('drift:FU1:temperature@T1:P1D:0.3'));
    expect(Math.abs(at('FU1', 'temperature', 6 * DAY) - 36.8)).toBeLessThan(0.2);
    expect(at('FU1', 'temperature@T2', 6 * DAY) - 36.8).toBeCloseTo(-1.5, 0);
  });

  it('cooks what its detached sensor no longer feels', () => {
    const at = hourly(broken('detached:FU1:temperature@T1:P1D:0.3'));
    expect(Math.abs(at('FU1', 'temperature', 2 * DAY) - 37)).toBeLessThan(0.3);
    expect(at('FU1', 'temperature@T2', 2 * DAY)).toBeGreaterThan(42);
  });

  it('gets cold without power, which nobody records, and warm again', () => {
    const { elapsed, values } = recorded(broken('power-cycle:FU1:*:P1D:PT40M'), 'flight');
    const readings = values.FU1!.temperature!;
    expect(readings.filter(Number.isNaN)).toHaveLength(40);
    expect(readings[elapsed.indexOf(DAY + 40 * 60)]).toBeLessThan(34);
    expect(Math.abs(readings[elapsed.indexOf(DAY + 5 * HOUR)]! - 37)).toBeLessThan(0.4);
    expect(values.FU2!.temperature!.some(Number.isNaN)).toBe(false);
  });

  it('reads to a tenth of a degree where its sensors do', () => {
    const { values } = recorded({ ...MISSION, resolution: '0.1' }, 'flight');
    for (const value of values.FU1!.temperature!) expect(Math.round(value * 10) / 10).toBe(value);
    expect(values.FU1!.co2!.some((value) => Math.round(value * 10) / 10 !== value)).toBe(true);
  });
});

describe('hardware that stands still', () => {
  it.each(LOOPS)('fan: the far sensor reads lower, the near one as before: %s', (loop) => {
    const at = hourly(broken('fan-stop:FU1:temperature:P1D:1.5', { loop }));
    const apart = at('FU1', 'temperature', 2 * DAY) - at('FU1', 'temperature@T2', 2 * DAY);
    expect(Math.abs(apart - 1.5)).toBeLessThan(0.15);
  });

  it('pump: medium is exchanged on the siblings alone', () => {
    const { elapsed, values } = recorded(broken('pump-stall:FU1:*:P2D:P3D', { loop: 'held' }), 'flight');
    const healthy = recorded({ ...MISSION, loop: 'held' }, 'flight');
    const fed = elapsed.indexOf(3 * DAY + 2 * HOUR);
    expect(values.FU1!.temperature![fed]! - healthy.values.FU1!.temperature![fed]!).toBeCloseTo(0.4, 1);
    expect(values.FU2).toEqual(healthy.values.FU2);
  });

  it('centrifuge: its unit floats, its siblings turn', () => {
    const at = hourly(broken('centrifuge-stop:CU1:*:P2D:P1D'));
    expect([1.5, 2.5, 3.5].map((day) => Math.round(at('CU1', 'gz', day * DAY)))).toEqual([1, 0, 1]);
    expect(Math.round(at('CU2', 'gz', 2.5 * DAY))).toBe(1);
  });
});

describe('the truth of a fault in a loop', () => {
  const expectedOf = (fault: string) =>
    truthOf(broken(fault), {}).faults[0]!.expected.map(
      ({ kind, unit, pair, channels }) => `${kind} ${unit ?? pair} ${channels.length > 3 ? 'all' : channels}`,
    );

  it.each([
    [
      'heater-loss:FU1:heater:P1D:0.1',
      [
        'LIMIT FU1 temperature',
        'LIMIT FU1 temperature@T2',
        'LIMIT FU1 heater',
        'OFFSET P1 temperature',
        'OFFSET B1 temperature',
      ],
    ],
    ['heater-loss:FU1:heater:P1D:0.01', []],
    [
      'detached:FU1:temperature@T1:P1D:0.3',
      ['LIMIT FU1 temperature', 'LIMIT FU1 temperature@T2', 'LIMIT FU1 heater'],
    ],
    ['fan-stop:FU1:temperature:P1D:3', ['LIMIT FU1 temperature@T2']],
    ['fan-stop:FU1:temperature:P1D:0.5', []],
    [
      'power-cycle:FU1:*:P1D:PT2H',
      ['GAP FU1 all', 'LIMIT FU1 temperature', 'LIMIT FU1 temperature@T2', 'LIMIT FU1 heater'],
    ],
    ['pump-stall:FU1:*:P2D:P3D', []],
  ])('is what it alone makes of limits and twins: %s', (fault, expected) => {
    expect(expectedOf(fault)).toEqual(expected);
  });
});
