/** The lag at which two series of steps go together best, and how far it stands out. */
import { crossCorrelation } from '../../stats/cross-correlation.ts';
import { median } from '../../stats/median.ts';
import type { Steps } from './steps.ts';

/** Lags of at least this fraction of the best form the peak. */
const PEAK = 0.5;

export interface Scores {
  /** By lag + `reach`: what the products of the steps sum to, in standard errors of unrelated white steps. */
  readonly scores: Float64Array;
  readonly reach: number;
}

/** Of all lags at which enough is common. */
export function scoresOf(a: Steps, b: Steps, reach: number): Scores {
  const length = a.steps.length;
  const later = crossCorrelation(a.steps, b.steps, reach);
  const earlier = crossCorrelation(b.steps, a.steps, reach);
  const scale = Math.sqrt((a.norm / length) * (b.norm / length));
  const scores = new Float64Array(2 * reach + 1);
  for (let lag = -reach; lag <= reach; lag++) {
    const sum = lag < 0 ? earlier[-lag]! : later[lag]!;
    scores[lag + reach] = sum / (scale * Math.sqrt(length - Math.abs(lag)));
  }
  return { scores, reach };
}

export interface Peak {
  readonly lag: number;
  readonly halfWidth: number;
  readonly strength: number;
  /** Spread of the scores beside the peak, 1 for white steps. */
  readonly noise: number;
  /** Best lag beside the peak, `height` as a fraction of it. */
  readonly second: { readonly lag: number; readonly height: number } | null;
}

export function peakOf({ scores, reach }: Scores): Peak | null {
  let best = 0;
  for (let i = 0; i < scores.length; i++) if (scores[i]! > scores[best]!) best = i;
  const height = scores[best]!;
  if (!(height > 0)) return null;
  let first = best;
  while (first > 0 && scores[first - 1]! >= PEAK * height) first--;
  let last = best;
  while (last < scores.length - 1 && scores[last + 1]! >= PEAK * height) last++;
  // Where the best stands at the end of what was looked at, a better one may stand beyond.
  if (first === 0 || last === scores.length - 1) return null;
  const beside = sidesOf(scores, first, last);
  const noise = Math.max(1, spreadOf(beside));
  return {
    lag: best - reach,
    halfWidth: Math.ceil((last - first) / 2),
    strength: height / noise,
    noise,
    second: secondOf(scores, first, last, reach),
  };
}

/** The scores that are not of the peak: it is left out with its flanks. */
function sidesOf(scores: Float64Array, first: number, last: number): Float64Array {
  const flank = last - first + 1;
  const before = scores.subarray(0, Math.max(0, first - flank));
  const after = scores.subarray(last + flank + 1);
  const sides = new Float64Array(before.length + after.length);
  sides.set(before);
  sides.set(after, before.length);
  return sides;
}

/** Robust: 1.4826 times the median distance from 0. */
function spreadOf(values: Float64Array): number {
  return 1.4826 * (median(values.map((value) => Math.abs(value))) ?? 0);
}

function secondOf(scores: Float64Array, first: number, last: number, reach: number): Peak['second'] {
  let best = -1;
  for (let i = 0; i < scores.length; i++) {
    if (i >= first - 1 && i <= last + 1) continue;
    if (best < 0 || scores[i]! > scores[best]!) best = i;
  }
  const top = Math.max(...scores.subarray(first, last + 1));
  return best < 0 || scores[best]! <= 0 ? null : { lag: best - reach, height: scores[best]! / top };
}
