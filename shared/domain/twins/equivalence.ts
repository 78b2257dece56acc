import { figureText, significantText } from '../words/figure.ts';
import { combinedAccuracy } from './combined-accuracy.ts';
import type { IntervalAnswer } from './interval.ts';

/** Which differences of a channel are negligible, and how well its sensors can tell; in its unit, null where not declared. */
export interface EquivalenceRule {
  readonly margin: number | null;
  /** Largest error of a reading. */
  readonly accuracy: number | null;
}

/** Whether the units were equal within ± margin; null where that cannot be told. */
export interface Equivalence {
  readonly margin: number;
  readonly equivalent: boolean | null;
  /** The interval that decides; null where there is none. */
  readonly ci90: readonly [number, number] | null;
  readonly reason?: string;
}

/**
 * Two one-sided tests at 5 %: equal where the 90 % interval lies within ± margin. Only sensors that are together more
 * accurate than the margin can show it.
 * Source: D. J. Schuirmann, J. Pharmacokinetics and Biopharmaceutics 15 (1987) 657.
 */
export function equivalenceOf(
  { ci90, ci95Reason }: IntervalAnswer,
  margin: number,
  accuracy: number | null,
): Equivalence {
  const unknown = (reason: string): Equivalence => ({ margin, equivalent: null, ci90, reason });
  if (ci90 === null) return unknown(`no interval: ${ci95Reason}`);
  const combined = combinedAccuracy(accuracy);
  if (combined === null) {
    return unknown(
      'the channel declares no accuracy: how well its sensors can tell is not known; add accuracy: to it',
    );
  }
  if (combined >= margin) {
    return unknown(
      `both sensors together are accurate to ${significantText(combined, 2)}, expected less than the margin of ${figureText(margin)}`,
    );
  }
  return { margin, equivalent: ci90[0] >= -margin && ci90[1] <= margin, ci90 };
}
