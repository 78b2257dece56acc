/** What is put into missions to score the detectors by: every kind of fault that the simulator makes. */
import type { Loop } from '../../shared/simulator/mission.ts';
import type { Length } from './drift-faults.ts';

export interface Moves {
  readonly sensor: string;
  /** The second sensor of the unit, which does not feel it; absent: the mean of the siblings is what it is held against. */
  readonly against?: string;
  readonly step?: number;
  readonly perDay?: number;
}

export interface ScoredFault {
  readonly it: string;
  /** As for `howship simulate --fault`, with its unit and onset left out: `kind:<unit>:channel:<onset>:rest`. */
  readonly fault: readonly [kind: string, channel: string, rest: string];
  readonly loop: Loop;
  /** What reads otherwise by how much, a day where it ramps: what rivals and the optimum are asked of. */
  readonly moves?: Moves;
  /** What the rule that finds it must wait for, hours. */
  readonly floor?: number;
  /** Why nothing is to be found. */
  readonly unseen?: string;
}

/** While nothing settles. */
const AT: Readonly<Record<Length, string>> = { 4: 'P2DT7H', 10: 'P4DT7H', 30: 'P13DT7H' };
/** Two hours before fixation. */
const BEFORE_FIXATION: Readonly<Record<Length, string>> = { 4: 'P3DT22H', 10: 'P9DT22H', 30: 'P29DT22H' };

export function faultIn({ fault: [kind, channel, rest], it }: ScoredFault, unit: string, days: Length) {
  const onset = it.includes('fixation') ? BEFORE_FIXATION[days] : AT[days];
  const whose = kind === 'centrifuge-stop' ? `CU${unit.slice(2)}` : unit;
  return `${kind}:${whose}:${channel}:${onset}:${rest}`;
}

const T1 = 'T1';
const C1 = 'C1';
const ONE_OF_TWO = { sensor: T1, against: 'T2' };
const PERIOD_HOURS = 120 / 3600;

export const SCORED_FAULTS: readonly ScoredFault[] = [
  {
    ...{ it: 'step 1 °C', fault: ['step', 'temperature', '1'], loop: 'held' },
    moves: { sensor: T1, step: 1 },
  },
  {
    ...{ it: 'step 0.1 °C of one sensor', fault: ['step', 'temperature@T1', '0.1'], loop: 'held' },
    moves: { ...ONE_OF_TWO, step: 0.1 },
  },
  {
    ...{ it: 'offset 1 °C for 2 days', fault: ['offset', 'temperature', '1:P2D'], loop: 'held' },
    moves: { sensor: T1, step: 1 },
  },
  {
    ...{ it: 'drift 0.3 °C a day of one sensor', fault: ['drift', 'temperature@T1', '0.3'], loop: 'held' },
    moves: { ...ONE_OF_TWO, perDay: 0.3 },
  },
  {
    ...{ it: 'drift 0.1 °C a day of one sensor', fault: ['drift', 'temperature@T1', '0.1'], loop: 'held' },
    moves: { ...ONE_OF_TWO, perDay: 0.1 },
  },
  {
    ...{ it: 'drift 0.2 % CO2 a day', fault: ['drift', 'co2', '0.2'], loop: 'held' },
    moves: { sensor: C1, perDay: 0.2 },
  },
  {
    ...{ it: 'drift 0.3 °C a day of both sensors of a unit', fault: ['drift', 'temperature', '0.3'] },
    ...{ loop: 'held', moves: { sensor: T1, perDay: 0.3 } },
  },
  {
    ...{ it: 'excursion of the room, 3 °C for 2 h', fault: ['excursion', 'temperature', '3:PT2H'] },
    ...{ loop: 'held', floor: 4 * PERIOD_HOURS },
  },
  { it: 'heater stuck on, 3 °C', fault: ['saturation', 'temperature', '3'], loop: 'held' },
  {
    ...{ it: 'bias 0.5 °C after a power cycle of a sensor', fault: ['bias', 'temperature@T1', '0.5'] },
    ...{ loop: 'held', floor: 3 * PERIOD_HOURS },
  },
  { it: 'stuck for 12 h', fault: ['stuck', 'humidity', 'PT12H'], loop: 'held', floor: 4 },
  {
    ...{ it: 'stuck for 2 h', fault: ['stuck', 'humidity', 'PT2H'], loop: 'held' },
  },
  {
    ...{ it: 'stuck over fixation', fault: ['stuck', 'temperature@T1', 'PT3H30M'], loop: 'held' },
    floor: 2 + 1.5,
  },
  { it: 'noise × 3', fault: ['variance', 'humidity', '3:P1D'], loop: 'held' },
  {
    ...{ it: 'noise × 1.1', fault: ['variance', 'humidity', '1.1:P1D'], loop: 'held' },
    unseen: 'a tenth is less than what an hour of readings tells of its noise',
  },
  { it: 'spike 1 °C', fault: ['spike', 'temperature@T1', '1'], loop: 'held', floor: PERIOD_HOURS },
  {
    ...{ it: 'spike of the duty, 30 %', fault: ['spike', 'heater', '30'], loop: 'held' },
    unseen: 'a controller drives it: no spikes are looked for',
  },
  { it: 'gap of 40 min', fault: ['gap', '*', 'PT40M'], loop: 'held', floor: 3 * PERIOD_HOURS },
  {
    ...{ it: 'gap of 4 min', fault: ['gap', '*', 'PT4M'], loop: 'held' },
    unseen: 'no longer than three periods',
  },
  { it: 'clock 30 min off from then on', fault: ['clock', '*', '1800'], loop: 'held' },
  { it: 'heater loses 10 % a day, PI', fault: ['heater-loss', 'heater', '0.1'], loop: 'pi' },
  {
    ...{ it: 'heater loses 10 % a day, thermostat', fault: ['heater-loss', 'heater', '0.1'] },
    loop: 'thermostat',
  },
  { it: 'sensor comes off, PI', fault: ['detached', 'temperature@T1', '0.2'], loop: 'pi' },
  { it: 'sensor comes off, thermostat', fault: ['detached', 'temperature@T1', '0.2'], loop: 'thermostat' },
  { it: 'fan stops, 3 °C', fault: ['fan-stop', 'temperature', '3'], loop: 'pi' },
  {
    ...{ it: 'control sensor drifts 0.3 °C a day, PI', fault: ['drift', 'temperature@T1', '0.3'] },
    loop: 'pi',
  },
  { it: 'no power for 2 h, PI', fault: ['power-cycle', '*', 'PT2H'], loop: 'pi', floor: 3 * PERIOD_HOURS },
  {
    ...{ it: 'no power for 2 h, thermostat', fault: ['power-cycle', '*', 'PT2H'], loop: 'thermostat' },
    floor: 3 * PERIOD_HOURS,
  },
  {
    ...{ it: 'pump stalls for 2 days', fault: ['pump-stall', '*', 'P2D'], loop: 'pi' },
    unseen: 'no channel of the payload shows what the pump does',
  },
  {
    ...{ it: 'centrifuge stops for a day', fault: ['centrifuge-stop', '*', 'P1D'], loop: 'pi' },
  },
];
