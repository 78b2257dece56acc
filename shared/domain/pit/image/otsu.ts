/** A threshold that an image itself suggests. */
import type { Pixels } from './pixel-grid.ts';

/** Values of other kinds lie in so many bins of equal width. */
const BINS = 4096;
const MOST_WHOLE = 65_536;

/**
 * The threshold with the largest variance between both classes; the middle one where several have it. Whole numbers over
 * a range of 65,536 or less have a bin each.
 *
 * It finds a threshold in any image. How much of the variance lies between the classes does not tell whether there are two:
 * it is 100 % of noise of one level, and 75 % of an even ramp.
 *
 * Source: Otsu 1979, IEEE Trans. Syst. Man Cybern. 9:62.
 *
 * @param range least and largest of the values, which must differ
 * @returns values above it are the upper class
 */
export function otsu(values: Pixels, { least, most }: { least: number; most: number }): number {
  const isWhole = !(values instanceof Float32Array) && most - least < MOST_WHOLE;
  const bins = isWhole ? most - least + 1 : BINS;
  const perBin = isWhole ? 1 : (most - least) / bins;
  const counts = new Float64Array(bins);
  for (let i = 0; i < values.length; i++)
    counts[Math.min(bins - 1, Math.floor((values[i]! - least) / perBin))]!++;
  const { first, last } = bestCut(counts);
  const cut = Math.floor((first + last) / 2);
  return isWhole ? least + cut : least + (cut + 1) * perBin;
}

/** The last bin of the lower class: the first and the last of those that are best. */
function bestCut(counts: Float64Array): { first: number; last: number } {
  let [total, sum] = [0, 0];
  for (let i = 0; i < counts.length; i++) {
    total += counts[i]!;
    sum += i * counts[i]!;
  }
  let [below, sumBelow, best, first, last] = [0, 0, -1, 0, 0];
  for (let i = 0; i < counts.length - 1; i++) {
    below += counts[i]!;
    sumBelow += i * counts[i]!;
    if (below === 0 || below === total) continue;
    const between = (sum * below - sumBelow * total) ** 2 / (below * (total - below));
    if (between > best) [best, first, last] = [between, i, i];
    // Between two values that occur, every cut is the same.
    else if (between === best) last = i;
  }
  return { first, last };
}
