/**
 * One arm against another, with the culture unit as the replicate: the one shape of telemetry by phase, of genes by qPCR, of
 * pits and of endpoints. Estimate, interval and p are of one estimand, so that they always point the same way.
 */
import { detectableEffect, type EffectSize, hedgesG } from '../../stats/effect-size.ts';
import type { Permutation } from '../../stats/permutation.ts';
import { studentTOutside, studentTQuantile } from '../../stats/student-t.ts';
import type { TwoSamples } from '../../stats/two-samples.ts';
import type { CannotCompare, HowCompared, Scale, UnitValue } from './arms-asked.ts';
import { type ArmsSeen, armsSeen } from './arms-seen.ts';

export interface ArmsCompared {
  readonly scale: Scale;
  /** Of a minus b, or of a over b; null where an arm has no unit. */
  readonly estimate: number | null;
  readonly ci95: readonly [low: number, high: number] | null;
  readonly ci95Reason?: string;
  /** Two-sided, that there is no difference. */
  readonly pValue: number | null;
  readonly pValueReason?: string;
  /** Null where there are too many ways to count, or no unit. */
  readonly permutation: Permutation | null;
  readonly hedgesG: EffectSize | null;
  /** The smallest difference (or ratio above 1) that eight of ten such experiments see; null where units do not scatter. */
  readonly minimumDetectable: number | null;
  /** Standard error and its degrees of freedom, on the scale of the logarithm for a ratio. */
  readonly known: Pick<TwoSamples, 'se' | 'df'> | null;
  /** Of rates, whose estimate is a ratio of means by totals (quasi-Poisson): the ratio of geometric means of units beside it (Welch). */
  readonly sensitivity: Pick<ArmsCompared, 'estimate' | 'ci95' | 'pValue'> | null;
}

/**
 * @param a units of the one arm; of paired arms in the order of their partners in b
 */
export function compareArms(
  a: readonly UnitValue[],
  b: readonly UnitValue[],
  how: HowCompared,
): ArmsCompared | CannotCompare {
  const seen = armsSeen(a, b, how);
  if ('code' in seen) return seen;
  const { scale } = how;
  const back = (value: number) => (scale === 'ratio' ? Math.exp(value) : value);
  return { scale, ...told(seen, back) };
}

/** The p of it alone, for those that are counted and not shown; null where there is none. */
export function pValueOfArms(
  a: readonly UnitValue[],
  b: readonly UnitValue[],
  how: HowCompared,
): number | null {
  const seen = armsSeen(a, b, how);
  return 'code' in seen || seen.known === null ? null : pValueOf(seen.known);
}

const pValueOf = ({ difference, se, df }: TwoSamples): number =>
  studentTOutside(Math.abs(difference) / se, df);

function told(seen: ArmsSeen, back: (value: number) => number): Omit<ArmsCompared, 'scale'> {
  const { difference, known, standardized, sd, beside } = seen;
  const common = {
    permutation: seen.permuted(),
    hedgesG: standardized === null ? null : hedgesG(standardized),
    minimumDetectable:
      standardized === null || sd === null ? null : back(detectableEffect(standardized) * sd),
    sensitivity: beside === null ? null : figuresOf(beside, back),
  };
  const figures = figuresOf({ difference, known }, back);
  if (known === null) {
    const reason = whyUnknown(seen);
    return { ...common, ...figures, ci95Reason: reason, pValueReason: reason, known };
  }
  return { ...common, ...figures, known: { se: known.se, df: known.df } };
}

function figuresOf(
  { difference, known }: Pick<ArmsSeen, 'difference' | 'known'>,
  back: (value: number) => number,
): Pick<ArmsCompared, 'estimate' | 'ci95' | 'pValue'> {
  const estimate = difference === null ? null : back(difference);
  if (known === null) return { estimate, ci95: null, pValue: null };
  const half = studentTQuantile(0.975, known.df) * known.se;
  return {
    estimate,
    ci95: [back(known.difference - half), back(known.difference + half)],
    pValue: pValueOf(known),
  };
}

/** One reason, for a missing interval and a missing p. */
const whyUnknown = ({ units, least }: ArmsSeen): string =>
  least < 2
    ? `${units}: how far units of one arm are apart is known from 2 of each on`
    : `${units}: those of one arm do not differ, so that chance cannot be told from a difference`;
