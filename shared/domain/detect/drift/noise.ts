/** The noise of a residual, in blocks of ten minutes: what is known of it beforehand, and what its first blocks teach. */
import type { Ar1Belief } from '../../../stats/ar1-belief.ts';

/** Of the residual's blocks: correlation from block to block, standard deviation, and mean. What is absent is learnt. */
export interface KnownNoise {
  readonly phi?: number;
  /** How far φ may be off, as a standard deviation; 0 where absent. */
  readonly phiSd?: number;
  readonly sd?: number;
  /** As from how many values the sd is known; infinitely many where absent. */
  readonly degrees?: number;
  readonly mean?: number;
  /** How far the mean may be off, as a standard deviation; 0 where absent. */
  readonly meanSd?: number;
}

/** How the residual of a thermostat was found to be correlated, and how far that may be wrong. */
const USUAL_PHI = { value: 0.7, sd: 0.15 } as const;
/** A mean that is not known may be as many standard deviations off its first block. */
const UNKNOWN_MEAN = 100;
/** Differences of consecutive blocks after which a standard deviation that is not known is first guessed: two hours. */
const LEAST_STEPS = 12;
/** As how many values that guess counts. */
const GUESSED_DEGREES = 4;

/** The first blocks, before anything can be believed of their noise. */
export interface WarmUp {
  readonly steps: number;
  /** Sum of the squares of the differences of consecutive blocks. */
  readonly squares: number;
}
export const COLD: WarmUp = { steps: 0, squares: 0 };

export function warmer({ steps, squares }: WarmUp, difference: number): WarmUp {
  return { steps: steps + 1, squares: squares + difference * difference };
}

/**
 * What is believed of the residual less its centre: the mean where that is known, else its first block.
 *
 * @param leastSd of readings that a resolution rounds: a residual that is quieter says nothing of its noise
 * @returns null where the noise is neither known nor seen well enough; for as long as all blocks are equal too.
 */
export function beliefOf(known: KnownNoise, warmUp: WarmUp, leastSd: number): Ar1Belief | null {
  const phi = known.phi ?? USUAL_PHI.value;
  const stationary = 1 - phi * phi;
  const guessed = known.sd === undefined;
  if (guessed && warmUp.steps < LEAST_STEPS) return null;
  // The variance of a difference is 2 (1 − φ) times that of the residual.
  const spread = guessed ? warmUp.squares / warmUp.steps / (2 * (1 - phi)) : known.sd ** 2;
  if (!(spread > leastSd ** 2)) return null;
  const phiSd = known.phi === undefined ? USUAL_PHI.sd : (known.phiSd ?? 0);
  const meanSd = known.mean === undefined ? UNKNOWN_MEAN * Math.sqrt(spread) : (known.meanSd ?? 0);
  return {
    a: 0,
    phi,
    aa: (meanSd * (1 - phi)) ** 2 / (spread * stationary),
    ap: 0,
    pp: phiSd ** 2 / (spread * stationary),
    variance: spread * stationary,
    degrees: guessed ? GUESSED_DEGREES : (known.degrees ?? Number.POSITIVE_INFINITY),
  };
}
