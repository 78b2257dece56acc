import { mean } from '../../stats/mean.ts';
import type { CountMatrix } from './count-matrix.ts';

/** Reads that each count is raised by, in a library of mean size, so that a small count has a logarithm of its size. */
const PRIOR_READS = 2;

/**
 * log2 of counts a million reads, with the prior reads in proportion to the library.
 * Source: C. Law and others, Genome Biology 15 (2014) R29, of limma-trend.
 *
 * @param libraries reads of each sample, scaled
 */
export function logCpm({ counts }: CountMatrix, libraries: Float64Array): Float64Array {
  const middle = mean(libraries) ?? 1;
  const priors = libraries.map((library) => (PRIOR_READS * library) / middle);
  const adjusted = libraries.map((library, j) => library + 2 * priors[j]!);
  return counts.map((count, i) => {
    const j = i % libraries.length;
    return Math.log2(((count + priors[j]!) / adjusted[j]!) * 1e6);
  });
}
