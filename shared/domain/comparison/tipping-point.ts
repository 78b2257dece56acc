import { studentTQuantile } from '../../stats/student-t.ts';
import type { ArmsCompared } from './compare-arms.ts';

/**
 * How different incubators would have to be so that a comparison of one incubator an arm shows nothing: the standard
 * deviation between incubators (of the logarithm, for a ratio) at which the 95 % interval reaches no effect. With τ between
 * incubators the difference has the variance se² + 2τ², of which only se² was measured: its degrees of freedom follow F. E.
 * Satterthwaite, Biometrics Bulletin 2 (1946) 110.
 *
 * @returns 0 where the interval reaches no effect as it is; null where there is none
 */
export function tippingPoint({ scale, estimate, known }: ArmsCompared): number | null {
  if (known === null || estimate === null) return null;
  const size = Math.abs(scale === 'ratio' ? Math.log(estimate) : estimate);
  const { se, df } = known;
  const isSeen = (tau: number) => {
    const variance = se ** 2 + 2 * tau ** 2;
    const freedom = df * (variance / se ** 2) ** 2;
    return size > studentTQuantile(0.975, freedom) * Math.sqrt(variance);
  };
  if (!isSeen(0)) return 0;
  let low = 0;
  let high = size;
  while (high - low > 1e-12 * high) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (isSeen(middle)) low = middle;
    else high = middle;
  }
  return high;
}
