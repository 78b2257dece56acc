/** How well two series go together at each lag: what a vote is taken from, for people to see. */
import type { Seconds } from '../time.ts';
import { coarser, filledCells, type LagCells } from './cells.ts';
import { peakOf, scoresOf } from './peak.ts';
import { stepsOf } from './steps.ts';
import { FEWEST_CELLS, isVote, reachOf, SCALES, SIGNIFICANT, voteAt } from './vote.ts';

export interface LagPoint {
  /** Beyond the shift that was applied. */
  readonly lagSeconds: Seconds;
  /** What the steps of both come to together, in standard errors of what stands beside the peak. */
  readonly agreement: number;
}

export interface LagCurve {
  /** In order of lags; where there are more than can be drawn, the greatest of each stretch of them. */
  readonly points: readonly LagPoint[];
  /** Length of the cells that were compared. */
  readonly stepSeconds: Seconds;
  readonly best: LagPoint | null;
  /** The best beside the peak; null where no other stands out. */
  readonly second: LagPoint | null;
  /** A peak below it is no lag. */
  readonly needed: number;
}

const MOST_POINTS = 600;

/** In the cells that tell the lag, else in the longest that were tried; null where too little is common to try. */
export function lagCurve(cells: LagCells, mostPoints = MOST_POINTS): LagCurve | null {
  const samples = Math.min(filledCells(cells.flight), filledCells(cells.ground));
  let last: LagCurve | null = null;
  for (const scale of SCALES) {
    if (samples / scale < FEWEST_CELLS) break;
    const [flight, ground] = [coarser(cells.flight, scale), coarser(cells.ground, scale)];
    const stepSeconds = scale * cells.stepSeconds;
    const curve = curveAt(flight, ground, stepSeconds, mostPoints);
    if (curve === null) continue;
    last = curve;
    if (isVote(voteAt(flight, ground, stepSeconds))) break;
  }
  return last;
}

function curveAt(
  flight: Float64Array,
  ground: Float64Array,
  stepSeconds: Seconds,
  most: number,
): LagCurve | null {
  const [a, b] = [stepsOf(flight), stepsOf(ground)];
  if (a.norm === 0 || b.norm === 0) return null;
  const found = scoresOf(a, b, reachOf(a.steps.length, Math.min(filledCells(flight), filledCells(ground))));
  const peak = peakOf(found);
  const noise = peak?.noise ?? 1;
  const point = (i: number): LagPoint => ({
    lagSeconds: (i - found.reach) * stepSeconds + 0,
    agreement: found.scores[i]! / noise,
  });
  const places = greatestOf(found.scores, most);
  const best = peak === null ? null : point(peak.lag + found.reach);
  const second = peak?.second == null ? null : point(peak.second.lag + found.reach);
  return { points: places.map(point), stepSeconds, best, second, needed: SIGNIFICANT };
}

/** Of so many equal stretches the place of the greatest: a peak is never drawn away. */
function greatestOf(scores: Float64Array, most: number): number[] {
  const length = Math.ceil(scores.length / most);
  return Array.from({ length: Math.ceil(scores.length / length) }, (_, k) => {
    let best = k * length;
    for (let i = best; i < Math.min(scores.length, (k + 1) * length); i++)
      if (scores[i]! > scores[best]!) best = i;
    return best;
  });
}
