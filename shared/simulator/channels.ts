import { seriesOf } from '../domain/telemetry/frame.ts';
import type { Resolution } from './mission.ts';

/** What surrounds or fills a unit and its sensors measure. Standard deviations and amplitudes are in its unit. */
export interface Quantity {
  readonly id: string;
  /** The cabin or room around the unit: slow, autoregressive with a time constant of 1,000 minutes. */
  readonly cabinSd: number;
  /** The unit's own wandering: autoregressive with a time constant of 20 minutes. */
  readonly ownSd: number;
  /** Sine of the orbit's 5,540 s, on flight units only. */
  readonly orbitAmplitude: number;
  /** Sine of the day, on ground units only. */
  readonly diurnalAmplitude: number;
}

/** A channel as its definition declares it. */
export interface SimulatedChannel {
  readonly id: string;
  readonly quantity: string;
  readonly ucum: string;
  /** Decimals of the recorded value where nothing else is asked for; the resolution is 10^-scale. */
  readonly scale: number;
  readonly validRange: readonly [number, number];
  /** False for a signal that is quieter than its resolution. */
  readonly canBeStuck: boolean;
  /** Largest difference between twins that is negligible; null where gravity itself is measured. */
  readonly margin: number | null;
  /** Largest error of a reading that its sensors are sold with; of those that have a margin. */
  readonly accuracy?: number;
  /** Bounds of WARNING and CRITICAL while cells are cultured; null leaves a side open. */
  readonly limits: { readonly warning: Bounds; readonly critical: Bounds; readonly action: string } | null;
}
export type Bounds = readonly [number | null, number | null];

/** A sensor of every unit. */
export interface Sensor {
  readonly id: string;
  readonly channel: string;
  readonly primary: boolean;
  /** Noise of each reading, in the channel's unit. */
  readonly whiteSd: number;
  /** How far apart two such sensors read for ever. */
  readonly biasSd: number;
}

/** Cabin and own wandering as measured on thermostats; temperature after the generator of Howship's detector studies. */
export const QUANTITIES: readonly Quantity[] = [
  { id: 'temperature', cabinSd: 0.05, ownSd: 0.05, orbitAmplitude: 0.03, diurnalAmplitude: 0.02 },
  { id: 'humidity', cabinSd: 0.3, ownSd: 0.2, orbitAmplitude: 0, diurnalAmplitude: 0.1 },
  { id: 'co2', cabinSd: 0.03, ownSd: 0.03, orbitAmplitude: 0, diurnalAmplitude: 0 },
  { id: 'ambient', cabinSd: 0.4, ownSd: 0.1, orbitAmplitude: 0.1, diurnalAmplitude: 0.3 },
  { id: 'voltage', cabinSd: 0.02, ownSd: 0.02, orbitAmplitude: 0.05, diurnalAmplitude: 0 },
];

const PHYSICAL = { canBeStuck: true, limits: null };
const G_LEVEL = { quantity: 'g-level', ucum: '[g]', scale: 4, margin: null, canBeStuck: false, limits: null };

export const CHANNELS: readonly SimulatedChannel[] = [
  {
    ...PHYSICAL,
    id: 'temperature',
    quantity: 'temperature',
    ucum: 'Cel',
    scale: 2,
    validRange: [-20, 60],
    margin: 0.5,
    accuracy: 0.1,
    limits: {
      ...{ warning: [35.5, 38.5], critical: [34, 40] },
      action: 'compare with the second sensor and the heater, then power-cycle the heater',
    },
  },
  {
    ...PHYSICAL,
    id: 'humidity',
    quantity: 'relative humidity',
    ucum: '%',
    scale: 1,
    validRange: [0, 100],
    margin: 3,
    accuracy: 2,
  },
  {
    ...PHYSICAL,
    id: 'co2',
    quantity: 'carbon dioxide',
    ucum: '%',
    scale: 2,
    validRange: [0, 20],
    margin: 0.5,
    accuracy: 0.2,
  },
  {
    ...PHYSICAL,
    id: 'heater',
    quantity: 'heater duty',
    ucum: '%',
    scale: 1,
    validRange: [0, 100],
    margin: null,
    limits: {
      ...{ warning: [null, 85], critical: [null, 95] },
      action: 'look at cabin temperature and fan, the heater is about to lose its reserve',
    },
  },
  { ...G_LEVEL, id: 'gx', validRange: [-20, 20] },
  { ...G_LEVEL, id: 'gy', validRange: [-20, 20] },
  { ...G_LEVEL, id: 'gz', validRange: [-20, 20] },
  {
    ...PHYSICAL,
    id: 'voltage',
    quantity: 'supply voltage',
    ucum: 'V',
    scale: 2,
    validRange: [0, 60],
    margin: null,
  },
];

export const SENSORS: readonly Sensor[] = [
  { id: 'T1', channel: 'temperature', primary: true, whiteSd: 0.02, biasSd: 0.02 },
  { id: 'T2', channel: 'temperature', primary: false, whiteSd: 0.02, biasSd: 0.02 },
  { id: 'H1', channel: 'humidity', primary: true, whiteSd: 0.15, biasSd: 0.2 },
  { id: 'H2', channel: 'humidity', primary: false, whiteSd: 0.15, biasSd: 0.2 },
  { id: 'C1', channel: 'co2', primary: true, whiteSd: 0.02, biasSd: 0.01 },
  { id: 'HD', channel: 'heater', primary: true, whiteSd: 0.3, biasSd: 0 },
  { id: 'AX', channel: 'gx', primary: true, whiteSd: 0.000_08, biasSd: 0 },
  { id: 'AY', channel: 'gy', primary: true, whiteSd: 0.000_08, biasSd: 0 },
  { id: 'AZ', channel: 'gz', primary: true, whiteSd: 0.000_08, biasSd: 0 },
  { id: 'PV', channel: 'voltage', primary: true, whiteSd: 0.03, biasSd: 0.01 },
];

/** The series that a sensor feeds: `temperature` for T1, `temperature@T2` for T2. */
export function seriesOfSensor({ id, channel, primary }: Sensor): string {
  return seriesOf(channel, primary ? null : id);
}

/** Decimals of a channel's recorded values. */
export function scaleOf({ id, scale }: SimulatedChannel, resolution: Resolution): number {
  return id === 'temperature' && resolution === '0.1' ? 1 : scale;
}

export function channelOfSensor(sensor: Sensor): SimulatedChannel {
  const channel = CHANNELS.find(({ id }) => id === sensor.channel);
  if (channel === undefined) throw new RangeError(`sensor ${sensor.id} measures no channel`);
  return channel;
}
