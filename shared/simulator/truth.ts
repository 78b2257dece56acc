import { isoOf, MICROS_PER_SECOND, type Seconds } from '../domain/time.ts';
import { type Bounds, CHANNELS, type SimulatedChannel, seriesOfSensor } from './channels.ts';
import { STUCK_AFTER } from './definition-text.ts';
import type { SampleCounts } from './downlinks.ts';
import { BLOCK, BLOCKS_TO_OPEN, type ExpectedAnomaly, GAP_PERIODS } from './expected-anomaly.ts';
import type { Fault } from './fault-kinds.ts';
import { POWER_CYCLE_PERIODS, sensorsOf, seriesOfFault, shiftAt, spanOf } from './faults.ts';
import { expectedInLoop } from './loop-truth.ts';
import {
  activationOf,
  centrifugeTime,
  fixationOf,
  type MissionOptions,
  pairsWith,
  type Side,
  samplingOf,
  setpointAt,
  unitsOf,
} from './mission.ts';
import { isAnsweredByLoop, type Moved, movesOf, unitsMoved } from './moves.ts';

/** What was put into the data, beside it. Instants are ISO 8601, `to` null where it lasts to the end of the data. */
export interface Truth {
  readonly seed: number;
  readonly faults: readonly InjectedFault[];
  /** Distinct samples by unit and series. */
  readonly samples: SampleCounts;
}

export interface InjectedFault {
  readonly kind: string;
  readonly unit: string;
  readonly channels: readonly string[];
  readonly from: string;
  readonly to: string | null;
  readonly size: number;
  readonly expected: readonly ExpectedAnomaly[];
  /** What else it moves away from its siblings: that it shows there is no false alarm. */
  readonly moves: readonly Moved[];
}

/** Three readings in ten minutes. */
const LONGEST_PERIOD: Seconds = 200;
/** Thirty readings in an hour. */
const LONGEST_PERIOD_OF_NOISE: Seconds = 120;
const DAY: Seconds = 86_400;
/** What is measured stays this close to its nominal value nearly always, in units of the channel's own noise. */
const SURELY = 4;
/** Standard deviation of all that is not noise of a sensor or a fault, for the one channel with limits that drifts. */
const TEMPERATURE_SD = 0.08;

/** The truth of a mission: its faults by onset, each with the anomalies that it must show as. */
export function truthOf(options: MissionOptions, samples: SampleCounts): Truth {
  const onsetOf = (fault: Fault) => activationOf(options, sideOf(options, fault.unit)) + fault.onset * 1e6;
  const faults = options.faults
    .toSorted((a, b) => onsetOf(a) - onsetOf(b))
    .map((fault) => injectedFault(options, fault));
  return { seed: options.seed, faults, samples };
}

function injectedFault(options: MissionOptions, fault: Fault): InjectedFault {
  const { from, to } = spanOf(fault);
  return {
    kind: fault.kind,
    unit: fault.unit,
    channels: seriesOfFault(fault),
    from: instantOf(options, fault.unit, from),
    to: endOf(options, fault.unit, to),
    size: fault.size,
    expected: expectedOf(options, fault),
    moves: movesOf(options, fault),
  };
}

function expectedOf(options: MissionOptions, fault: Fault): ExpectedAnomaly[] {
  const own = ownOf(options, fault);
  return isAnsweredByLoop(options, fault)
    ? [...own, ...expectedInLoop(options, fault)]
    : [...own, ...movedOf(options, fault)];
}

/** What the fault shows as by itself, whatever holds the temperature. */
function ownOf(options: MissionOptions, fault: Fault): ExpectedAnomaly[] {
  switch (fault.kind) {
    case 'gap':
    case 'power-cycle':
      return gapsOf(options, fault, spanOf(fault).to);
    case 'stuck':
      return stuckOf(options, fault);
    case 'variance':
      return noiseOf(options, fault);
    case 'spike':
      // Of what the loop drives none are looked for: it jumps with the reading that it holds.
      return fault.channel === 'heater' ? [] : [whole(options, fault, 'SPIKE')];
    case 'clock':
      return [whole(options, fault, fault.kind.toUpperCase())];
    case 'drift':
      return driftsOf(options, fault);
    case 'bias':
      return gapsOf(options, fault, fault.onset + POWER_CYCLE_PERIODS * options.period);
    case 'saturation':
      return saturatedHeater(options, fault);
    case 'centrifuge-stop':
      return restOf(options, fault);
    default:
      return [];
  }
}

/** Where a reading that nothing holds against the fault leaves its twin, or its limits. */
function movedOf(options: MissionOptions, fault: Fault): ExpectedAnomaly[] {
  const moves = fault.kind === 'detached' || fault.kind === 'fan-stop';
  // Without a loop these two are known from the same quiet course as with one.
  if (moves) return expectedInLoop(options, fault);
  return fault.kind === 'excursion'
    ? limitsOf(options, fault)
    : [...offsetsOf(options, fault), ...limitsOf(options, fault)];
}

/** Where it moves by more than the margin while cells are cultured, with readings enough for means of ten minutes. */
function driftsOf(options: MissionOptions, fault: Fault): ExpectedAnomaly[] {
  const primary = sensorsOf(fault).find((sensor) => sensor.primary);
  const margin = primary === undefined ? null : channelNamed(primary.channel).margin;
  const { from } = spanOf(fault);
  const to = Math.min(spanOf(fault).to, fixationOf(options));
  const moved = (Math.abs(fault.size) * (to - from)) / DAY;
  // What a loop regulates it brings back, and of a sensor that controls the others go the other way.
  const isAnswered = options.loop !== 'held' && primary?.channel === 'temperature';
  if (isAnswered || margin === null || moved < margin || options.period > LONGEST_PERIOD) return [];
  return [{ ...whole(options, fault, 'DRIFT'), to: instantOf(options, fault.unit, to) }];
}

