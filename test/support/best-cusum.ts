/** How soon the best CUSUM there is would find a change: what a detector's delays are held against. */
import { cusumRunLength, cusumThreshold } from '../../shared/stats/cusum-run-length.ts';
import { normalTail } from '../../shared/stats/normal-tail.ts';

/** States of the chain to a standard deviation: finer ones move a delay by less than a thousandth. */
const STATES_PER_DEVIATION = 4;
const MOST_STEPS = 20_000;
/** Deviations that a value may be off its mean. */
const REACH = 7;
const KS = [
  0.04, 0.06, 0.08, 0.1, 0.125, 0.15, 0.175, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.75, 1, 1.25, 1.5, 2,
];

/**
 * Steps on average until a one-sided CUSUM that begins at 0 passes h, where `meanAt` says the mean of the values at the step,
 * from 1 on: the Markov chain of D. Brook and D. A. Evans (Biometrika 59 (1972) 539).
 */
export function cusumDelay(k: number, h: number, meanAt: (step: number) => number): number {
  const states = Math.max(20, Math.ceil(STATES_PER_DEVIATION * h));
  let alive = new Float64Array(states);
  alive[0] = 1;
  let steps = 0;
  for (let step = 1; step <= MOST_STEPS; step++) {
    const left = alive.reduce((sum, share) => sum + share, 0);
    if (left < 1e-9) break;
    steps += left;
    alive = moved(alive, (2 * h) / (2 * states - 1), meanAt(step) - k);
  }
  return steps;
}

/** A step of the chain: state i is i widths; below 0 is 0, and beyond the last one is out. */
function moved(alive: Float64Array, width: number, drift: number): Float64Array<ArrayBuffer> {
  const states = alive.length;
  const lowest = Math.floor((drift - REACH) / width);
  const highest = Math.ceil((drift + REACH) / width);
  /** That it goes up by `lowest` + i states, or less. */
  const upTo = Float64Array.from({ length: highest - lowest + 1 }, (_, i) =>
    normalTail(drift - (lowest + i + 0.5) * width),
  );
  const next = new Float64Array(states);
  for (let from = 0; from < states; from++) {
    const share = alive[from]!;
    for (let i = 0; i < upTo.length; i++) {
      const to = from + lowest + i;
      if (to >= states) break;
      next[Math.max(0, to)]! += share * (upTo[i]! - (i === 0 ? 0 : upTo[i - 1]!));
    }
  }
  return next;
}

/**
 * The same of the best k of a two-sided chart: a side has half of the false alarms.
 *
 * @param runLength steps between two false alarms of both sides
 */
export function bestDelay(runLength: number, meanAt: (step: number) => number): number {
  let best = Number.POSITIVE_INFINITY;
  for (const k of KS.filter((one) => cusumRunLength(one, 0) < runLength)) {
    const delay = cusumDelay(k, cusumThreshold(k, runLength), meanAt);
    // Delays fall with k and then rise.
    if (delay > best) break;
    best = delay;
  }
  return best;
}
