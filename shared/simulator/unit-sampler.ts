import type { Micros, Seconds } from '../domain/time.ts';
import { MICROS_PER_DAY, MICROS_PER_SECOND } from '../domain/time.ts';
import { channelOfSensor, QUANTITIES, SENSORS, type Sensor, scaleOf } from './channels.ts';
import type { Fault } from './fault-kinds.ts';
import { faultsOfUnit, isActive, isPhysical, POWER_CYCLE_PERIODS, sensorsOf, shiftAt } from './faults.ts';
import { gravityOnBoard } from './gravity.ts';
import { centrifugeTime, entryOf, LAUNCH, type MissionOptions, type SimulatedUnit } from './mission.ts';
import { autoregression } from './noise.ts';
import { type Air, ambientOf, type Load, physicalOf } from './physical.ts';
import { type Random, randomStream } from './random.ts';

const CABIN_SECONDS = 60_000;
const OWN_SECONDS = 1_200;
const ORBIT_MICROS = 5_540 * MICROS_PER_SECOND;
/** A sensor that comes loose, and a block whose fan stands still, get to their new reading with these time constants. */
const LOOSE = { seconds: 600, noise: 3 } as const;
const STRATIFYING_SECONDS = 1_800;

/**
 * A source of readings of one unit: each call writes the next sample of every sensor, in the order of `SENSORS`, NaN
 * where none was recorded. Calls come once a period, in the order of time; `elapsed` is since the unit's activation.
 */
export type UnitSampler = (at: Micros, elapsed: Seconds, into: Float64Array) => void;

/** Chance by name; the same name goes on where its stream ended. */
type Chance = (name: string) => Random;

/**
 * A reading is what is there (nominal + cabin AR(1) + own AR(1) + orbit or diurnal sine + what faults do to it), plus
 * its sensor's bias and white noise, rounded to the channel's resolution; then sensors freeze, then gaps take readings
 * away. A loop goes on reading its sensor while nothing is recorded.
 */
export function unitSampler(
  options: MissionOptions,
  unit: SimulatedUnit,
  chance: Chance = (name) => randomStream(options.seed, name),
): UnitSampler {
  const faults = faultsOfUnit(options, unit.id);
  const surroundings = surroundingsOf(options, unit, chance);
  const gravity = gravityOf(options, unit, faults, chance);
  const truth = new Float64Array(SENSORS.length);
  const sensors = SENSORS.map((sensor) => sensorOf(options, unit, sensor, faults, chance));
  const isAway = awayOf(options, faults);
  const physical = physicalOf(options, faults);
  let reading = Number.NaN;
  return (at, elapsed, into) => {
    const air = surroundings(at);
    physical({ elapsed, air, load: gravity(elapsed), reading }, truth);
    for (let i = 0; i < sensors.length; i++) into[i] = sensors[i]!(truth[i]!, elapsed, air);
    reading = into[CONTROL]!;
    if (isAway(elapsed)) into.fill(Number.NaN);
  };
}

/** The sensor that the loop reads. */
const CONTROL = SENSORS.findIndex(({ channel, primary }) => channel === 'temperature' && primary);

function awayOf(options: MissionOptions, faults: readonly Fault[]): (elapsed: Seconds) => boolean {
  const away = faults.filter(({ kind }) => ['gap', 'bias', 'power-cycle'].includes(kind));
  return (elapsed) =>
    away.some((fault) =>
      fault.kind === 'bias'
        ? elapsed >= fault.onset && elapsed < fault.onset + POWER_CYCLE_PERIODS * options.period
        : isActive(fault, elapsed),
    );
}

function surroundingsOf(options: MissionOptions, unit: SimulatedUnit, chance: Chance): (at: Micros) => Air {
  const room = options.world === 'shared' ? 'room' : unit.side;
  const isFlight = unit.side === 'flight';
  const parts = QUANTITIES.map(({ id, cabinSd, ownSd, orbitAmplitude, diurnalAmplitude }) => {
    const cabin = autoregression(cabinSd, CABIN_SECONDS, options.period, chance(`cabin ${room} ${id}`));
    const own = autoregression(ownSd, OWN_SECONDS, options.period, chance(`own ${unit.id} ${id}`));
    const cycle = isFlight ? ORBIT_MICROS : MICROS_PER_DAY;
    const amplitude = isFlight ? orbitAmplitude : diurnalAmplitude;
    const sine = (at: Micros) => amplitude * Math.sin((2 * Math.PI * (at % cycle)) / cycle);
    const apart = id === 'co2' && isFlight ? (options.co2Aboard ?? 0) : 0;
    return { id, next: (at: Micros) => cabin() + own() + sine(at) + apart };
  });
  const air: Record<string, number> = {};
  return (at) => {
    for (const { id, next } of parts) air[id] = next(at);
    return air;
  };
}

function gravityOf(
  options: MissionOptions,
  unit: SimulatedUnit,
  faults: readonly Fault[],
  chance: Chance,
): (elapsed: Seconds) => Load {
  if (unit.side === 'ground') return () => ({ x: 0, y: 0, z: 1 });
  const random = chance(`shaking ${unit.id}`);
  const entry = entryOf(options);
  const spun = centrifugeTime(options);
  const stops = faults.filter(({ kind }) => kind === 'centrifuge-stop');
  return (elapsed) => {
    const { axial, shaking } = gravityOnBoard(elapsed, LAUNCH, entry);
    const isDue = unit.centrifuged && elapsed >= spun.from && elapsed < spun.to;
    const spins = isDue && !stops.some((fault) => isActive(fault, elapsed));
    // Drawn always, so that what comes later does not depend on when it shook.
    const [x, y, z] = [random.normal(), random.normal(), random.normal()];
    return { x: shaking * x, y: shaking * y, z: axial + (spins ? 1 : 0) + shaking * z };
  };
}

/** What one sensor says of what is there. */
function sensorOf(
  { period, resolution }: MissionOptions,
  unit: SimulatedUnit,
  sensor: Sensor,
  faults: readonly Fault[],
  chance: Chance,
): (there: number, elapsed: Seconds, air: Air) => number {
  const random = chance(`sensor ${unit.id} ${sensor.id}`);
  const bias = sensor.biasSd * random.normal();
  const channel = channelOfSensor(sensor);
  const steps = 10 ** scaleOf(channel, resolution);
  const [lowest, highest] = channel.validRange;
  const mine = faults.filter((fault) => sensorsOf(fault).includes(sensor) && !isPhysical(fault));
  const held = new Map<Fault, number>();
  return (there, elapsed, air) => {
    let noise = sensor.whiteSd * random.normal();
    let shift = bias;
    for (const fault of mine) {
      shift += shiftAt(fault, elapsed) + lostAt(fault, elapsed, there - ambientOf(air));
      noise *= noiseAt(fault, elapsed);
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

/** How much colder a sensor reads that has come loose, or lies far from the heater while the fan stands still. */
function lostAt(fault: Fault, elapsed: Seconds, warmer: number): number {
  if (!isActive(fault, elapsed)) return 0;
  const since = elapsed - fault.onset;
  if (fault.kind === 'detached') return -fault.size * warmer * (1 - Math.exp(-since / LOOSE.seconds));
  if (fault.kind === 'fan-stop') return -fault.size * (1 - Math.exp(-since / STRATIFYING_SECONDS));
  return 0;
}

function noiseAt(fault: Fault, elapsed: Seconds): number {
  if (!isActive(fault, elapsed)) return 1;
  if (fault.kind === 'variance') return fault.size;
  return fault.kind === 'detached' ? LOOSE.noise : 1;
}