/** A change by half, and a day of it while cells are cultured, after a day that showed what was usual. */
const CLEARLY = 1.5;

function noiseOf(options: MissionOptions, fault: Fault): ExpectedAnomaly[] {
  const { from, to } = spanOf(fault);
  const end = Math.min(to, fixationOf(options));
  const isClear = fault.size >= CLEARLY || fault.size <= 1 / CLEARLY;
  const hasReadings = options.period <= LONGEST_PERIOD_OF_NOISE;
  // The cycle of a thermostat is wider than the noise of its sensor.
  const isHidden = options.loop === 'thermostat' && seriesOfFault(fault)[0]?.startsWith('temperature');
  if (!isClear || !hasReadings || isHidden || from < DAY || end - from < DAY) return [];
  return [{ ...whole(options, fault, 'VARIANCE'), to: instantOf(options, fault.unit, end) }];
}

/** An anomaly of the fault's own extent on its unit. */
function whole(options: MissionOptions, fault: Fault, kind: string): ExpectedAnomaly {
  const { from, to } = spanOf(fault);
  return {
    kind,
    unit: fault.unit,
    channels: seriesOfFault(fault),
    from: instantOf(options, fault.unit, from),
    to: endOf(options, fault.unit, to),
    toleranceSeconds: DAY,
  };
}

/** From the last sample before to the first after, on every series of the unit. */
function gapsOf(options: MissionOptions, fault: Fault, end: Seconds): ExpectedAnomaly[] {
  if (end - fault.onset < GAP_PERIODS * options.period) return [];
  return [
    {
      kind: 'GAP',
      unit: fault.unit,
      channels: seriesOfFault({ ...fault, channel: null }),
      from: instantOf(options, fault.unit, fault.onset),
      to: endOf(options, fault.unit, end),
      toleranceSeconds: GAP_PERIODS * options.period,
    },
  ];
}

function stuckOf(options: MissionOptions, fault: Fault): ExpectedAnomaly[] {
  const channels = sensorsOf(fault).filter((sensor) => channelNamed(sensor.channel).canBeStuck);
  const { from, to } = spanOf(fault);
  if (to - from < STUCK_AFTER + 2 * options.period) return [];
  return channels.map((sensor) => ({
    kind: 'STUCK',
    unit: fault.unit,
    channels: [seriesOfSensor(sensor)],
    from: instantOf(options, fault.unit, from),
    to: endOf(options, fault.unit, to),
    // The readings beside it may be equal by chance.
    toleranceSeconds: GAP_PERIODS * options.period,
  }));
}

/** A rotor is told to rest after ten minutes of it; nobody commanded that it stops. */
const RESTS_AFTER: Seconds = 600;

function restOf(options: MissionOptions, fault: Fault): ExpectedAnomaly[] {
  const spun = centrifugeTime(options);
  const { onset } = fault;
  const to = Math.min(spanOf(fault).to, spun.to);
  if (onset < spun.from || to - onset < RESTS_AFTER + options.period) return [];
  return [
    {
      kind: 'STEP',
      unit: fault.unit,
      channels: ['gz'],
      from: instantOf(options, fault.unit, onset),
      to: instantOf(options, fault.unit, to),
      toleranceSeconds: GAP_PERIODS * options.period,
    },
  ];
}

/** A heater at its end is beyond its limit as long as cells are cultured. */
function saturatedHeater(options: MissionOptions, fault: Fault): ExpectedAnomaly[] {
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

/** Where the primary sensor leaves its twin by more than the margin, long enough to be told from a wandering. */
function offsetsOf(options: MissionOptions, fault: Fault): ExpectedAnomaly[] {
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
function limitsOf(options: MissionOptions, fault: Fault): ExpectedAnomaly[] {
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

/** The longest stretch of the fault in which it holds, in seconds since activation, sought every minute. */
function stretchOf(
  options: MissionOptions,
  fault: Fault,
  holds: (elapsed: Seconds) => boolean,
): { from: Seconds; to: Seconds } | null {
  const end = endOfRecording(options, fault.unit);
  const last = Math.min(spanOf(fault).to, end);
  let from: Seconds | null = null;
  let to: Seconds = fault.onset;
  for (let elapsed = fault.onset; elapsed < last; elapsed += 60) {
    if (!holds(elapsed)) continue;
    from ??= elapsed;
    to = elapsed + 60;
  }
  return from === null ? null : { from, to: to >= end ? Number.POSITIVE_INFINITY : Math.min(to, last) };
}

function endOfRecording(options: MissionOptions, unit: string): Seconds {
  const side = sideOf(options, unit);
  const { first, count } = samplingOf(options, side);
  return (first - activationOf(options, side)) / MICROS_PER_SECOND + count * options.period;
}

function instantOf(options: MissionOptions, unit: string, elapsed: Seconds): string {
  return isoOf(activationOf(options, sideOf(options, unit)) + Math.round(elapsed) * MICROS_PER_SECOND);
}

function endOf(options: MissionOptions, unit: string, elapsed: Seconds): string | null {
  return elapsed >= endOfRecording(options, unit) ? null : instantOf(options, unit, elapsed);
}

function sideOf(options: MissionOptions, unit: string): Side {
  const found = unitsOf(options).find(({ id }) => id === unit);
  if (found === undefined) throw new RangeError(`${unit} is no unit of the mission`);
  return found.side;
}

function channelNamed(id: string): SimulatedChannel {
  const channel = CHANNELS.find((one) => one.id === id);
  if (channel === undefined) throw new RangeError(`${id} is no channel of the payload`);
  return channel;
}
