import { benjaminiHochberg } from '../../../stats/adjusted-p.ts';
import { lowess } from '../../../stats/lowess.ts';
import { quantileOfSorted } from '../../../stats/quantile.ts';

const CUTOFFS = 50;
/** Discoveries that are too few to choose a cut-off by. */
const FEW = 10;
const SMOOTH = { share: 1 / 5, rounds: 3 };

export interface Filtered {
  /** Null of a gene that is not tested, or that is read too rarely to be found. */
  readonly adjusted: readonly (number | null)[];
  /** Genes with a mean below this are left out. */
  readonly leastMean: number;
}

/**
 * p-values adjusted over the genes that are read often enough to be found at all: the cut-off is the lowest at which nearly
 * as many are found as at the best one.
 * Source: R. Bourgon, R. Gentleman, W. Huber, PNAS 107 (2010) 9546; the choice is that of M. Love, W. Huber, S. Anders,
 * Genome Biology 15 (2014) 550.
 *
 * @param level false discovery rate at which discoveries are counted
 */
export function filterByMean(p: readonly (number | null)[], means: Float64Array, level: number): Filtered {
  const sorted = means.slice().sort();
  const none = means.reduce((count, mean) => count + (mean === 0 ? 1 : 0), 0) / means.length;
  const highest = none < 0.95 ? 0.95 : 1;
  const shares = Float64Array.from(
    { length: CUTOFFS },
    (_, k) => none + ((highest - none) * k) / (CUTOFFS - 1),
  );
  const cutoffs = shares.map((share) => quantileOfSorted(sorted, share) ?? 0);
  const adjustedAt = (cutoff: number) =>
    benjaminiHochberg(p.map((one, gene) => (means[gene]! >= cutoff ? one : null)));
  const found = cutoffs.map(
    (cutoff) => adjustedAt(cutoff).filter((one) => one !== null && one < level).length,
  );
  const leastMean = cutoffs[chosen(shares, found)]!;
  return { adjusted: adjustedAt(leastMean), leastMean };
}

function chosen(shares: Float64Array, found: Float64Array): number {
  if (Math.max(...found) <= FEW) return 0;
  const within = 0.01 * (shares.at(-1)! - shares[0]!);
  const curve = lowess(shares, found, { ...SMOOTH, within });
  const some = Array.from(found, (count, k) => ({ count, curve: curve[k]! })).filter(
    ({ count }) => count > 0,
  );
  const square = some.reduce((sum, one) => sum + (one.count - one.curve) ** 2, 0) / some.length;
  const least = Math.max(...curve) - Math.sqrt(square);
  const first = found.findIndex((count) => count > least);
  return Math.max(0, first);
}
