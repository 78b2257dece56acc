/** How far sums of scores over six hours go: further than of independent ones where noise is slow beneath faster noise. */
import { type Ar1Belief, boundedPhi } from '../../../stats/ar1-belief.ts';
import type { BlockId } from './block.ts';
import { stretchOf } from './medians.ts';

export interface Wander {
  /** The six hours that are not over: number, scores, and their sum. */
  readonly stretch: number;
  readonly n: number;
  readonly sum: number;
  /** Of those that are over: how many, and Σ sum² / n. */
  readonly stretches: number;
  readonly squares: number;
}
export const STILL: Wander = { stretch: 0, n: 0, sum: 0, stretches: 0, squares: 0 };

/** Of 36: a stretch with fewer says little of slow noise. */
const LEAST_SCORES = 30;

export function wanderedBy(wander: Wander, id: BlockId, score: number): Wander {
  const stretch = stretchOf(id);
  if (stretch === wander.stretch) return { ...wander, n: wander.n + 1, sum: wander.sum + score };
  const { n, sum, stretches, squares } = wander;
  const over =
    n < LEAST_SCORES
      ? { stretches, squares }
      : { stretches: stretches + 1, squares: squares + (sum * sum) / n };
  return { stretch, n: 1, sum: score, ...over };
}

/** A day. */
const LEAST_STRETCHES = 4;

/** By how much an sd is widened so that sums are no wider than they should be; 1 where chance explains what they are. */
function widening({ stretches, squares }: Wander): number {
  if (stretches < LEAST_STRETCHES) return 1;
  const ratio = squares / stretches;
  return ratio > 1 + 2 * Math.sqrt(2 / stretches) ? Math.sqrt(ratio) : 1;
}

/** What was learnt of a noise, and how certain it is: standard deviation of φ, and values that the sd is known as well as from. */
export function learntNoise(belief: Readonly<Ar1Belief>, wander: Wander) {
  const phi = Math.max(0, boundedPhi(belief));
  const sd = Math.sqrt(belief.variance / (1 - phi * phi)) * widening(wander);
  return { phi, phiSd: Math.sqrt(Math.max(0, belief.pp * belief.variance)), sd, degrees: belief.degrees };
}
