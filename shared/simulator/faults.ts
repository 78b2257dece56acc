import { Refusal } from '../domain/refusal.ts';
import type { Seconds } from '../domain/time.ts';
import { CHANNELS, SENSORS, type Sensor, seriesOfSensor } from './channels.ts';
import type { Fault, FaultKind } from './fault-kinds.ts';
import { fixationOf, type MissionOptions, pairsWith, unitsOf } from './mission.ts';

const DAY = 86_400;
/** A heater that is stuck on warms its unit with this time constant. */
const SATURATION_TIME = 7_200;
/** A sensor's bias begins with its power cycle, which takes the unit's recording away for a while. */
export const POWER_CYCLE_PERIODS = 10;

/** Faults of the unit's whole recording, not of a channel. */
const WHOLE_UNIT: readonly FaultKind[] = ['gap', 'clock', 'power-cycle', 'pump-stall', 'centrifuge-stop'];
/** Faults of one sensor, not of what it measures. */
const OF_A_SENSOR: readonly FaultKind[] = ['bias', 'stuck', 'variance', 'spike', 'detached', 'fan-stop'];
/** What they touch is one thing of a unit. */
const ONLY_CHANNEL: Partial<Record<FaultKind, string>> = {
  saturation: 'temperature',
  'heater-loss': 'heater',
  detached: 'temperature',
  'fan-stop': 'temperature',
};
/** Kinds that mean nothing without an end, or without another one. */
const NEEDS_END: readonly FaultKind[] = [
  'gap',
  'stuck',
  'offset',
  'excursion',
  'power-cycle',
  'pump-stall',
  'centrifuge-stop',
];

/** Half-open, in seconds since activation. */
export function spanOf({ onset, lasts }: Fault): { readonly from: Seconds; readonly to: Seconds } {
  return { from: onset, to: lasts === null ? Number.POSITIVE_INFINITY : onset + lasts };
}

export function isActive(fault: Fault, elapsed: Seconds): boolean {
  const { from, to } = spanOf(fault);
  return elapsed >= from && elapsed < to;
}

/** How far the fault moves what it touches, in the channel's unit; 0 outside its span. */
export function shiftAt(fault: Fault, elapsed: Seconds): number {
  if (!isActive(fault, elapsed)) return 0;
  const since = elapsed - fault.onset;
  switch (fault.kind) {
    case 'step':
    case 'offset':
    case 'excursion':
    case 'bias':
      return fault.size;
    case 'drift':
      return (fault.size * since) / DAY;
    case 'saturation':
      return fault.size * (1 - Math.exp(-since / SATURATION_TIME));
    default:
      return 0;
  }
}

/** The sensors that show the fault. */
export function sensorsOf({ kind, channel }: Fault): Sensor[] {
  if (channel === null) return [...SENSORS];
  const [name, sensor] = channel.split('@');
  const measuring = SENSORS.filter((one) => one.channel === name);
  if (sensor !== undefined) return measuring.filter(({ id }) => id === sensor);
  if (!OF_A_SENSOR.includes(kind)) return measuring;
  // The fan's stream reaches the primary sensor first.
  return measuring.filter(({ primary }) => primary !== (kind === 'fan-stop'));
}

/** Whether it moves what is measured, and not only what one sensor says of it. */
export function isPhysical({ kind, channel }: Fault): boolean {
  return channel !== null && !channel.includes('@') && !OF_A_SENSOR.includes(kind);
}

/** The faults as each unit shows them: an excursion of the air around reaches the twin at the same elapsed time. */
export function faultsOfUnit(options: MissionOptions, unit: string): Fault[] {
  return options.faults.filter((fault) => {
    if (fault.kind !== 'excursion') return fault.unit === unit;
    const twins = pairsWith(options, fault.unit);
    return fault.unit === unit || twins.some(({ flight, ground }) => [flight, ground].includes(unit));
  });
}

/** @throws Refusal where a fault names what is not there, has no place in the mission or no size */
export function checkFaults(options: MissionOptions): void {
  for (const fault of options.faults) checkFault(options, fault);
}

function checkFault(options: MissionOptions, fault: Fault): void {
  const { kind, unit, channel, onset, size, lasts } = fault;
  const units = unitsOf(options).map(({ id }) => id);
  if (!units.includes(unit)) refuse(fault, `the unit ${unit} is none of ${units.join(', ')}`);
  const only = ONLY_CHANNEL[kind];
  if (only !== undefined && channel?.split('@')[0] !== only)
    refuse(fault, `${kind} touches the ${only}: write ${only} for its channel`);
  if (WHOLE_UNIT.includes(kind)) {
    if (channel !== null) refuse(fault, `${kind} touches every channel: leave the channel empty, or write *`);
  } else if (channel === null || sensorsOf(fault).length === 0) {
    const known = [...CHANNELS.map(({ id }) => id), ...SENSORS.map(({ id, channel: of }) => `${of}@${id}`)];
    refuse(fault, `the channel ${JSON.stringify(channel)} is none of ${known.join(', ')}`);
  }
  checkLoop(options, fault);
  if (!Number.isFinite(size)) refuse(fault, `expected a number for its size, got ${size}`);
  if (lasts === null && NEEDS_END.includes(kind)) refuse(fault, 'expected how long it lasts, such as PT40M');
  if (lasts !== null && lasts < options.period)
    refuse(fault, `it lasts ${lasts} s, less than the period of ${options.period} s: no sample shows it`);
  if (onset < 0 || onset >= fixationOf(options))
    refuse(
      fault,
      `its onset is ${onset} s after activation; expected one in the culture, 0 to ${fixationOf(options)} s`,
    );
}

/** What a loop makes of a fault, or what cannot be without one. */
function checkLoop({ loop, centrifuge }: MissionOptions, fault: Fault): void {
  const { kind, unit, size } = fault;
  if (kind === 'heater-loss' && loop === 'held')
    refuse(fault, 'a held temperature needs no heater: choose --loop pi or --loop thermostat');
  if (kind === 'heater-loss' && !(size > 0))
    refuse(fault, 'expected the share of its power a day, such as 0.1');
  if (kind === 'saturation' && loop !== 'held')
    refuse(fault, 'it heats by its size whatever a controller does: choose --loop held');
  if (kind === 'detached' && !(size > 0 && size <= 1))
    refuse(fault, 'expected the share of its warmth that the sensor loses, above 0 and at most 1');
  if (kind === 'centrifuge-stop' && !(centrifuge && unit.startsWith('CU')))
    refuse(fault, 'only units on the centrifuge stop turning: choose --centrifuge and a unit CU1 to CU3');
}

function refuse(fault: Fault, trouble: string): never {
  const where = [fault.kind, fault.unit, fault.channel ?? '*'].join(':');
  throw new Refusal('invalid', 'simulator.fault', `The fault ${where} cannot be made: ${trouble}.`);
}

/** Name of the series that a fault on a sensor shows in. */
export function seriesOfFault(fault: Fault): string[] {
  return sensorsOf(fault).map(seriesOfSensor);
}
