/** Whether a gene is as much in both arms, within a margin that somebody declared. */
import { normalQuantile } from '../../stats/normal-quantile.ts';
import { studentTQuantile } from '../../stats/student-t.ts';

export interface GeneEquality {
  /** Largest change that counts as none, in log2. */
  readonly log2: number;
  /** Of the engine's statistic; infinite where it is normal, null where an earlier version did not keep them. */
  readonly df: number | null;
}

/**
 * Two one-sided tests at 5 %, gene by gene: the 90 % interval log2 fold ± t(0.95, df)·se lies within ± margin. Null without a
 * standard error or degrees of freedom.
 * Source: D. J. Schuirmann, J. Pharmacokinetics and Biopharmaceutics 15 (1987) 657.
 */
export function isGeneEqual(
  { log2fc, se }: { readonly log2fc: number | null; readonly se: number | null },
  { log2, df }: GeneEquality,
): boolean | null {
  if (log2fc === null || se === null || df === null) return null;
  const quantile = Number.isFinite(df) ? studentTQuantile(0.95, df) : normalQuantile(0.95);
  return Math.abs(log2fc) + quantile * se <= log2;
}
