import type { Micros, Seconds } from '../domain/time.ts';
import { MICROS_PER_DAY, MICROS_PER_SECOND } from '../domain/time.ts';
import { channelOfSensor, QUANTITIES, SENSORS, type Sensor } from './channels.ts';
import type { Fault } from './fault-kinds.ts';
import { faultsOfUnit, isActive, isPhysical, POWER_CYCLE_PERIODS, sensorsOf, shiftAt } from './faults.ts';
import { gravityOnBoard } from './gravity.ts';
import {
  centrifugeTime,
  entryOf,
  feedingsOf,
  LAUNCH,
  type MissionOptions,
  type SimulatedUnit,
  setpointAt,
} from './mission.ts';
import { autoregression } from './noise.ts';
import { type Random, randomStream } from './random.ts';

const CABIN_SECONDS = 60_000;
const OWN_SECONDS = 1_200;
const ORBIT_MICROS = 5_540 * MICROS_PER_SECOND;
/** The incubator follows its set-point with this lag. */
const THERMAL_SECONDS = 1_200;
/** Fresh medium comes in colder, and is warm again with this time constant. */
const FEEDING = { degrees: -0.4, seconds: 900, felt: 4 * 3600 } as const;
const NOMINAL = { humidity: 85, co2: 5, ambient: 22, voltage: 28 } as const;
/** Heater duty: % at no difference to the air around, and for each °C above it. */
const DUTY = { idle: 8, perDegree: 3 } as const;

/**
 * A source of readings of one unit: each call writes the next sample of every sensor, in the order of `SENSORS`, NaN
 * where none was recorded. Calls come once a period, in the order of time; `elapsed` is since the unit's activation.
 */
export type UnitSampler = (at: Micros, elapsed: Seconds, into: Float64Array) => void;

/**
 * A reading is nominal + cabin AR(1) + own AR(1) + orbit or diurnal sine + what faults do to it, plus its sensor's
 * bias and white noise, rounded to the channel's resolution; then sensors freeze, then gaps take readings away.
 */
export function unitSampler(options: MissionOptions, unit: SimulatedUnit): UnitSampler {
  const faults = faultsOfUnit(options, unit.id);
  const surroundings = surroundingsOf(options, unit);
  const gravity = gravityOf(options, unit);
  const truth = new Float64Array(SENSORS.length);
  const sensors = SENSORS.map((sensor) => sensorOf(options, unit, sensor, faults));
  const away = faults.filter(({ kind }) => kind === 'gap' || kind === 'bias');
  const isAway = (elapsed: Seconds) =>
    away.some((fault) =>
      fault.kind === 'gap'
        ? isActive(fault, elapsed)
        : elapsed >= fault.onset && elapsed < fault.onset + POWER_CYCLE_PERIODS * options.period,
    );
  const physical = physicalOf(options, faults);
  return (at, elapsed, into) => {
    const air = surroundings(at);
    const load = gravity(elapsed);
    physical(elapsed, air, load, truth);
    const silent = isAway(elapsed);
    for (let i = 0; i < sensors.length; i++) {
      const reading = sensors[i]!(truth[i]!, elapsed);
      into[i] = silent ? Number.NaN : reading;
    }
  };
}

/** Deviations from nominal by quantity. */
type Air = Readonly<Record<string, number>>;

function surroundingsOf(options: MissionOptions, unit: SimulatedUnit): (at: Micros) => Air {
  const room = options.world === 'shared' ? 'room' : unit.side;
  const isFlight = unit.side === 'flight';
  const parts = QUANTITIES.map(({ id, cabinSd, ownSd, orbitAmplitude, diurnalAmplitude }) => {
    const stream = (name: string): Random => randomStream(options.seed, `${name} ${id}`);
    const cabin = autoregression(cabinSd, CABIN_SECONDS, options.period, stream(`cabin ${room}`));
    const own = autoregression(ownSd, OWN_SECONDS, options.period, stream(`own ${unit.id}`));
    const cycle = isFlight ? ORBIT_MICROS : MICROS_PER_DAY;
    const amplitude = isFlight ? orbitAmplitude : diurnalAmplitude;
    const sine = (at: Micros) => amplitude * Math.sin((2 * Math.PI * (at % cycle)) / cycle);
    return { id, next: (at: Micros) => cabin() + own() + sine(at) };
  });
  const air: Record<string, number> = {};
  return (at) => {
    for (const { id, next } of parts) air[id] = next(at);
    return air;
  };
}

