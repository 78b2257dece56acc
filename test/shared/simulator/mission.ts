/** A short mission, and what is recorded of it, for the tests of the simulator. */
import { SENSORS, seriesOfSensor } from '../../../shared/simulator/channels.ts';
import type { Fault } from '../../../shared/simulator/fault-kinds.ts';
import { activationOf, type MissionOptions, type Side, unitsOf } from '../../../shared/simulator/mission.ts';
import { recordSide } from '../../../shared/simulator/record-side.ts';

export const HOUR = 3600;
export const DAY = 24 * HOUR;

export const HEALTHY: MissionOptions = {
  seed: 5,
  days: 2,
  world: 'delayed',
  period: 300,
  activation: Date.parse('2026-03-01T06:00:00Z') * 1000,
  faults: [],
  centrifuge: false,
  clock: { ppm: 0 },
  loop: 'held',
  resolution: '0.01',
};

export const faulty = (...faults: Fault[]): MissionOptions => ({ ...HEALTHY, faults });

export interface Recorded {
  /** Seconds since the side's activation. */
  readonly elapsed: readonly number[];
  readonly stamps: readonly number[];
  /** Readings by unit and series, NaN where there is none. */
  readonly values: Readonly<Record<string, Readonly<Record<string, readonly number[]>>>>;
}

export function recorded(options: MissionOptions, side: Side): Recorded {
  const units = unitsOf(options).filter((unit) => unit.side === side);
  const elapsed: number[] = [];
  const stamps: number[] = [];
  const columns = units.flatMap(() => SENSORS.map((): number[] => []));
  for (const { at, stamp, cells } of recordSide(options, side)) {
    elapsed.push((at - activationOf(options, side)) / 1e6);
    stamps.push(stamp);
    for (let i = 0; i < cells.length; i++) columns[i]!.push(cells[i]!);
  }
  const values = Object.fromEntries(
    units.map(({ id }, u) => [
      id,
      Object.fromEntries(
        SENSORS.map((sensor, s) => [seriesOfSensor(sensor), columns[u * SENSORS.length + s]!]),
      ),
    ]),
  );
  return { elapsed, stamps, values };
}
