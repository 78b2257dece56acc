import { MICROS_PER_SECOND, type Micros, type Seconds } from '../domain/time.ts';
import type { Fault } from './fault-kinds.ts';

/**
 * Whose air the twins breathe. shared: both sides share one room, at the same time. own: each side has its own, at
 * the same time. delayed: each its own, and the ground control starts `DELAY` later.
 */
export const WORLDS = ['shared', 'own', 'delayed'] as const;
export type World = (typeof WORLDS)[number];

/**
 * What holds the temperature. held: it is where the set-point says, whatever happens to the heater. pi, thermostat: a
 * controller reads the primary sensor and drives a heater with an end to its power.
 */
export const LOOPS = ['held', 'pi', 'thermostat'] as const;
export type Loop = (typeof LOOPS)[number];

/** Steps of the temperature's readings, °C. */
export const RESOLUTIONS = ['0.01', '0.1'] as const;
export type Resolution = (typeof RESOLUTIONS)[number];

export interface MissionOptions {
  readonly seed: number;
  /** Days of culture, from activation to fixation. */
  readonly days: number;
  readonly world: World;
  readonly period: Seconds;
  /** Activation of the flight units. */
  readonly activation: Micros;
  readonly faults: readonly Fault[];
  /** Whether a centrifuge arm (ONBOARD_1G) flies along. */
  readonly centrifuge: boolean;
  readonly clock: OnboardClock;
  readonly loop: Loop;
  readonly resolution: Resolution;
  /** How much more CO2 (%) the gas on board holds, which is mixed with the air of a cabin; absent: none. */
  readonly co2Aboard?: number;
}

/** How the clock that stamps the flight rows goes wrong: by parts per million since the first row. */
export interface OnboardClock {
  readonly ppm: number;
}

export type Side = 'flight' | 'ground';

export interface SimulatedUnit {
  readonly id: string;
  readonly side: Side;
  /** Turns at 1 g while cells are cultured. */
  readonly centrifuged: boolean;
}

/** What happened to a unit as planned, in seconds since its activation. */
export interface NominalEvent {
  readonly name: string;
  readonly elapsed: Seconds;
}

const HOUR = 3600;
const DAY = 24 * HOUR;

/** How much later the ground control of the delayed world goes through the same. */
const DELAY = 26 * HOUR;
/** The ground controller samples this part of a period later, so that no time stamp of one side is one of the other. */
const GROUND_PHASE = 0.2;

const RECORDING_BEFORE = 6 * HOUR;
const RECORDING_AFTER = 2 * HOUR;
export const LAUNCH = -5.5 * HOUR;
const WARM_UP = -4.5 * HOUR;
const FEED_EVERY = 3 * DAY;
const FEED_AT = 2 * HOUR;
const ENTRY_AFTER_FIXATION = HOUR;
const CENTRIFUGE_MARGIN = HOUR;

const STOWED_AT = 22;
const CULTURED_AT = 37;
/** The planned set-point change half-way through: nominal, labelled, and on both sides. */
const CHANGED_TO = 36.8;

const TWINS = 3;

const DECLARED = [
  ...['launch', 'warm-up', 'activation', 'fixation', 'landing'],
  // Their proofs stand in the definition: telemetry shows whether the rotor turns.
  ...['on-pad', 'centrifuge-on', 'centrifuge-off'],
];

/** Three flight units and their three ground twins, then three on the centrifuge where there is one. */
export function unitsOf({ centrifuge }: Pick<MissionOptions, 'centrifuge'>): SimulatedUnit[] {
  const three = (prefix: string, side: Side, centrifuged: boolean) =>
    Array.from({ length: TWINS }, (_, i) => ({ id: `${prefix}${i + 1}`, side, centrifuged }));
  return [
    ...three('FU', 'flight', false),
    ...(centrifuge ? three('CU', 'flight', true) : []),
    ...three('GU', 'ground', false),
  ];
}

/** The arm of a unit in the definition. */
export function armOf({ side, centrifuged }: SimulatedUnit): 'flight' | 'centrifuge' | 'ground' {
  return centrifuged ? 'centrifuge' : side;
}

export interface SimulatedPair {
  readonly id: string;
  readonly flight: string;
  /** Of a pair on board the unit that turns at 1 g. */
  readonly ground: string;
  readonly isOnBoard: boolean;
}

/**
 * The twin pairs: P1 is FU1 and GU1; on the centrifuge C1 is CU1 and GU1, and B1 is FU1 and CU1, both on board, so that
 * gravity alone is between them.
 */
