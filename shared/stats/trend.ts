/** Whether values go up or down over time, and how fast, whatever single wild ones say. */
import { medianInPlace } from './median.ts';
import { normalTail } from './normal-tail.ts';

/**
 * The median of the slopes of all pairs of points with different times.
 * Sources: H. Theil, Proc. Kon. Ned. Akad. Wetensch. A 53 (1950) 386; P. K. Sen, J. Am. Stat. Assoc. 63 (1968) 1379.
 *
 * @returns value per unit of time; null where no two times differ
 */
export function theilSenSlope(times: ArrayLike<number>, values: ArrayLike<number>): number | null {
  const slopes = new Float64Array((times.length * (times.length - 1)) / 2);
  let count = 0;
  for (let i = 1; i < times.length; i++)
    for (let j = 0; j < i; j++) {
      const apart = times[i]! - times[j]!;
      if (apart !== 0) slopes[count++] = (values[i]! - values[j]!) / apart;
    }
  return medianInPlace([slopes.subarray(0, count)]);
}

/**
 * How often values without a trend, in any order, would show one as clear, of either sign: the normal approximation with
 * correction for ties and for continuity.
 * Sources: H. B. Mann, Econometrica 13 (1945) 245; M. G. Kendall, Rank Correlation Methods (1975), chapter 4.
 *
 * @param values in order of time
 * @returns a probability; 1 for values that are all equal, and for fewer than two
 */
export function mannKendall(values: ArrayLike<number>): number {
  const n = values.length;
  let s = 0;
  for (let i = 1; i < n; i++) for (let j = 0; j < i; j++) s += Math.sign(values[i]! - values[j]!);
  const tied = new Map<number, number>();
  for (let i = 0; i < n; i++) tied.set(values[i]!, (tied.get(values[i]!) ?? 0) + 1);
  const pairs = (of: number) => of * (of - 1) * (2 * of + 5);
  const variance = (pairs(n) - [...tied.values()].reduce((sum, of) => sum + pairs(of), 0)) / 18;
  if (variance <= 0 || s === 0) return 1;
  return Math.min(1, 2 * normalTail((Math.abs(s) - 1) / Math.sqrt(variance)));
}