interface Load {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

function gravityOf(options: MissionOptions, unit: SimulatedUnit): (elapsed: Seconds) => Load {
  if (unit.side === 'ground') return () => ({ x: 0, y: 0, z: 1 });
  const random = randomStream(options.seed, `shaking ${unit.id}`);
  const entry = entryOf(options);
  const spun = centrifugeTime(options);
  return (elapsed) => {
    const { axial, shaking } = gravityOnBoard(elapsed, LAUNCH, entry);
    const spins = unit.centrifuged && elapsed >= spun.from && elapsed < spun.to;
    // Drawn always, so that what comes later does not depend on when it shook.
    const [x, y, z] = [random.normal(), random.normal(), random.normal()];
    return { x: shaking * x, y: shaking * y, z: axial + (spins ? 1 : 0) + shaking * z };
  };
}

/** What is there to be measured by each of the sensors. */
function physicalOf(options: MissionOptions, faults: readonly Fault[]) {
  const feedings = feedingsOf(options);
  const follow = 1 - Math.exp(-options.period / THERMAL_SECONDS);
  const onChannel = Map.groupBy(faults.filter(isPhysical), ({ channel }) => channel ?? '');
  const shiftOf = (channel: string, elapsed: Seconds) =>
    (onChannel.get(channel) ?? []).reduce((sum, fault) => sum + shiftAt(fault, elapsed), 0);
  const saturations = faults.filter(({ kind }) => kind === 'saturation');
  let regulated: number | null = null;
  return (elapsed: Seconds, air: Air, load: Load, into: Float64Array) => {
    const target = setpointAt(options, elapsed);
    regulated = regulated === null ? target : regulated + follow * (target - regulated);
    const heated = regulated + shiftOf('temperature', elapsed);
    const ambient = NOMINAL.ambient + air.ambient!;
    const duty = saturations.some((fault) => isActive(fault, elapsed))
      ? 100
      : DUTY.idle + DUTY.perDegree * (heated - ambient) + shiftOf('heater', elapsed);
    const values: Readonly<Record<string, number>> = {
      temperature: heated + air.temperature! + feedingDip(feedings, elapsed),
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

function feedingDip(feedings: readonly Seconds[], elapsed: Seconds): number {
  let dip = 0;
  for (const at of feedings) {
    const since = elapsed - at;
    if (since >= 0 && since < FEEDING.felt) dip += FEEDING.degrees * Math.exp(-since / FEEDING.seconds);
  }
  return dip;
}

/** What one sensor says of what is there. */
function sensorOf(
  { seed, period }: MissionOptions,
  unit: SimulatedUnit,
  sensor: Sensor,
  faults: readonly Fault[],
): (there: number, elapsed: Seconds) => number {
  const random = randomStream(seed, `sensor ${unit.id} ${sensor.id}`);
  const bias = sensor.biasSd * random.normal();
  const channel = channelOfSensor(sensor);
  const steps = 10 ** channel.scale;
  const [lowest, highest] = channel.validRange;
  const mine = faults.filter((fault) => sensorsOf(fault).includes(sensor) && !isPhysical(fault));
  const held = new Map<Fault, number>();
  return (there, elapsed) => {
    let noise = sensor.whiteSd * random.normal();
    let shift = bias;
    for (const fault of mine) {
      shift += shiftAt(fault, elapsed);
      if (fault.kind === 'variance' && isActive(fault, elapsed)) noise *= fault.size;
      if (fault.kind === 'spike' && elapsed >= fault.onset && elapsed < fault.onset + period)
        shift += fault.size;
    }
    const physical = Math.min(highest, Math.max(lowest, there + shift + noise));
    // Adding 0 makes the -0 of a small negative reading a 0.
    let reading = Math.round(physical * steps) / steps + 0;
    for (const fault of mine) {
      if (fault.kind !== 'stuck' || !isActive(fault, elapsed)) continue;
      if (!held.has(fault)) held.set(fault, reading);
      reading = held.get(fault)!;
    }
    return reading;
  };
}
