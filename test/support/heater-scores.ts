/**
 * A heater that loses a tenth of its power a day, in a loop that hides it: a toy plant with a PI controller whose duty ends
 * at 100 %. The duty of each unit, against that of its siblings or against what it holds above the air of the room, is a
 * channel as any other.
 */
import { BLOCKS_PER_DAY } from '../../shared/domain/detect/drift/block.ts';
import { gainWith, NO_GAIN, perDegreeOf } from '../../shared/domain/detect/drift/expected.ts';
import { type DriftRule, foldDrift } from '../../shared/domain/detect/drift/fold-drift.ts';
import { type OpenDrift, startDrift } from '../../shared/domain/detect/drift/state.ts';
import { chartThresholds } from '../../shared/domain/detect/drift/thresholds.ts';
import { autoregression } from '../../shared/simulator/noise.ts';
import { randomStream } from '../../shared/simulator/random.ts';
import type { CampaignOptions } from './drift-campaign.ts';
import { widenedNoiseOf } from './drift-judges.ts';
import { SETPOINT } from './drift-worlds.ts';

const MINUTE = 60;
const MINUTES_PER_BLOCK = 10;
const DAYS = 10;
const ONSET = 2 * BLOCKS_PER_DAY;
const LOSS_PER_DAY = 0.1;
/** Full power holds the unit so many °C above the air; it follows with the time constant. */
const PLANT = { rise: 23.4, minutes: 120 } as const;
const CONTROL = { perDegree: 0.5, minutes: 60 } as const;
const ROOM = { mean: 22, sd: 0.4, seconds: 60_000 } as const;
const AROUND = { sd: 0.1, seconds: 1_200 } as const;
const READING_SD = 0.02;
/** Of a minute's reading of the room's air; what is around each unit is not measured. */
const ROOM_READING_SD = 0.05;
/** Duty, %: the limit that nobody wants to see, and the temperature that is held not to have moved. */
const LIMIT = 85;
const MOVED = 0.2;

interface Unit {
  /** Means of blocks: % and °C. */
  readonly duty: Float64Array;
  readonly temperature: Float64Array;
}

export const HEATER_REFERENCES = ['siblings', 'ambient'] as const;
export type HeaterReference = (typeof HEATER_REFERENCES)[number];

interface Rack {
  readonly units: readonly Unit[];
  /** Means of blocks of what is read of the room, °C. */
  readonly room: Float64Array;
}

function simulateRack(seed: number, name: string, lossPerDay: number): Rack {
  const minutes = DAYS * 1440;
  const room = autoregression(ROOM.sd, ROOM.seconds, MINUTE, randomStream(seed, `${name} room`));
  const air = Float64Array.from({ length: minutes }, () => ROOM.mean + room());
  const random = randomStream(seed, `${name} room reading`);
  const read = new Float64Array(minutes / MINUTES_PER_BLOCK);
  for (let i = 0; i < minutes; i++) {
    const reading = air[i]! + ROOM_READING_SD * random.normal();
    read[Math.floor(i / MINUTES_PER_BLOCK)]! += reading / MINUTES_PER_BLOCK;
  }
  const units = [0, 1, 2].map((unit) =>
    simulateUnit(air, unit === 0 ? lossPerDay : 0, seed, `${name} ${unit}`),
  );
  return { units, room: read };
}

function simulateUnit(air: Float64Array, lossPerDay: number, seed: number, name: string): Unit {
  const random = randomStream(seed, `${name} reading`);
  const around = autoregression(AROUND.sd, AROUND.seconds, MINUTE, randomStream(seed, `${name} around`));
  const duty = new Float64Array(air.length / MINUTES_PER_BLOCK);
  const temperature = new Float64Array(duty.length);
  let held = SETPOINT;
  let integral = (SETPOINT - ROOM.mean) / PLANT.rise;
  for (let i = 0; i < air.length; i++) {
    const error = SETPOINT - (held + READING_SD * random.normal());
    const wanted = integral + CONTROL.perDegree * error;
    const given = Math.min(1, Math.max(0, wanted));
    // The integral waits while the heater is at an end.
    if (wanted === given) integral += (CONTROL.perDegree * error) / CONTROL.minutes;
    const block = Math.floor(i / MINUTES_PER_BLOCK);
    const lost = (lossPerDay * Math.max(0, block - ONSET)) / BLOCKS_PER_DAY;
    const towards = air[i]! + around() + PLANT.rise * (1 - lost) * given;
    held += (towards - held) / PLANT.minutes;
    duty[block]! += (100 * given) / MINUTES_PER_BLOCK;
    temperature[block]! += held / MINUTES_PER_BLOCK;
  }
  return { duty, temperature };
}

