import type { Seconds } from '../domain/time.ts';
import { seriesOfSensor } from './channels.ts';
import { STUCK_AFTER } from './definition-text.ts';
import type { SampleCounts } from './downlinks.ts';
import { type ExpectedAnomaly, GAP_PERIODS } from './expected-anomaly.ts';
import { limitsOf, offsetsOf, saturatedHeater } from './expected-beyond.ts';
import type { Fault } from './fault-kinds.ts';
import { channelNamed, endOf, instantOf, sideOf } from './fault-times.ts';
import { POWER_CYCLE_PERIODS, sensorsOf, seriesOfFault, spanOf } from './faults.ts';
import { expectedInLoop } from './loop-truth.ts';
import { activationOf, centrifugeTime, fixationOf, type MissionOptions } from './mission.ts';
import { isAnsweredByLoop, type Moved, movesOf } from './moves.ts';

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
