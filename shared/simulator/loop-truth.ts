/** What a fault must show as where a loop answers it: read off the same mission without noise. */
import { isoOf, MICROS_PER_SECOND, type Seconds } from '../domain/time.ts';
import { type Bounds, channelOfSensor, SENSORS, type Sensor, seriesOfSensor } from './channels.ts';
import { BLOCK, BLOCKS_TO_OPEN, type ExpectedAnomaly, GAP_PERIODS } from './expected-anomaly.ts';
import type { Fault } from './fault-kinds.ts';
import { faultsOfUnit } from './faults.ts';
import { activationOf, fixationOf, type MissionOptions, pairsWith, unitsOf } from './mission.ts';
import { type QuietCourse, quietCourse } from './quiet-course.ts';

/** Noise moves a crossing about: what all that is no fault comes to, four standard deviations, by channel. */
const BLUR: Readonly<Record<string, number>> = { temperature: 0.35, heater: 9 };
/** A heater at its end leaves the temperature to the air around, which wanders more. */
const BLUR_OF_LOSS: Readonly<Record<string, number>> = { temperature: 1.6, heater: 9 };

/** Limits of the units that the fault reaches, and offsets of their twins, while cells are cultured. */
export function expectedInLoop(options: MissionOptions, fault: Fault): ExpectedAnomaly[] {
  const mission = { ...options, faults: [fault] };
  const touched = unitsOf(mission).filter(({ id }) => faultsOfUnit(mission, id).length > 0);
  const limits = touched.flatMap(({ id }) => limitsIn(mission, id, quietCourse(mission, id)));
  return [...limits, ...offsetsIn(mission, fault.unit)];
}

function limitsIn(options: MissionOptions, unit: string, course: QuietCourse): ExpectedAnomaly[] {
  return SENSORS.flatMap((sensor, s) => {
    const { limits } = channelOfSensor(sensor);
    // A thermostat's heater is at its end whenever it heats: how long at a time, noise decides.
    const isSwitched = options.loop === 'thermostat' && sensor.channel === 'heater';
    if (limits === null || isSwitched) return [];
    const readings = course.readings[s]!;
    const found = stretchBeyond(options, course, sensor, (blur) => {
      const [low, high] = narrowed(limits.warning, blur);
      return (i) => readings[i]! < low || readings[i]! > high;
    });
    if (found === null) return [];
    return [
      {
        ...{ kind: 'LIMIT', unit, channels: [seriesOfSensor(sensor)] },
        ...instantsOf(options, unit, found),
        toleranceSeconds: GAP_PERIODS * options.period + found.blurred,
      },
    ];
  });
}

function offsetsIn(options: MissionOptions, unit: string): ExpectedAnomaly[] {
  const course = quietCourse(options, unit);
  const pairs = pairsWith(options, unit);
  return pairs.flatMap(({ id, flight, ground }) => {
    const twin = quietCourse(options, unit === flight ? ground : flight);
    return SENSORS.flatMap((sensor, s) => {
      const { margin } = channelOfSensor(sensor);
      if (margin === null || !sensor.primary) return [];
      const found = stretchBeyond(
        options,
        course,
        sensor,
        (blur) => (i) =>
          Math.abs(course.readings[s]![i]! - twin.readings[s]![i]!) > Math.max(0, margin - blur),
      );
      if (found === null || found.to - found.from < BLOCKS_TO_OPEN * BLOCK) return [];
      return [
        {
          ...{ kind: 'OFFSET', pair: id, channels: [sensor.channel] },
          // Told in the flight unit's time, whichever of the two is off.
          ...instantsOf(options, flight, found),
          toleranceSeconds: BLOCK + found.blurred,
        },
      ];
    });
  });
}

/** What lies beyond a bound by `blur` less; by more where it is negative. */
type Beyond = (blur: number) => (i: number) => boolean;

interface Stretch {
  /** Since activation. */
  readonly from: Seconds;
  readonly to: Seconds;
  /** By how much noise may move its ends. */
  readonly blurred: Seconds;
}

/** The longest stretch of the culture in which it holds, and how much earlier it begins or later it ends within the blur. */
function stretchBeyond(
  options: MissionOptions,
  { first, period, readings }: QuietCourse,
  { channel }: Sensor,
  isBeyond: Beyond,
): Stretch | null {
  const begin = Math.max(0, Math.ceil(-first / period));
  const end = Math.min(readings[0]!.length, Math.floor((fixationOf(options) - first) / period));
  const isLoss = options.faults.some(({ kind }) => kind === 'heater-loss');
  const blur = (isLoss ? BLUR_OF_LOSS : BLUR)[channel] ?? 0;
  const longest = longestRun(begin, end, isBeyond(0));
  // What noise alone decides is not expected.
  if (longest === null || longestRun(begin, end, isBeyond(-blur)) === null) return null;
  const holds = isBeyond(blur);
  let { from, to } = longest;
  while (from > begin && holds(from - 1)) from--;
  while (to < end && holds(to)) to++;
  const elapsed = (i: number) => first + i * period;
  const blurred = period * Math.max(longest.from - from, to - longest.to);
  return { from: elapsed(longest.from), to: elapsed(longest.to), blurred };
}

function longestRun(begin: number, end: number, holds: (i: number) => boolean) {
  let longest: { from: number; to: number } | null = null;
  let from: number | null = null;
  for (let i = begin; i <= end; i++) {
    if (i < end && holds(i)) {
      from ??= i;
    } else if (from !== null) {
      if (longest === null || i - from > longest.to - longest.from) longest = { from, to: i };
      from = null;
    }
  }
  return longest;
}

function narrowed([low, high]: Bounds, blur: number): readonly [number, number] {
  return [(low ?? Number.NEGATIVE_INFINITY) + blur, (high ?? Number.POSITIVE_INFINITY) - blur];
}

function instantsOf(options: MissionOptions, unit: string, { from, to }: Stretch) {
  const side = unitsOf(options).find(({ id }) => id === unit)!.side;
  const instant = (elapsed: Seconds) =>
    isoOf(activationOf(options, side) + Math.round(elapsed) * MICROS_PER_SECOND);
  return { from: instant(from), to: instant(to) };
}
