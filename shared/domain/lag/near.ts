/** The lag between two series of cells where it is known to within a few of them. */
import { coarser, type LagCells } from './cells.ts';
import { type Steps, stepsOf } from './steps.ts';

export interface NearLag {
  /** In cells; the middle of the peak, so that it may lie between two. */
  readonly lag: number;
  /** In cells. */
  readonly halfWidth: number;
  /** Height of the peak in standard errors of unrelated steps. */
  readonly strength: number;
}

interface Window {
  readonly from: number;
  readonly to: number;
}

const SCALES = [1, 4, 16];
/** Few lags are tried, so that less is needed than for one out of thousands. */
const SIGNIFICANT = 5;
const PEAK = 0.5;

/** The best lag of the window, in the shortest cells that tell it; null where none do, or where it stands at an end. */
export function narrowed(
  { flight, ground }: Pick<LagCells, 'flight' | 'ground'>,
  { from, to }: Window,
): NearLag | null {
  for (const scale of SCALES) {
    const window = { from: Math.floor(from / scale) - 1, to: Math.ceil(to / scale) + 1 };
    if (scale > 1 && window.to - window.from < 4) break;
    const found = peakIn(stepsOf(coarser(flight, scale)), stepsOf(coarser(ground, scale)), window);
    if (found !== null) {
      return { lag: found.lag * scale, halfWidth: found.halfWidth * scale, strength: found.strength };
    }
  }
  return null;
}

function peakIn(a: Steps, b: Steps, { from, to }: Window): NearLag | null {
  const length = Math.max(a.steps.length, b.steps.length);
  // A few common cells correlate by chance.
  const scale = Math.sqrt((a.norm / a.steps.length) * (b.norm / b.steps.length));
  if (!(scale > 0)) return null;
  const scores = Float64Array.from({ length: to - from + 1 }, (_, i) => {
    const lag = from + i;
    const common = length - Math.abs(lag);
    return 2 * common < length ? 0 : productsAt(a.steps, b.steps, lag) / (scale * Math.sqrt(common));
  });
  let best = 0;
  for (let i = 0; i < scores.length; i++) if (scores[i]! > scores[best]!) best = i;
  const height = scores[best]!;
  if (!(height >= SIGNIFICANT) || best === 0 || best === scores.length - 1) return null;
  let first = best;
  while (first > 0 && scores[first - 1]! >= PEAK * height) first--;
  let last = best;
  while (last < scores.length - 1 && scores[last + 1]! >= PEAK * height) last++;
  let weight = 0;
  let sum = 0;
  for (let i = first; i <= last; i++) {
    weight += scores[i]!;
    sum += scores[i]! * (from + i);
  }
  return { lag: sum / weight, halfWidth: (last - first + 1) / 2, strength: height };
}

function productsAt(a: Float64Array, b: Float64Array, lag: number): number {
  let sum = 0;
  const end = Math.min(a.length, b.length - lag);
  for (let i = Math.max(0, -lag); i < end; i++) sum += a[i]! * b[i + lag]!;
  return sum;
}
