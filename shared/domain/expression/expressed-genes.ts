import { median } from '../../stats/median.ts';
import { type CountMatrix, countsOfGene, libraryOf } from './count-matrix.ts';

/** Reads that a gene of a library of median size has where it counts as expressed. */
const LEAST_READS = 10;
/** Reads in all samples. */
const LEAST_READS_IN_ALL = 15;
/** Beyond so many samples a share of the others is enough. */
const LARGE = 10;
const SHARE_OF_LARGE = 0.7;
/** Sums of shares are not exact. */
const ROUNDING = 1e-14;

/**
 * Places of the genes that are read often enough to be compared: in as many samples as the smallest group has. The others
 * would be no more than noise that every other gene pays for.
 * Source: Y. Chen, A. Lun, G. Smyth, F1000Research 5 (2016) 1438.
 *
 * @param smallestGroup samples that tell of one cell of the design: 1 over the largest leverage
 */
export function expressedGenes(matrix: CountMatrix, smallestGroup: number): number[] {
  const libraries = libraryOf(matrix);
  const least = LEAST_READS / (median(libraries) ?? 1);
  const wanted =
    (smallestGroup > LARGE ? LARGE + (smallestGroup - LARGE) * SHARE_OF_LARGE : smallestGroup) - ROUNDING;
  return Array.from(matrix.genes, (_, place) => place).filter((place) => {
    const counts = countsOfGene(matrix, place);
    let all = 0;
    let enough = 0;
    for (let j = 0; j < counts.length; j++) {
      all += counts[j]!;
      if (counts[j]! / libraries[j]! >= least) enough++;
    }
    return enough >= wanted && all >= LEAST_READS_IN_ALL - ROUNDING;
  });
}
