/** What a fault that moves a reading must show as: beyond the margin to its twin, or beyond a limit. */
import type { Seconds } from '../domain/time.ts';
import type { Bounds } from './channels.ts';
import { seriesOfSensor } from './channels.ts';
import { BLOCK, BLOCKS_TO_OPEN, type ExpectedAnomaly, GAP_PERIODS } from './expected-anomaly.ts';
import type { Fault } from './fault-kinds.ts';
import { channelNamed, endOf, instantOf, stretchOf } from './fault-times.ts';
import { sensorsOf, shiftAt, spanOf } from './faults.ts';
import { fixationOf, type MissionOptions, pairsWith, setpointAt } from './mission.ts';
import { unitsMoved } from './moves.ts';

const DAY: Seconds = 86_400;
/** What is measured stays this close to its nominal value nearly always, in units of the channel's own noise. */
const SURELY = 4;
/** Standard deviation of all that is not noise of a sensor or a fault, for the one channel with limits that drifts. */
const TEMPERATURE_SD = 0.08;

/** Where the primary sensor leaves its twin by more than the margin, long enough to be told from a wandering. */
export function offsetsOf(options: MissionOptions, fault: Fault): ExpectedAnomaly[] {
  const primary = sensorsOf(fault).find((sensor) => sensor.primary);
  if (primary === undefined) return [];
  const { margin } = channelNamed(primary.channel);
  if (margin === null) return [];
  const stretch = stretchOf(options, fault, (elapsed) => Math.abs(shiftAt(fault, elapsed)) > margin);
  if (stretch === null || stretch.to - stretch.from < BLOCKS_TO_OPEN * BLOCK) return [];
  return pairsWith(options, fault.unit).map(({ id, flight }) => ({
    kind: 'OFFSET',
    pair: id,
    channels: [primary.channel],
    // Told in the flight unit's time, whichever of the two is off.
    from: instantOf(options, flight, stretch.from),
    to: endOf(options, flight, stretch.to),
    toleranceSeconds: BLOCK + driftTime(fault, TEMPERATURE_SD),
  }));
}

/** Where what is measured, without its noise, is beyond a bound while cells are cultured. */
export function limitsOf(options: MissionOptions, fault: Fault): ExpectedAnomaly[] {
  return sensorsOf(fault).flatMap((sensor) => {
    const { limits } = channelNamed(sensor.channel);
    if (sensor.channel !== 'temperature' || limits === null) return [];
    const isBeyond = (elapsed: Seconds) =>
      elapsed < fixationOf(options) &&
      outside(setpointAt(options, elapsed) + shiftAt(fault, elapsed), limits.warning);
    const stretch = stretchOf(options, fault, isBeyond);
    if (stretch === null) return [];
    const tolerance = GAP_PERIODS * options.period + driftTime(fault, SURELY * TEMPERATURE_SD);
    const units = unitsMoved(options, fault);
    return units.map((unit) => ({
      kind: 'LIMIT',
      unit,
      channels: [seriesOfSensor(sensor)],
      from: instantOf(options, unit, stretch.from),
      to: endOf(options, unit, stretch.to),
      toleranceSeconds: tolerance,
    }));
  });
}

/** How long a drift takes to pass through what noise blurs. */
function driftTime({ kind, size }: Fault, width: number): Seconds {
  return kind === 'drift' ? Math.round((width * DAY) / Math.abs(size)) : 0;
}

function outside(value: number, [low, high]: Bounds): boolean {
  return (low !== null && value < low) || (high !== null && value > high);
}

/** A heater at its end is beyond its limit as long as cells are cultured. */
export function saturatedHeater(options: MissionOptions, fault: Fault): ExpectedAnomaly[] {
  const { from, to } = spanOf(fault);
  const end = Math.min(to, fixationOf(options));
  return [
    {
      kind: 'LIMIT',
      unit: fault.unit,
      channels: ['heater'],
      from: instantOf(options, fault.unit, from),
      to: instantOf(options, fault.unit, end),
      toleranceSeconds: GAP_PERIODS * options.period,
    },
  ];
}
