/** Whether two arms are equal within a margin that somebody declared. */
import { studentTQuantile } from '../../stats/student-t.ts';
import type { Margin } from '../experiment/margin-of.ts';
import type { ArmsCompared } from './compare-arms.ts';

export interface ArmsEquivalence {
  /** Above 1 of a ratio, above 0 of a difference. */
  readonly margin: number;
  /** Null where there is no interval, or the margin is of another scale. */
  readonly equivalent: boolean | null;
  /** The interval that decides; null where there is none. */
  readonly ci90: readonly [low: number, high: number] | null;
  readonly reason?: string;
}

type Compared = Pick<ArmsCompared, 'scale' | 'estimate' | 'known' | 'ci95Reason'>;

/**
 * Two one-sided tests at 5 %: equal where the 90 % interval (t, with the degrees of freedom of the comparison; of a ratio that of
 * its logarithm) lies within the margin on either side.
 * Source: D. J. Schuirmann, J. Pharmacokinetics and Biopharmaceutics 15 (1987) 657.
 */
export function armsEquivalence(
  { scale, estimate, known, ci95Reason }: Compared,
  margin: Margin,
): ArmsEquivalence {
  const unknown = (reason: string): ArmsEquivalence => ({
    ...{ margin: margin.value, equivalent: null, ci90: null, reason },
  });
  if (scale !== margin.scale)
    return unknown(`the margin is of a ${margin.scale}, and the arms are told apart by a ${scale}`);
  if (estimate === null || known === null)
    return unknown(`no interval: ${ci95Reason ?? 'nothing to compare'}`);
  const isRatio = scale === 'ratio';
  const [size, most] = isRatio ? [Math.log(estimate), Math.log(margin.value)] : [estimate, margin.value];
  const half = studentTQuantile(0.95, known.df) * known.se;
  const [low, high] = [size - half, size + half];
  return {
    margin: margin.value,
    equivalent: low >= -most && high <= most,
    ci90: isRatio ? [Math.exp(low), Math.exp(high)] : [low, high],
  };
}
