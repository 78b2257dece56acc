/** What there is to be measured in a unit, before any sensor says so. */
import type { Seconds } from '../domain/time.ts';
import { SENSORS } from './channels.ts';
import type { Fault } from './fault-kinds.ts';
import { isActive, isPhysical, shiftAt } from './faults.ts';
import { feedingsOf, type MissionOptions, setpointAt } from './mission.ts';
import { plantOf } from './plant.ts';

/** The incubator follows its set-point with this lag where no loop is simulated. */
const THERMAL_SECONDS = 1_200;
/** Fresh medium comes in colder, and is warm again with this time constant. */
const FEEDING = { degrees: -0.4, seconds: 900, felt: 4 * 3600 } as const;
export const NOMINAL = { humidity: 85, co2: 5, ambient: 22, voltage: 28 } as const;
/** Heater duty where no loop is simulated: % at no difference to the air around, and for each °C above it. */
const DUTY = { idle: 8, perDegree: 3 } as const;
const DAY = 86_400;

/** Deviations from nominal by quantity. */
export type Air = Readonly<Record<string, number>>;

/** In g. */
export interface Load {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

export interface Instant {
  /** Since the unit's activation. */
  readonly elapsed: Seconds;
  readonly air: Air;
  readonly load: Load;
  /** What the control sensor said last; NaN before its first reading. */
  readonly reading: number;
}

/** The air around a unit, °C. */
export function ambientOf(air: Air): number {
  return NOMINAL.ambient + air.ambient!;
}

/** Writes what is there for each of `SENSORS`; called once a period, in the order of time. */
export type Physical = (now: Instant, into: Float64Array) => void;

export function physicalOf(options: MissionOptions, faults: readonly Fault[]): Physical {
  const feedings = feedingsTaken(options, faults);
  const onChannel = Map.groupBy(faults.filter(isPhysical), ({ channel }) => channel ?? '');
  const shiftOf = (channel: string, elapsed: Seconds) =>
    (onChannel.get(channel) ?? []).reduce((sum, fault) => sum + shiftAt(fault, elapsed), 0);
  const heat = options.loop === 'held' ? heldHeat(options, faults, shiftOf) : loopHeat(options, faults);
  return (now, into) => {
    const { elapsed, air, load } = now;
    const { temperature, duty } = heat(now);
    const values: Readonly<Record<string, number>> = {
      temperature:
        temperature + shiftOf('temperature', elapsed) + air.temperature! + feedingDip(feedings, elapsed),
      humidity: NOMINAL.humidity + air.humidity! + shiftOf('humidity', elapsed),
      co2: NOMINAL.co2 + air.co2! + shiftOf('co2', elapsed),
      heater: duty,
      gx: load.x + shiftOf('gx', elapsed),
      gy: load.y + shiftOf('gy', elapsed),
      gz: load.z + shiftOf('gz', elapsed),
      voltage: NOMINAL.voltage + air.voltage! + shiftOf('voltage', elapsed),
    };
    for (let i = 0; i < SENSORS.length; i++) into[i] = values[SENSORS[i]!.channel]!;
  };
}

/** The block without what faults and feedings do to it, and the duty of its heater. */
type Heat = (now: Instant) => { readonly temperature: number; readonly duty: number };

/** No loop: the temperature follows its set-point, and the heater's duty what it is warmer than the air. */
function heldHeat(
  options: MissionOptions,
  faults: readonly Fault[],
  shiftOf: (channel: string, elapsed: Seconds) => number,
): Heat {
  const follow = 1 - Math.exp(-options.period / THERMAL_SECONDS);
  const saturations = faults.filter(({ kind }) => kind === 'saturation');
  let regulated: number | null = null;
  return ({ elapsed, air }) => {
    const target = setpointAt(options, elapsed);
    regulated = regulated === null ? target : regulated + follow * (target - regulated);
    const warmer = regulated + shiftOf('temperature', elapsed) - ambientOf(air);
    const duty = saturations.some((fault) => isActive(fault, elapsed))
      ? 100
      : DUTY.idle + DUTY.perDegree * warmer + shiftOf('heater', elapsed);
    return { temperature: regulated, duty };
  };
}

function loopHeat(options: MissionOptions, faults: readonly Fault[]): Heat {
  const { loop, period } = options;
  if (loop === 'held') throw new RangeError('a held temperature has no loop');
  const plant = plantOf(loop, period);
  const losses = faults.filter(({ kind }) => kind === 'heater-loss');
  const cycles = faults.filter(({ kind }) => kind === 'power-cycle');
  const powerAt = (elapsed: Seconds) =>
    losses.reduce((left, fault) => {
      const share = isActive(fault, elapsed) ? (fault.size * (elapsed - fault.onset)) / DAY : 0;
      return Math.max(0, left - share);
    }, 1);
  return ({ elapsed, air, reading }) =>
    plant({
      target: setpointAt(options, elapsed),
      ambient: ambientOf(air),
      reading,
      power: powerAt(elapsed),
      isOn: !cycles.some((fault) => isActive(fault, elapsed)),
    });
}

/** Medium that is exchanged: not while the pump stalls. */
function feedingsTaken(options: MissionOptions, faults: readonly Fault[]): Seconds[] {
  const stalls = faults.filter(({ kind }) => kind === 'pump-stall');
  return feedingsOf(options).filter((at) => !stalls.some((fault) => isActive(fault, at)));
}

function feedingDip(feedings: readonly Seconds[], elapsed: Seconds): number {
  let dip = 0;
  for (const at of feedings) {
    const since = elapsed - at;
    if (since >= 0 && since < FEEDING.felt) dip += FEEDING.degrees * Math.exp(-since / FEEDING.seconds);
  }
  return dip;
}
