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

/** Of what is quieter than its resolution a day is taken, and then it is judged as if it scattered by two steps. */
const QUIET_STEPS = 144;
export const COARSE_STEPS = 2;
/**
 * Two readings that hardly move round apart and together by turns: what is learnt of that is no noise. Of 80 such residuals
 * of 30 days 18 raised something in vain, and 1 does with this.
 */
const ROUNDED_APART = 2;
/** A step leaves so many times less, as the standard deviation of what rounding takes away. */
const ROUNDING = Math.sqrt(12);

/** How it scatters, squared; null before two hours of it where that is not known. */
function spreadOf({ phi = USUAL_PHI.value, sd }: KnownNoise, { steps, squares }: WarmUp): number | null {
  if (sd !== undefined) return sd ** 2;
  // The variance of a difference is 2 (1 − φ) times that of the residual.
  return steps < LEAST_STEPS ? null : squares / steps / (2 * (1 - phi));
}

/** Whether it is quieter than what its resolution rounds away; where none is known, whether all blocks are equal. */
export function isQuiet(known: KnownNoise, warmUp: WarmUp, leastSd: number): boolean {
  const spread = spreadOf(known, warmUp);
  const least = known.sd === undefined ? ROUNDED_APART * leastSd : leastSd;
  return spread !== null && !(spread > least ** 2);
}

/**
 * What is believed of the residual less its centre: the mean where that is known, else its first block.
 *
 * @param leastSd of readings that a resolution rounds: a residual that is quieter says nothing of its noise. Two readings
 * that stand still may round apart by a step for hours, by two they do not.
 * @returns null where the noise is neither known nor seen well enough
 */
export function beliefOf(known: KnownNoise, warmUp: WarmUp, leastSd: number): Ar1Belief | null {
  const spread = spreadOf(known, warmUp);
  if (spread === null) return null;
  if (isQuiet(known, warmUp, leastSd)) {
    const isEarly = known.sd === undefined && warmUp.steps < QUIET_STEPS;
    return leastSd === 0 || isEarly ? null : coarseBelief(known, leastSd);
  }
  const isGuess = known.sd === undefined;
  const unknownMean = UNKNOWN_MEAN * Math.sqrt(spread);
  return beliefWith({
    phi: known.phi ?? USUAL_PHI.value,
    phiSd: known.phi === undefined ? USUAL_PHI.sd : (known.phiSd ?? 0),
    spread,
    meanSd: known.mean === undefined ? unknownMean : (known.meanSd ?? 0),
    degrees: isGuess ? GUESSED_DEGREES : (known.degrees ?? Number.POSITIVE_INFINITY),
  });
}

/** One jump of a series that stood still is no noise: of a larger one so many steps count. */
const MOST_STEPS = 3;

/** What is judged as coarse goes on to be measured, by the last day or two: it may begin to scatter. */
export function stirred({ steps, squares }: WarmUp, difference: number, leastSd: number): WarmUp {
  const most = MOST_STEPS * ROUNDING * leastSd;
  const halved = steps < 2 * QUIET_STEPS ? { steps, squares } : { steps: steps / 2, squares: squares / 2 };
  return warmer(halved, Math.min(Math.abs(difference), most));
}

/** Neither its scatter nor its φ can be learnt of what stands still; where it stands is known to a step. */
function coarseBelief(known: KnownNoise, leastSd: number): Ar1Belief {
  const step = ROUNDING * leastSd;
  return beliefWith({
    phi: USUAL_PHI.value,
    phiSd: 0,
    spread: (COARSE_STEPS * step) ** 2,
    meanSd: known.mean === undefined ? step : (known.meanSd ?? 0),
    degrees: Number.POSITIVE_INFINITY,
  });
}

interface Believed {
  readonly phi: number;
  readonly phiSd: number;
  /** Variance of the residual. */
  readonly spread: number;
  readonly meanSd: number;
  readonly degrees: number;
}

function beliefWith({ phi, phiSd, spread, meanSd, degrees }: Believed): Ar1Belief {
  const variance = spread * (1 - phi * phi);
  return {
    a: 0,
    phi,
    aa: (meanSd * (1 - phi)) ** 2 / variance,
    ap: 0,
    pp: phiSd ** 2 / variance,
    variance,
    degrees,
  };
}
