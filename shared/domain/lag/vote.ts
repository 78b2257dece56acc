/**
 * What the samples of one channel say of the lag between twins: how much later the ground goes through what the flight
 * shows, beyond the shift that was applied (docs/adr/0033-the-data-vote-on-the-lag.md).
 */
import { addToMoments, startMoments } from '../../stats/moments.ts';
import type { Seconds } from '../time.ts';
import { coarser, filledCells, type LagCells } from './cells.ts';
import { narrowed } from './near.ts';
import { peakOf, scoresOf } from './peak.ts';
import { type Steps, stepsOf } from './steps.ts';

export interface LagVote {
  /** Positive: the ground is later than the shift says. */
  readonly lagSeconds: Seconds;
  /** Half the width of the peak, one sample period at least. */
  readonly uncertaintySeconds: Seconds;
  /** Of the values themselves, at that lag. */
  readonly correlation: number;
  /** Cells that both fill at that lag. */
  readonly samples: number;
  /** The best lag beside the peak; null where no other stands out. */
  readonly secondLagSeconds: Seconds | null;
  /** Height of the peak in standard errors of what stands beside it. */
  readonly strength: number;
}

export type SilenceCode = 'too-few-samples' | 'unmoved' | 'no-common-signal' | 'repeats' | 'one-event';

/** Why a channel does not vote. */
export interface Silence {
  readonly silent: SilenceCode;
  /** How many cells both series fill, at most. */
  readonly samples: number;
  /** Where it repeats itself: the two lags that fit about as well. */
  readonly lags?: readonly [Seconds, Seconds];
}

/** Fewer common cells, and no vote. */
export const FEWEST_CELLS = 100;
/** Signals that are slower than their noise show in longer cells: the period, and 4 and 16 times that. */
export const SCALES = [1, 4, 16];
/** The peak must stand out from what stands beside it by as many standard errors. */
export const SIGNIFICANT = 8;
/** The same, once the half of the stretches that speaks for it most is left out: one common event makes no lag. */
const SIGNIFICANT_WITHOUT = 2;
const STRETCHES = 16;
const LEFT_OUT = STRETCHES / 2;
/** A second peak of this fraction leaves the lag open. */
const SECOND = 0.6;
/** Share of the shorter series that must be common at a lag that is looked at. */
const COMMON = 0.25;

export const isVote = (found: LagVote | Silence): found is LagVote => 'lagSeconds' in found;

/**
 * The lag at which the steps from cell to cell go together best. Steps rather than values, because slow values correlate
 * almost as well hours beside the true lag. Cells of a period are tried first, then longer ones.
 */
export function voteOnLag({ flight, ground, stepSeconds }: LagCells): LagVote | Silence {
  const samples = Math.min(filledCells(flight), filledCells(ground));
  if (samples < FEWEST_CELLS) return { silent: 'too-few-samples', samples };
  let why: Silence | null = null;
  for (const scale of SCALES) {
    if (samples / scale < FEWEST_CELLS) break;
    const found = voteAt(coarser(flight, scale), coarser(ground, scale), scale * stepSeconds);
    if (isVote(found)) return scale === 1 ? found : sharpened(flight, ground, stepSeconds, found);
    why = why === null || RANK[found.silent] > RANK[why.silent] ? found : why;
  }
  return { ...why!, samples };
}

/** What says most of why there is no vote, last. */
const RANK: Readonly<Record<SilenceCode, number>> = {
  'too-few-samples': 0,
  unmoved: 1,
  'no-common-signal': 2,
  'one-event': 3,
  repeats: 4,
};

/** The same lag in cells of a period, where these tell it. */
function sharpened(flight: Float64Array, ground: Float64Array, stepSeconds: Seconds, vote: LagVote): LagVote {
  const middle = Math.round(vote.lagSeconds / stepSeconds);
  const reach = Math.ceil(vote.uncertaintySeconds / stepSeconds) + 2;
  const near = narrowed({ flight, ground }, { from: middle - reach, to: middle + reach });
  if (near === null) return vote;
  const lag = Math.round(near.lag);
  const { correlation, points } = correlationAt(flight, ground, lag);
  const uncertaintySeconds = Math.min(vote.uncertaintySeconds, Math.max(1, near.halfWidth) * stepSeconds);
  return { ...vote, lagSeconds: lag * stepSeconds + 0, uncertaintySeconds, correlation, samples: points };
}

