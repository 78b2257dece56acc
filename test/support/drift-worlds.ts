/**
 * Temperatures of six units, three in flight and their ground twins, in blocks of ten minutes. A reading a minute is 37 °C +
 * the room's AR(1) (φ .999, sd .05) + the unit's own (φ .95, sd .05) + white noise (sd .02), with the orbit's sine on board
 * and the day's on the ground, rounded to 0.01 °C; flight readings are lost in losses of signal of 5 to 25 minutes.
 */
import type { World } from '../../shared/simulator/mission.ts';
import { autoregression } from '../../shared/simulator/noise.ts';
import { type Random, randomStream } from '../../shared/simulator/random.ts';
import { blockMeans } from '../../shared/stats/block-means.ts';
import { blockSpreads } from '../../shared/stats/block-spreads.ts';

const MINUTE = 60;
const BLOCK_MINUTES = 10;
const LEAST_READINGS = 3;
/** AR(1) of φ .999 and .95 from minute to minute. */
const CABIN = { sd: 0.05, seconds: -MINUTE / Math.log(0.999) } as const;
const OWN = { sd: 0.05, seconds: -MINUTE / Math.log(0.95) } as const;
const WHITE_SD = 0.02;
const ORBIT = { amplitude: 0.03, minutes: 5540 / 60 } as const;
const DAY = { amplitude: 0.02, minutes: 1440 } as const;
/** Every orbit, with this probability, signal is lost for so many minutes. */
const LOSS = { every: 93, probability: 0.3, least: 5, most: 25 } as const;
export const SETPOINT = 37;
/** How far apart two sensors read for ever that nobody calibrated against each other. */
const BIAS_SD = 0.1;

export interface SimulatedMission {
  /** FU1 to FU3, then GU1 to GU3: block means in °C, NaN where fewer than three readings came. */
  readonly units: readonly Float64Array[];
  /** What the sensor of each reads too much where it is not calibrated. */
  readonly biases: readonly number[];
}

/** The mission `name` of a seed: the same name gives the same readings, for ever. */
export function simulateMission(seed: number, name: string, days: number, world: World): SimulatedMission {
  const stream = (part: string) => randomStream(seed, `${name} ${part}`);
  const minutes = days * 1440;
  const room = (side: string) => drawn(minutes, autoregressionOf(CABIN, stream(`cabin ${side}`)));
  const flightRoom = room('flight');
  const groundRoom = world === 'shared' ? flightRoom : room('ground');
  const lost = lossesOf(minutes, stream('losses'));
  const bias = stream('bias');
  return {
    units: [0, 1, 2, 3, 4, 5].map((unit) => {
      const isFlight = unit < 3;
      const readings = readingsOf(
        stream(`unit ${unit}`),
        isFlight ? flightRoom : groundRoom,
        isFlight ? ORBIT : DAY,
      );
      if (isFlight) for (let i = 0; i < minutes; i++) if (lost[i]) readings[i] = Number.NaN;
      return blocksOf(readings);
    }),
    biases: [0, 1, 2, 3, 4, 5].map(() => BIAS_SD * bias.normal()),
  };
}

function autoregressionOf({ sd, seconds }: { sd: number; seconds: number }, random: Random): () => number {
  return autoregression(sd, seconds, MINUTE, random);
}

function drawn(count: number, next: () => number): Float64Array {
  const values = new Float64Array(count);
  for (let i = 0; i < count; i++) values[i] = next();
  return values;
}

function readingsOf(
  random: Random,
  room: Float64Array,
  cycle: { readonly amplitude: number; readonly minutes: number },
  whiteSd: (minute: number) => number = () => WHITE_SD,
): Float64Array {
  const own = autoregressionOf(OWN, random);
  return room.map((cabin, i) => {
    const sine = cycle.amplitude * Math.sin((2 * Math.PI * i) / cycle.minutes);
    return Math.round((SETPOINT + cabin + own() + sine + whiteSd(i) * random.normal()) * 100) / 100;
  });
}

function lossesOf(minutes: number, random: Random): Uint8Array {
  const lost = new Uint8Array(minutes);
  for (let orbit = 0; orbit < minutes; orbit += LOSS.every) {
    const isLost = random.uniform() < LOSS.probability;
    const lasts = LOSS.least + Math.floor(random.uniform() * (LOSS.most - LOSS.least + 1));
    const at = orbit + Math.floor(random.uniform() * (LOSS.every - lasts));
    if (isLost) lost.fill(1, at, at + lasts);
  }
  return lost;
}

/** How much the readings of a flight unit jump, by blocks; from a block on its sensor's noise is `factor` times as large. */
export function simulateSpreads(
  seed: number,
  name: string,
  days: number,
  { from, factor }: { readonly from: number; readonly factor: number },
): Float64Array {
  const stream = (part: string) => randomStream(seed, `${name} ${part}`);
  const room = drawn(days * 1440, autoregressionOf(CABIN, stream('cabin flight')));
  const lost = lossesOf(room.length, stream('losses'));
  const readings = readingsOf(stream('unit 0'), room, ORBIT, (minute) =>
    minute < from * BLOCK_MINUTES ? WHITE_SD : factor * WHITE_SD,
  );
  return blocksOf(
    readings.map((reading, i) => (lost[i] ? Number.NaN : reading)),
    blockSpreads,
  );
}

function blocksOf(readings: Float64Array, figure: typeof blockMeans = blockMeans): Float64Array {
  const minutes = Uint32Array.from(readings, (_, i) => i);
  const to = readings.length / BLOCK_MINUTES;
  return figure(minutes, readings, { length: BLOCK_MINUTES, least: LEAST_READINGS, from: 0, to });
}
