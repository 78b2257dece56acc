/** One effect of two experiments: whether they agree, by the ratio of their ratios. Nothing is pooled. */
import { normalQuantile } from '../../stats/normal-quantile.ts';
import { normalTail } from '../../stats/normal-tail.ts';
import { studentTOutside, studentTQuantile } from '../../stats/student-t.ts';
import { significantText } from '../words/figure.ts';
import type { Scale } from './arms-asked.ts';

/** Of the arm whose gravity is altered over its control. */
export interface KnownEffect {
  readonly scale: Scale;
  /** Natural logarithm of a ratio, or a difference. */
  readonly size: number;
  readonly se: number;
  /** Infinite where the statistic is normal. */
  readonly df: number;
}

export const ACROSS_VERDICTS = ['DIFFER', 'EQUIVALENT', 'INCONCLUSIVE'] as const;

export interface Agreement {
  readonly verdict: (typeof ACROSS_VERDICTS)[number];
  /** How many times the first ratio is the second, or how much the first difference is above the second. */
  readonly estimate: number;
  readonly ci95: readonly [low: number, high: number];
  /** By which equivalence is told. */
  readonly ci90: readonly [low: number, high: number];
  readonly pValue: number;
  readonly df: number;
  readonly sentence: string;
}

/**
 * Two independent effects on one scale: their variances add, with the degrees of freedom of Welch and Satterthwaite
 * (v₁ + v₂)²/(v₁²/df₁ + v₂²/df₂). DIFFER: the 95 % interval leaves out that they are one. EQUIVALENT: the 90 % interval lies within
 * the margin (two one-sided tests at 5 %). Else INCONCLUSIVE, which is not that they agree.
 * Source: B. L. Welch, Biometrika 34 (1947) 28; D. J. Schuirmann, J. Pharmacokinetics and Biopharmaceutics 15 (1987) 657.
 *
 * @param margin a ratio above 1, or a difference above 0; null where not both experiments declare one
 */
export function agreementOf(a: KnownEffect, b: KnownEffect, margin: number | null): Agreement {
  const isRatio = a.scale === 'ratio';
  const [va, vb] = [a.se ** 2, b.se ** 2];
  const df = (va + vb) ** 2 / (va ** 2 / a.df + vb ** 2 / b.df);
  const se = Math.sqrt(va + vb);
  const size = a.size - b.size;
  const back = (value: number) => (isRatio ? Math.exp(value) : value);
  const within = (p: number) => quantile(p, df) * se;
  const [wide, narrow] = [within(0.975), within(0.95)];
  const most = margin === null ? null : isRatio ? Math.log(margin) : margin;
  const isEqual = most !== null && Math.abs(size) + narrow <= most;
  const verdict = isEqual ? 'EQUIVALENT' : Math.abs(size) > wide ? 'DIFFER' : 'INCONCLUSIVE';
  return {
    verdict,
    estimate: back(size),
    ci95: [back(size - wide), back(size + wide)],
    ci90: [back(size - narrow), back(size + narrow)],
    pValue: outside(Math.abs(size) / se, df),
    df,
    sentence: sentenceOf(verdict, margin, isRatio),
  };
}

function sentenceOf(verdict: Agreement['verdict'], margin: number | null, isRatio: boolean): string {
  const text = margin === null ? '' : `${isRatio ? '× ' : ''}${significantText(margin, 3)}`;
  if (verdict === 'EQUIVALENT') return `they agree within the margin of ${text}`;
  if (verdict === 'DIFFER') return 'they differ';
  const why =
    margin === null
      ? 'not both assays declare a margin (equivalence) within which they would'
      : `the 90 % interval is not within the margin of ${text}`;
  return `they are not told apart, which is not that they agree: ${why}`;
}

const quantile = (p: number, df: number): number =>
  Number.isFinite(df) ? studentTQuantile(p, df) : normalQuantile(p);

const outside = (t: number, df: number): number =>
  Number.isFinite(df) ? studentTOutside(t, df) : 2 * normalTail(t);