export function pairsOf(options: Pick<MissionOptions, 'centrifuge'>): SimulatedPair[] {
  const flown = unitsOf(options).filter(({ side }) => side === 'flight');
  const pairs = flown.map(({ id, centrifuged }) => {
    const number = id.slice(2);
    return { id: `${centrifuged ? 'C' : 'P'}${number}`, flight: id, ground: `GU${number}`, isOnBoard: false };
  });
  const onBoard = flown
    .filter(({ centrifuged }) => options.centrifuge && !centrifuged)
    .map(({ id }) => {
      const number = id.slice(2);
      return { id: `B${number}`, flight: id, ground: `CU${number}`, isOnBoard: true };
    });
  return [...pairs, ...onBoard];
}

/** Those that the unit is one of. */
export function pairsWith(options: Pick<MissionOptions, 'centrifuge'>, unit: string) {
  return pairsOf(options).filter(({ flight, ground }) => flight === unit || ground === unit);
}

export function delayOf({ world }: Pick<MissionOptions, 'world'>): Seconds {
  return world === 'delayed' ? DELAY : 0;
}

export function activationOf(options: MissionOptions, side: Side): Micros {
  return options.activation + (side === 'ground' ? delayOf(options) * MICROS_PER_SECOND : 0);
}

/** The instants at which a side samples: `count` of them, a period apart from `first` on. */
export function samplingOf(
  options: MissionOptions,
  side: Side,
): { readonly first: Micros; readonly count: number } {
  const phase = side === 'ground' ? GROUND_PHASE * options.period : 0;
  const first = activationOf(options, side) + Math.round((phase - RECORDING_BEFORE) * MICROS_PER_SECOND);
  const seconds = RECORDING_BEFORE + fixationOf(options) + RECORDING_AFTER;
  return { first, count: Math.ceil(seconds / options.period) };
}

export function fixationOf({ days }: Pick<MissionOptions, 'days'>): Seconds {
  return days * DAY;
}

export function entryOf(options: Pick<MissionOptions, 'days'>): Seconds {
  return fixationOf(options) + ENTRY_AFTER_FIXATION;
}

/** When the culture's medium is exchanged: two hours after activation, then every three days. */
export function feedingsOf(options: Pick<MissionOptions, 'days'>): Seconds[] {
  const feedings: Seconds[] = [];
  for (let at = FEED_AT; at < fixationOf(options) - HOUR; at += FEED_EVERY) feedings.push(at);
  return feedings;
}

/** Everything planned for a unit, in the order of time. */
export function nominalEvents(
  options: Pick<MissionOptions, 'days'>,
  { side, centrifuged }: SimulatedUnit,
): NominalEvent[] {
  const fixation = fixationOf(options);
  const flown = side === 'flight';
  const spun = centrifugeTime(options);
  const events = [
    ...(centrifuged ? [{ name: 'on-pad', elapsed: -RECORDING_BEFORE }] : []),
    ...(flown ? [{ name: 'launch', elapsed: LAUNCH }] : []),
    { name: 'warm-up', elapsed: WARM_UP },
    { name: 'activation', elapsed: 0 },
    ...feedingsOf(options).map((elapsed) => ({ name: 'medium-exchange', elapsed })),
    ...(centrifuged ? [{ name: 'centrifuge-on', elapsed: spun.from }] : []),
    { name: 'set-point-change', elapsed: setpointChange(options) },
    ...(centrifuged ? [{ name: 'centrifuge-off', elapsed: spun.to }] : []),
    { name: 'fixation', elapsed: fixation },
    ...(flown ? [{ name: 'landing', elapsed: entryOf(options) }] : []),
  ];
  return events.sort((a, b) => a.elapsed - b.elapsed);
}

/** Whether the definition declares the event; the others are recorded as they are commanded. */
export function isDeclared(name: string): boolean {
  return DECLARED.includes(name);
}

export function centrifugeTime(options: Pick<MissionOptions, 'days'>): { from: Seconds; to: Seconds } {
  return { from: CENTRIFUGE_MARGIN, to: fixationOf(options) - CENTRIFUGE_MARGIN };
}

function setpointChange(options: Pick<MissionOptions, 'days'>): Seconds {
  return fixationOf(options) / 2;
}

/** The set-point of the temperature, in °C. */
export function setpointAt(options: Pick<MissionOptions, 'days'>, elapsed: Seconds): number {
  if (elapsed < WARM_UP || elapsed >= fixationOf(options)) return STOWED_AT;
  return elapsed < setpointChange(options) ? CULTURED_AT : CHANGED_TO;
}
