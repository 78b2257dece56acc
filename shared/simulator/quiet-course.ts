/** A unit without noise: what a fault alone makes of its readings, in a loop where no formula says so. */
import { MICROS_PER_SECOND, type Seconds } from '../domain/time.ts';
import { SENSORS } from './channels.ts';
import { activationOf, type MissionOptions, samplingOf, unitsOf } from './mission.ts';
import type { Random } from './random.ts';
import { unitSampler } from './unit-sampler.ts';

/** Readings of each of `SENSORS`, a period apart from `first` on, NaN where nothing is recorded. */
export interface QuietCourse {
  /** Since the unit's activation. */
  readonly first: Seconds;
  readonly period: Seconds;
  readonly readings: readonly Float64Array[];
}

const SILENT: Random = { uniform: () => 0.5, normal: () => 0 };

export function quietCourse(options: MissionOptions, unitId: string): QuietCourse {
  const unit = unitsOf(options).find(({ id }) => id === unitId);
  if (unit === undefined) throw new RangeError(`${unitId} is no unit of the mission`);
  const sample = unitSampler(options, unit, () => SILENT);
  const activation = activationOf(options, unit.side);
  const { first, count } = samplingOf(options, unit.side);
  const readings = SENSORS.map(() => new Float64Array(count));
  const row = new Float64Array(SENSORS.length);
  for (let i = 0; i < count; i++) {
    const at = first + Math.round(i * options.period * MICROS_PER_SECOND);
    sample(at, (at - activation) / MICROS_PER_SECOND, row);
    for (let s = 0; s < row.length; s++) readings[s]![i] = row[s]!;
  }
  return { first: (first - activation) / MICROS_PER_SECOND, period: options.period, readings };
}
