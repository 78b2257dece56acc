/** What stands beside the detectors where a fault moves a reading: fixed limits, two rolling medians, the best CUSUM. */
import { mean } from '../../shared/stats/mean.ts';
import { median } from '../../shared/stats/median.ts';
import { bestDelay } from './best-cusum.ts';
import { mediansDelay, medianThreshold } from './drift-rivals.ts';
import type { Moves } from './score-faults.ts';
import { BLOCK_SECONDS, type JudgedMission } from './score-missions.ts';

const PER_HOUR = 3600 / BLOCK_SECONDS;
const PER_DAY = 24 * PER_HOUR;
/** Of a sensor's difference to its siblings' mean: a unit's false alarms are shared by its ten sensors. */
const FALSE_ALARMS = 0.05 / 10;
/** What is nominal around the usual, in the unit of the channel. */
const MARGIN = 0.5;
/** Of the missions without a fault that rolling medians may pass. */
const MEDIANS_FALSE = 0.05;

export interface Rivals {
  /** Hours; Infinity: never. */
  readonly limits: number;
  readonly medians: number;
}

export interface Noise {
  readonly phi: number;
  /** Of what the prediction from the block before leaves. */
  readonly sd: number;
  readonly threshold: number;
  readonly blocks: number;
}

const UNITS = [
  ['FU1', 'FU2', 'FU3'],
  ['GU1', 'GU2', 'GU3'],
];

/** A sensor of a unit less the second one, or less the mean of the same of its siblings. */
function residualOf({ blocks }: JudgedMission, unit: string, { sensor, against }: Moves): Float64Array {
  const side = UNITS.find((units) => units.includes(unit)) ?? [];
  const of = (one: string, which = sensor) => blocks.get(`${one}_${which}`) ?? new Float64Array(0);
  const others =
    against === undefined ? side.filter((one) => one !== unit).map((one) => of(one)) : [of(unit, against)];
  const meanAt = (i: number) => others.reduce((sum, other) => sum + other[i]!, 0) / others.length;
  return of(unit).map((value, i) => value - meanAt(i));
}

/** What is known of a sensor's residual where all is well. */
export function noiseOf(quiet: readonly JudgedMission[], moves: Moves): Noise {
  const residuals = quiet.flatMap((mission) => UNITS.flat().map((unit) => residualOf(mission, unit, moves)));
  let [own, next, n] = [0, 0, 0];
  for (const all of residuals) {
    const usual = mean(all.filter((value) => !Number.isNaN(value))) ?? 0;
    for (let i = 1; i < all.length; i++) {
      const product = (all[i - 1]! - usual) * (all[i]! - usual);
      if (Number.isNaN(product)) continue;
      own += (all[i - 1]! - usual) ** 2;
      next += product;
      n += 1;
    }
  }
  const phi = next / own;
  return {
    phi,
    sd: Math.sqrt((own / n) * (1 - phi ** 2)),
    threshold: medianThreshold(residuals, MEDIANS_FALSE),
    blocks: residuals[0]!.length,
  };
}

/** @param onset block in which the fault begins */
export function rivalsOf(
  mission: JudgedMission,
  { unit, moves, onset }: { readonly unit: string; readonly moves: Moves; readonly onset: number },
  { threshold }: Noise,
): Rivals {
  const values = mission.blocks.get(`${unit}_${moves.sensor}`) ?? new Float64Array(0);
  const usual = median(values.slice(Math.max(0, onset - PER_DAY), onset)) ?? Number.NaN;
  const beyond = values.findIndex((value, i) => i >= onset && Math.abs(value - usual) > MARGIN);
  return {
    limits: beyond < 0 ? Number.POSITIVE_INFINITY : (beyond - onset + 1) / PER_HOUR,
    medians: mediansDelay(residualOf(mission, unit, moves), threshold, onset) / PER_HOUR,
  };
}

/** Hours that the best CUSUM of all that is known takes on average, at the part of the budget that a sensor has. */
export function optimumOf({ step = 0, perDay = 0 }: Moves, noise: Noise): number {
  const moved = (block: number) => (block < 1 ? 0 : step + (perDay * (block - 0.5)) / PER_DAY);
  const runLength = -noise.blocks / Math.log(1 - FALSE_ALARMS);
  const meanAt = (block: number) => (moved(block) - noise.phi * moved(block - 1)) / noise.sd;
  return bestDelay(runLength, meanAt) / PER_HOUR;
}