function againstSiblings({ units }: Rack, unit: number): Float64Array {
  const [one, other] = units.filter((_, i) => i !== unit);
  return units[unit]!.duty.map((duty, i) => duty - (one!.duty[i]! + other!.duty[i]!) / 2);
}

/** NaN in the six hours in which it is learnt how much the duty grows with each degree. */
function againstAmbient({ units, room }: Rack, unit: number): Float64Array {
  const { duty, temperature } = units[unit]!;
  let gain = NO_GAIN;
  return duty.map((given, i) => {
    const rise = temperature[i]! - room[i]!;
    gain = gainWith(gain, given, rise);
    const perDegree = perDegreeOf(null, gain);
    return perDegree === null ? Number.NaN : given - perDegree * rise;
  });
}

export interface HeaterScore {
  readonly against: HeaterReference;
  readonly unitMissions: number;
  readonly alarms: number;
  readonly pages: number;
  /** Blocks from the onset until it was raised, until it paged, until the duty passed its limit, and until the temperature moved. */
  readonly outcomes: readonly {
    readonly raised: number;
    readonly paged: number;
    readonly limit: number;
    readonly moved: number;
  }[];
}

/** Against siblings with noise from a rehearsal, against the room with nothing known. */
export function heaterScore(options: CampaignOptions, against: HeaterReference): HeaterScore {
  const { seed, missions, faulty } = options;
  const rule = ruleOf(options, against);
  const driftsOf = (rack: Rack, unit: number) => {
    const residual = (against === 'siblings' ? againstSiblings : againstAmbient)(rack, unit);
    const judged = Array.from(rack.units[unit]!.duty, (duty, id) => ({
      ...{ id, residual: residual[id]! },
      ...{ below: Number.NEGATIVE_INFINITY, above: LIMIT - duty + residual[id]! },
    }));
    const { state, closed } = foldDrift(startDrift(), judged, rule);
    return state.open === null ? closed : [...closed, state.open];
  };
  const quiet = Array.from({ length: missions }, (_, i) => simulateRack(seed, `heater quiet ${i}`, 0));
  const inVain = quiet.flatMap((rack) => [0, 1, 2].flatMap((unit) => driftsOf(rack, unit)));
  return {
    ...{ against, unitMissions: 3 * missions, alarms: inVain.length },
    pages: inVain.filter(({ paged }) => paged !== null).length,
    outcomes: Array.from({ length: 2 * faulty }, (_, i) => {
      const rack = simulateRack(seed, `heater faulty ${i}`, LOSS_PER_DAY);
      return outcomeOf(rack.units[0]!, driftsOf(rack, 0));
    }),
  };
}

function ruleOf({ seed, falsePages, channels }: CampaignOptions, against: HeaterReference): DriftRule {
  const blocks = DAYS * BLOCKS_PER_DAY;
  const rehearsed = () => {
    const rehearsal = simulateRack(seed, 'heater rehearsal', 0);
    const { phi, sd } = widenedNoiseOf([0, 1, 2].map((unit) => againstSiblings(rehearsal, unit)));
    return { phi, sd };
  };
  return {
    thresholds: chartThresholds({ falsePages, blocks, charts: 2 * channels }),
    noise: against === 'siblings' ? rehearsed() : {},
    ...{ leastSd: 0.03, end: blocks, canPage: true },
  };
}

function outcomeOf(
  { duty, temperature }: Unit,
  drifts: readonly OpenDrift[],
): HeaterScore['outcomes'][number] {
  const since = (block: number | null | undefined) =>
    block == null || block < ONSET ? Number.POSITIVE_INFINITY : block - ONSET + 1;
  const first = (values: Float64Array, holds: (value: number) => boolean) =>
    since(values.findIndex((value, block) => block >= ONSET && holds(value)));
  return {
    raised: since(drifts.find(({ raised }) => raised >= ONSET)?.raised),
    paged: since(drifts.find(({ paged }) => paged !== null && paged >= ONSET)?.paged),
    limit: first(duty, (value) => value > LIMIT),
    moved: first(temperature, (value) => Math.abs(value - SETPOINT) > MOVED),
  };
}
