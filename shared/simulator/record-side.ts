import { MICROS_PER_SECOND, type Micros } from '../domain/time.ts';
import { SENSORS } from './channels.ts';
import { isActive } from './faults.ts';
import { activationOf, type MissionOptions, type Side, samplingOf, unitsOf } from './mission.ts';
import { unitSampler } from './unit-sampler.ts';

/** What the recorder of one side writes down at one instant. */
export interface RecordedRow {
  /** When it was measured. */
  readonly at: Micros;
  /** What the recorder's clock showed then, to the millisecond. */
  readonly stamp: Micros;
  /** The sensors of the side's first unit, then of the next, NaN without reading; overwritten by the next row. */
  readonly cells: Float64Array;
}

/**
 * Plays one side of the mission, row by row, in no more memory than a row: the same options give the same bits.
 * Instants at which no unit recorded anything have no row.
 */
export function* recordSide(options: MissionOptions, side: Side): Generator<RecordedRow> {
  const units = unitsOf(options).filter((unit) => unit.side === side);
  const samplers = units.map((unit) => unitSampler(options, unit));
  const activation = activationOf(options, side);
  const clock = clockOf(options, side);
  const { first, count } = samplingOf(options, side);
  const cells = new Float64Array(units.length * SENSORS.length);
  const parts = units.map((_, u) => cells.subarray(u * SENSORS.length, (u + 1) * SENSORS.length));
  for (let i = 0; i < count; i++) {
    const at = first + Math.round(i * options.period * MICROS_PER_SECOND);
    const elapsed = (at - activation) / MICROS_PER_SECOND;
    for (let u = 0; u < samplers.length; u++) samplers[u]!(at, elapsed, parts[u]!);
    if (cells.every(Number.isNaN)) continue;
    yield { at, stamp: clock(at, elapsed), cells };
  }
}

function clockOf(options: MissionOptions, side: Side): (at: Micros, elapsed: number) => Micros {
  const mine = unitsOf(options).filter((unit) => unit.side === side);
  const steps = options.faults.filter(
    ({ kind, unit }) => kind === 'clock' && mine.some(({ id }) => id === unit),
  );
  const rate = side === 'flight' ? options.clock.ppm / 1e6 : 0;
  const { first } = samplingOf(options, side);
  return (at, elapsed) => {
    let error = rate * (at - first);
    for (const step of steps) if (isActive(step, elapsed)) error += step.size * MICROS_PER_SECOND;
    return error === 0 ? at : Math.round((at + error) / 1000) * 1000;
  };
}