export function voteAt(flight: Float64Array, ground: Float64Array, stepSeconds: Seconds): LagVote | Silence {
  const samples = Math.min(filledCells(flight), filledCells(ground));
  const a = stepsOf(flight);
  const b = stepsOf(ground);
  if (a.norm === 0 || b.norm === 0) return { silent: 'unmoved', samples };
  const scores = scoresOf(a, b, reachOf(a.steps.length, samples));
  const peak = peakOf(scores);
  if (peak === null || peak.strength < SIGNIFICANT) return { silent: 'no-common-signal', samples };
  const seconds = (lag: number) => lag * stepSeconds + 0;
  if (peak.second !== null && peak.second.height > SECOND)
    return { silent: 'repeats', samples, lags: [seconds(peak.lag), seconds(peak.second.lag)] };
  if (strengthWithout(a, b, peak.lag) < SIGNIFICANT_WITHOUT * peak.noise)
    return { silent: 'one-event', samples };
  const { correlation, points } = correlationAt(flight, ground, peak.lag);
  return {
    lagSeconds: seconds(peak.lag),
    uncertaintySeconds: Math.max(1, peak.halfWidth) * stepSeconds,
    correlation,
    samples: points,
    secondLagSeconds: peak.second === null ? null : seconds(peak.second.lag),
    strength: peak.strength,
  };
}

/** The largest lag, in cells, at which enough is common. */
export function reachOf(cells: number, samples: number): number {
  return Math.max(0, Math.floor(cells - Math.max(FEWEST_CELLS, COMMON * samples)));
}

/** How far lags are searched, either way; 0 where there are too few samples. */
export function searchedSeconds({ flight, ground, stepSeconds }: LagCells): Seconds {
  const samples = Math.min(filledCells(flight), filledCells(ground));
  return samples < FEWEST_CELLS ? 0 : reachOf(flight.length - 1, samples) * stepSeconds;
}

/** The score at the lag without the half of the stretches that speaks for it most. */
function strengthWithout(a: Steps, b: Steps, lag: number): number {
  const sums = new Float64Array(STRETCHES);
  const from = Math.max(0, -lag);
  const to = Math.min(a.steps.length, b.steps.length - lag);
  for (let i = from; i < to; i++) {
    const stretch = Math.floor((STRETCHES * (i - from)) / (to - from));
    sums[stretch] = sums[stretch]! + a.steps[i]! * b.steps[i + lag]!;
  }
  const kept = sums.sort().subarray(0, STRETCHES - LEFT_OUT);
  const sum = kept.reduce((all, one) => all + one, 0);
  const length = a.steps.length;
  const scale = Math.sqrt((a.norm / length) * (b.norm / length));
  return sum / (scale * Math.sqrt(((to - from) * kept.length) / STRETCHES));
}

/** Pearson's correlation of flight[i] with ground[i + lag] over the cells that both fill; 0 where one is constant. */
function correlationAt(
  flight: Float64Array,
  ground: Float64Array,
  lag: number,
): { correlation: number; points: number } {
  const one = startMoments();
  const other = startMoments();
  let together = 0;
  for (let i = Math.max(0, -lag); i < flight.length && i + lag < ground.length; i++) {
    const x = flight[i]!;
    const y = ground[i + lag]!;
    if (Number.isNaN(x) || Number.isNaN(y)) continue;
    const apart = x - one.mean;
    addToMoments(one, x);
    addToMoments(other, y);
    together += apart * (y - other.mean);
  }
  const spread = Math.sqrt(one.m2 * other.m2);
  return { correlation: spread > 0 ? together / spread : 0, points: one.n };
}
